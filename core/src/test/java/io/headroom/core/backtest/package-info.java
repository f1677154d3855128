@NullMarked
package io.headroom.core.backtest;

import org.jspecify.annotations.NullMarked;
