@NullMarked
package io.headroom.core.detect.verdict;

import org.jspecify.annotations.NullMarked;
