/** Use cases: check the fleet, advance incidents, decide a click, run a remedy. */
@NullMarked
package io.headroom.core.app;

import org.jspecify.annotations.NullMarked;
