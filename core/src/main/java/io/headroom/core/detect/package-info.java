/** Rules read against series: states, named reasons, trend. */
@NullMarked
package io.headroom.core.detect;

import org.jspecify.annotations.NullMarked;
