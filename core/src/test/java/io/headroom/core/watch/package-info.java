@NullMarked
package io.headroom.core.watch;

import org.jspecify.annotations.NullMarked;
