/**
 * Leaks and healthy series drawn by seed, watched online by the leak detector and the usual rules,
 * and scored.
 */
@NullMarked
package io.headroom.bench.detector;

import org.jspecify.annotations.NullMarked;
