/** Rules for the whole core. */
@NullMarked
package io.headroom.core;

import org.jspecify.annotations.NullMarked;
