@NullMarked
package io.headroom.sandbox.replay;

import org.jspecify.annotations.NullMarked;
