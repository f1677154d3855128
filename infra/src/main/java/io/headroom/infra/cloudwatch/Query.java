package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.ServiceId;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** One metric to ask for. */
sealed interface Query permits MemoryQuery, ApplicationQuery {

  int PERIOD_SECONDS = 60;

  ServiceId service();

  /** As GetMetricData takes it. */
  MetricDataQuery request(String id);

  /** For people. */
  String describe();
}
