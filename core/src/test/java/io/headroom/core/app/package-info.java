@NullMarked
package io.headroom.core.app;

import org.jspecify.annotations.NullMarked;
