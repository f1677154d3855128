package io.headroom.sandbox.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What the tests of the fleet share. */
public final class Testing {

  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private Testing() {}

  /** A fleet in which nothing happens by itself. */
  public static SimulatedFleet quiet() {
    return SimulatedFleet.scenario("quiet", 7, START);
  }

  /** A number of minutes after the start. */
  public static Instant minute(long minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  /** A service as ECS describes it. */
  public static Service service(EcsClient ecs, String cluster, String name) {
    return ecs.describeServices(
            request -> request.cluster(cluster).services(name).include(ServiceField.TAGS))
        .services()
        .getFirst();
  }

  /** The tasks of a service that ECS lists under a desired status. */
  public static List<Task> tasks(
      EcsClient ecs, String cluster, String name, DesiredStatus desiredStatus) {
    List<String> arns =
        ecs.listTasks(
                request -> request.cluster(cluster).serviceName(name).desiredStatus(desiredStatus))
            .taskArns();
    return arns.isEmpty()
        ? List.of()
        : ecs.describeTasks(request -> request.cluster(cluster).tasks(arns)).tasks();
  }

  /** A query of one-minute values. */
  public static MetricDataQuery query(
      String id, String namespace, String metric, String stat, Map<String, String> dimensions) {
    List<Dimension> list =
        dimensions.entrySet().stream()
            .map(each -> Dimension.builder().name(each.getKey()).value(each.getValue()).build())
            .toList();
    Metric named =
        Metric.builder().namespace(namespace).metricName(metric).dimensions(list).build();
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(MetricStat.builder().metric(named).period(60).stat(stat).build())
        .build();
  }

  /** Registers the release of image-resizer that leaks in its code; returns its ARN. */
  public static String leakingRelease(SimulatedFleet fleet) {
    TaskDefinition before =
        fleet
            .ecs()
            .describeTaskDefinition(request -> request.taskDefinition("image-resizer:1"))
            .taskDefinition();
    ContainerDefinition app = before.containerDefinitions().getFirst();
    return fleet
        .ecs()
        .registerTaskDefinition(
            request ->
                request
                    .family(before.family())
                    .cpu(before.cpu())
                    .memory(before.memory())
                    .networkMode(before.networkMode())
                    .requiresCompatibilities(before.requiresCompatibilities())
                    .containerDefinitions(
                        app.toBuilder().image(ShopServices.LEAKING_RELEASE).build()))
        .taskDefinition()
        .taskDefinitionArn();
  }
}
