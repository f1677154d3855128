@NullMarked
package io.headroom.core;

import org.jspecify.annotations.NullMarked;
