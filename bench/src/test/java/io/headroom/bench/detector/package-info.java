/** Tests of what is drawn, of how it is scored, and of the usual rules. */
@NullMarked
package io.headroom.bench.detector;

import org.jspecify.annotations.NullMarked;
