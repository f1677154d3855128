package io.headroom.sandbox.backtest;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/** Finds out what there is to ask for, without asking for a single value. */
final class Planner {

  private static final String INSIGHTS = "ECS/ContainerInsights";
  private static final String TASK_METRIC = "MemoryUtilized";
  private static final String CLUSTER = "ClusterName";
  private static final String SERVICE = "ServiceName";
  private static final String TASK = "TaskId";

  /** More tasks than this of one service tell no more, and cost. */
  static final int MOST_TASKS = 100;

  private final Account account;
  private final RulesInForce rules;

  Planner(Account account, RulesInForce rules) {
    this.account = account;
    this.rules = rules;
  }

  /**
   * Describes the services of some clusters and lists the metrics of their tasks.
   *
   * @param clusters names; empty for every cluster
   * @param names of services; empty for all
   */
  Plan plan(List<String> clusters, Set<String> names, Duration back) {
    Instant to = account.now().truncatedTo(ChronoUnit.MINUTES);
    var notes = new ArrayList<String>();
    FleetReading reading = account.fleet().read(new Scope(account.place(), clusters));
    reading
        .unread()
        .forEach(one -> notes.add("%s was not read: %s".formatted(one.what(), one.detail())));
    var services = new ArrayList<Service>();
    var inForce = new HashMap<ServiceId, RulesInForce.Rules>();
    for (Service service : reading.services()) {
      if (!names.isEmpty() && !names.contains(service.id().name())) {
        continue;
      }
      if (Tags.ignored(service)) {
        notes.add("%s: its tag %s leaves it out".formatted(service.id(), Tags.IGNORE));
        continue;
      }
      services.add(service);
      inForce.put(service.id(), rules.of(service));
    }
    return new Plan(services, tasks(services, notes), inForce, notes, to.minus(back), to);
  }

  private Map<ServiceId, List<String>> tasks(List<Service> services, List<String> notes) {
    var byCluster = new TreeMap<String, List<Service>>();
    services.stream()
        .filter(service -> service.insights() == Insights.ENHANCED)
        .forEach(
            service ->
                byCluster
                    .computeIfAbsent(service.id().cluster(), name -> new ArrayList<>())
                    .add(service));
    var tasks = new HashMap<ServiceId, List<String>>();
    byCluster.forEach(
        (cluster, those) -> {
          Map<String, List<String>> listed = listed(account.cloudWatch(), cluster);
          for (Service service : those) {
            List<String> all = listed.getOrDefault(service.id().name(), List.of());
            if (all.size() > MOST_TASKS) {
              notes.add(
                  "%s had %d tasks: only %d of them are looked at one by one"
                      .formatted(service.id(), all.size(), MOST_TASKS));
            }
            tasks.put(service.id(), all.stream().sorted().limit(MOST_TASKS).toList());
          }
        });
    return tasks;
  }

  /** Ids of the tasks that had metrics in the last two weeks, by the name of their service. */
  private static Map<String, List<String>> listed(CloudWatchClient client, String cluster) {
    return client
        .listMetricsPaginator(
            request ->
                request
                    .namespace(INSIGHTS)
                    .metricName(TASK_METRIC)
                    .dimensions(
                        DimensionFilter.builder().name(CLUSTER).value(cluster).build(),
                        DimensionFilter.builder().name(TASK).build()))
        .metrics()
        .stream()
        .map(Planner::dimensions)
        .filter(dimensions -> dimensions.keySet().equals(Set.of(CLUSTER, SERVICE, TASK)))
        .collect(
            Collectors.groupingBy(
                dimensions -> dimensions.getOrDefault(SERVICE, ""),
                Collectors.mapping(
                    dimensions -> dimensions.getOrDefault(TASK, ""), Collectors.toList())));
  }

  private static Map<String, String> dimensions(Metric metric) {
    return metric.dimensions().stream()
        .collect(Collectors.toMap(Dimension::name, Dimension::value, (one, _) -> one));
  }
}
