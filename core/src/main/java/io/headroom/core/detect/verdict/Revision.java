package io.headroom.core.detect.verdict;

import java.time.Instant;

/**
 * A deployment as far as a verdict names it.
 *
 * @param deployment its id, as in {@code ecs-svc/1234567890123456789}
 * @param taskDefinition family and revision: {@code checkout-api:41}
 * @param at when it was made
 */
public record Revision(String deployment, String taskDefinition, Instant at) {}
