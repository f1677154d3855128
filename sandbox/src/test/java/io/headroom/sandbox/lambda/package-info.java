/** The packages that {@code sam deploy} uploads, run as Lambda runs them. */
@NullMarked
package io.headroom.sandbox.lambda;

import org.jspecify.annotations.NullMarked;
