/** The leak detector: whether the floor of a task's memory rises to its limit, and when. */
@NullMarked
package io.headroom.core.detect.leak;

import org.jspecify.annotations.NullMarked;
