/** What is behind the memory of a service: a verdict with its numbers, and how sure it is. */
@NullMarked
package io.headroom.core.detect.verdict;

import org.jspecify.annotations.NullMarked;
