package io.headroom.e2e.agent;

import io.headroom.e2e.stack.Docker;
import io.headroom.e2e.stack.Docker.DockerException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The metrics of ECS's agent and of Container Insights with enhanced observability, from what the
 * containers really use. What cannot be delivered is delivered later, as CloudWatch's own is.
 */
final class Insights {

  private static final double MIB = 1 << 20;
  private static final String ECS = "AWS/ECS";
  private static final String INSIGHTS = "ECS/ContainerInsights";

  private final CloudWatchClient cloudWatch;
  private final Docker docker;
  private final Definitions definitions;
  private final Deque<PutMetricDataRequest> undelivered = new ArrayDeque<>();

  Insights(CloudWatchClient cloudWatch, Docker docker, Definitions definitions) {
    this.cloudWatch = cloudWatch;
    this.docker = docker;
    this.definitions = definitions;
  }

  /** Reads every container's memory once, into the minute that is. */
  void sample(Snapshot fleet, Instant now) {
    Map<String, Long> usage;
    try {
      usage =
          Usage.of(
              docker,
              fleet.containers().values().stream()
                  .flatMap(containers -> containers.values().stream())
                  .toList());
    } catch (DockerException e) {
      // One of them ended just now, and docker then says nothing of the others.
      return;
    }
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    for (Task task : fleet.running()) {
      Map<String, String> containers = fleet.containers().get(task.taskArn());
      if (containers != null && usage.keySet().containsAll(containers.values())) {
        Snapshot.service(task).ifPresent(service -> add(service, task, containers, usage, minute));
      }
    }
  }

  /** Delivers what there is, oldest first. */
  void deliver() {
    while (!undelivered.isEmpty()) {
      cloudWatch.putMetricData(undelivered.getFirst());
      undelivered.removeFirst();
    }
  }

  private void add(
      String service,
      Task task,
      Map<String, String> containers,
      Map<String, Long> usage,
      Instant minute) {
    TaskDefinition definition = definitions.get(task.taskDefinitionArn());
    var of = new ArrayList<Dimension>();
    of.add(dimension("ClusterName", Snapshot.id(task.clusterArn())));
    of.add(dimension("ServiceName", service));
    long used = containers.values().stream().mapToLong(usage::get).sum();
    put(
        ECS,
        minute,
        of,
        List.of(
            datum(
                "MemoryUtilization",
                StandardUnit.PERCENT,
                100.0 * used / Definitions.reserved(definition))));
    put(INSIGHTS, minute, of, List.of(megabytes("MemoryUtilized", used)));
    of.add(dimension("TaskId", Snapshot.id(task.taskArn())));
    put(INSIGHTS, minute, of, List.of(megabytes("MemoryUtilized", used)));
    containers.forEach(
        (name, id) -> {
          var one = new ArrayList<>(of);
          one.add(dimension("ContainerName", name));
          put(
              INSIGHTS,
              minute,
              one,
              List.of(megabytes("ContainerMemoryUtilized", Objects.requireNonNull(usage.get(id)))));
        });
  }

  private void put(
      String namespace, Instant minute, List<Dimension> of, List<MetricDatum.Builder> data) {
    undelivered.addLast(
        PutMetricDataRequest.builder()
            .namespace(namespace)
            .metricData(
                data.stream().map(datum -> datum.dimensions(of).timestamp(minute).build()).toList())
            .build());
  }

  private static MetricDatum.Builder megabytes(String name, long bytes) {
    return datum(name, StandardUnit.MEGABYTES, bytes / MIB);
  }

  private static MetricDatum.Builder datum(String name, StandardUnit unit, double value) {
    return MetricDatum.builder().metricName(name).unit(unit).value(value);
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
