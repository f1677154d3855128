@NullMarked
package io.headroom.core.series;

import org.jspecify.annotations.NullMarked;
