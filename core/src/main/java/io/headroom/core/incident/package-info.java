/** An incident is its events: what can happen, and the fold that gives its present state. */
@NullMarked
package io.headroom.core.incident;

import org.jspecify.annotations.NullMarked;
