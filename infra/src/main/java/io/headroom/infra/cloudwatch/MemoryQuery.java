package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.port.Metrics;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * One metric to ask for, and how to read its values. Maximum, because the average hides the hottest
 * task, and the peak within a minute.
 *
 * @param source where that is
 * @param subject whose memory it is
 * @param limit of that subject
 * @param metric as CloudWatch names it
 * @param bytesPerUnit what one unit of the metric's values is
 */
record MemoryQuery(
    ServiceId service,
    Source source,
    Subject subject,
    Bytes limit,
    Metric metric,
    double bytesPerUnit)
    implements Query {

  private static final String SERVICE_NAMESPACE = "AWS/ECS";
  private static final String INSIGHTS_NAMESPACE = "ECS/ContainerInsights";

  /** "Although marked as Megabytes, the actual units are in MiB", of Container Insights. */
  private static final double MIB = Bytes.mib(1).value();

  /**
   * The service as a whole.
   *
   * @param source {@link Source#UTILIZATION} or {@link Source#INSIGHTS}
   */
  static MemoryQuery of(Service service, Source source) {
    boolean utilization = source == Source.UTILIZATION;
    return new MemoryQuery(
        service.id(),
        source,
        Subject.SERVICE,
        service.limit(),
        metric(
            utilization ? SERVICE_NAMESPACE : INSIGHTS_NAMESPACE,
            utilization ? "MemoryUtilization" : "MemoryUtilized",
            dimensions(service, Map.of())),
        utilization ? reserved(service.taskDefinition()).value() / 100.0 : MIB);
  }

  /**
   * With enhanced observability each wanted task, and those of its containers that meet a limit of
   * their own before the task's.
   */
  static List<MemoryQuery> ofTasks(Metrics.Request request) {
    var queries = new ArrayList<MemoryQuery>();
    Service service = request.service();
    if (service.insights() == Service.Insights.ENHANCED) {
      for (String task : request.tasks()) {
        queries.add(ofTask(service, task));
        service
            .taskDefinition()
            .limitedThemselves()
            .forEach(
                container ->
                    queries.add(
                        ofContainer(
                            service,
                            Subject.container(task, container.name()),
                            Map.of("TaskId", task))));
      }
    }
    return queries;
  }

  /**
   * With enhanced observability each wanted container: the maximum over the service's tasks, which
   * CloudWatch has under the container's name without a task.
   */
  static List<MemoryQuery> ofContainers(Metrics.Request request) {
    Service service = request.service();
    return service.insights() == Service.Insights.ENHANCED
        ? request.containers().stream()
            .sorted()
            .map(name -> ofContainer(service, Subject.container(name), Map.of()))
            .toList()
        : List.of();
  }

  @Override
  public MetricDataQuery request(String id) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            MetricStat.builder().metric(metric).period(PERIOD_SECONDS).stat("Maximum").build())
        .build();
  }

  /** For people: {@code MemoryUtilization of shop/cart, task 3f2a0c11}. */
  @Override
  public String describe() {
    return "%s of %s, %s".formatted(metric.metricName(), service, subject);
  }

  private static MemoryQuery ofTask(Service service, String task) {
    return new MemoryQuery(
        service.id(),
        Source.INSIGHTS_PER_TASK,
        Subject.task(task),
        service.limit(),
        metric(INSIGHTS_NAMESPACE, "MemoryUtilized", dimensions(service, Map.of("TaskId", task))),
        MIB);
  }

  private static MemoryQuery ofContainer(
      Service service, Subject subject, Map<String, String> task) {
    String name = subject.container().orElseThrow();
    var dimensions = new HashMap<>(task);
    dimensions.put("ContainerName", name);
    return new MemoryQuery(
        service.id(),
        Source.INSIGHTS_PER_TASK,
        subject,
        service.taskDefinition().limitOf(name),
        metric(INSIGHTS_NAMESPACE, "ContainerMemoryUtilized", dimensions(service, dimensions)),
        MIB);
  }

  /**
   * What {@code MemoryUtilization} is a percentage of: the task's memory, else what its containers
   * reserve, where a soft limit goes before a hard one ("Amazon ECS service utilization metrics" in
   * the developer guide). So it may be above 100 for a container that has both.
   */
  private static Bytes reserved(TaskDefinition definition) {
    return definition
        .memory()
        .orElseGet(
            () ->
                new Bytes(
                    definition.containers().stream()
                        .flatMap(one -> one.reservation().or(one::limit).stream())
                        .mapToLong(Bytes::value)
                        .sum()));
  }

  private static Metric metric(String namespace, String name, List<Dimension> dimensions) {
    return Metric.builder().namespace(namespace).metricName(name).dimensions(dimensions).build();
  }

  private static List<Dimension> dimensions(Service service, Map<String, String> more) {
    var dimensions = new ArrayList<Dimension>();
    dimensions.add(dimension("ClusterName", service.id().cluster()));
    dimensions.add(dimension("ServiceName", service.id().name()));
    more.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> dimension(entry.getKey(), entry.getValue()))
        .forEach(dimensions::add);
    return dimensions;
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
