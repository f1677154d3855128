/** The rules over the past, as they would have been evaluated then. */
@NullMarked
package io.headroom.core.backtest;

import org.jspecify.annotations.NullMarked;
