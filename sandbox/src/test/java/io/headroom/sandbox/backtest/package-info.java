@NullMarked
package io.headroom.sandbox.backtest;

import org.jspecify.annotations.NullMarked;
