/** Memory over time: samples with gaps, and the sizes they are measured in. */
@NullMarked
package io.headroom.core.series;

import org.jspecify.annotations.NullMarked;
