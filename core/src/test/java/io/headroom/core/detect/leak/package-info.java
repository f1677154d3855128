@NullMarked
package io.headroom.core.detect.leak;

import org.jspecify.annotations.NullMarked;
