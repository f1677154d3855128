package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.infra.cloudwatch.ApplicationMetrics.Found;
import io.headroom.infra.cloudwatch.KnownMetric.Role;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * A metric of an application to ask for.
 *
 * @param statistic {@code Maximum}; {@code Sum} of a counter that is published as what was added;
 *     {@code SampleCount} of durations, whose number counts
 */
record ApplicationQuery(Service of, Role role, Found found, String statistic) implements Query {

  static final String MAXIMUM = "Maximum";
  static final String SUM = "Sum";
  static final String SAMPLE_COUNT = "SampleCount";

  @Override
  public ServiceId service() {
    return of.id();
  }

  @Override
  public MetricDataQuery request(String id) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            MetricStat.builder()
                .metric(found.metric())
                .period(PERIOD_SECONDS)
                .stat(statistic)
                .build())
        .build();
  }

  @Override
  public String describe() {
    return "%s in %s, of %s".formatted(found.known().name(), found.metric().namespace(), of.id());
  }
}
