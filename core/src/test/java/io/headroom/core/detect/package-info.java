@NullMarked
package io.headroom.core.detect;

import org.jspecify.annotations.NullMarked;
