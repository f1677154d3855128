@NullMarked
package io.headroom.bot;

import org.jspecify.annotations.NullMarked;
