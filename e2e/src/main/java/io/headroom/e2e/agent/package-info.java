/**
 * Does for ECS what the emulator does not: limits, metrics, events, the service scheduler's
 * replacements.
 */
@NullMarked
package io.headroom.e2e.agent;

import org.jspecify.annotations.NullMarked;
