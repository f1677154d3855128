/**
 * What is done for SnapStart: before a function's snapshot everything that can be, without secrets,
 * credentials or connections in it.
 */
@NullMarked
package io.headroom.infra.snapshot;

import org.jspecify.annotations.NullMarked;
