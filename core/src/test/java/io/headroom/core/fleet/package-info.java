@NullMarked
package io.headroom.core.fleet;

import org.jspecify.annotations.NullMarked;
