@NullMarked
package io.headroom.sandbox;

import org.jspecify.annotations.NullMarked;
