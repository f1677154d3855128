@NullMarked
package io.headroom.bench.scale;

import org.jspecify.annotations.NullMarked;
