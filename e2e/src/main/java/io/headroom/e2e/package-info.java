/**
 * The whole product, deployed to an AWS emulator with real containers, and incidents played through
 * it.
 */
@NullMarked
package io.headroom.e2e;

import org.jspecify.annotations.NullMarked;
