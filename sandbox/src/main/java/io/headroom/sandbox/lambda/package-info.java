/** Lambda without Lambda: the runtime API, and processes that are functions to it. */
@NullMarked
package io.headroom.sandbox.lambda;

import org.jspecify.annotations.NullMarked;
