package io.headroom.sandbox.backtest;

import io.headroom.core.fleet.Place;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.Metrics;
import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Where a back-test reads.
 *
 * @param cloudWatch to list metrics with; their values come through {@code metrics}
 * @param kills where kills are recorded that ECS has forgotten
 * @param now the end of the past
 */
record Account(
    Place place,
    Fleet fleet,
    Metrics metrics,
    CloudWatchClient cloudWatch,
    KillRecord kills,
    Instant now) {}
