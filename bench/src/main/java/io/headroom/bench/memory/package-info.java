/**
 * How much memory and processor time each packaged function takes, for its size in the template.
 */
@NullMarked
package io.headroom.bench.memory;

import org.jspecify.annotations.NullMarked;
