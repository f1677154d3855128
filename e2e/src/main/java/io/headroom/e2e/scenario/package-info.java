/** The incidents that are played. */
@NullMarked
package io.headroom.e2e.scenario;

import org.jspecify.annotations.NullMarked;
