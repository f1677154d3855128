/** Slack as a projection of incidents: one thread each, made to match the events. */
@NullMarked
package io.headroom.infra.slack;

import org.jspecify.annotations.NullMarked;
