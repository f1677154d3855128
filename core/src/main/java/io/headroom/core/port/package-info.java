/** The few interfaces that the outside implements. */
@NullMarked
package io.headroom.core.port;

import org.jspecify.annotations.NullMarked;
