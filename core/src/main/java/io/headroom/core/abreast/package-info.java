/** Doing things for many at the same time. */
@NullMarked
package io.headroom.core.abreast;

import org.jspecify.annotations.NullMarked;
