/** The runbooks over the last days of an account's own metrics: what would they have told? */
@NullMarked
package io.headroom.sandbox.backtest;

import org.jspecify.annotations.NullMarked;
