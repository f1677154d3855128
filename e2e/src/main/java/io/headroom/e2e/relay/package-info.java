/**
 * Stands between the functions and the emulator: answers what it lacks, and lets functions die at
 * the worst moment.
 */
@NullMarked
package io.headroom.e2e.relay;

import org.jspecify.annotations.NullMarked;
