package io.headroom.sandbox.aws;

import io.headroom.core.fleet.ServiceId;
import io.headroom.infra.aws.AwsClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/**
 * A service that is created in an account through the SDK: two Fargate tasks of 512 MiB in a
 * cluster with enhanced Container Insights. Its memory is what {@link #uses} puts into CloudWatch.
 */
final class LeakingService implements AutoCloseable {

  static final String CLUSTER = "loop";
  static final int TASKS = 2;

  private static final String NAME = "checkout-api";
  private static final int LIMIT_MIB = 512;

  private final EcsClient ecs;
  private final CloudWatchClient cloudWatch;
  private final ServiceId id;

  LeakingService(AwsClients aws) {
    ecs = aws.ecs();
    cloudWatch = aws.cloudWatch();
    ecs.createCluster(
        request ->
            request
                .clusterName(CLUSTER)
                .settings(
                    ClusterSetting.builder()
                        .name(ClusterSettingName.CONTAINER_INSIGHTS)
                        .value("enhanced")
                        .build()));
    ecs.registerTaskDefinition(
        request ->
            request
                .family(NAME)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory(String.valueOf(LIMIT_MIB))
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("app")
                        .image("alpine:3.17")
                        .command("sleep", "3600")
                        .essential(true)
                        .build()));
    id =
        ServiceId.ofArn(
            ecs.createService(
                    request ->
                        request
                            .cluster(CLUSTER)
                            .serviceName(NAME)
                            .taskDefinition(NAME)
                            .launchType(LaunchType.FARGATE)
                            .desiredCount(TASKS))
                .service()
                .serviceArn());
  }

  ServiceId id() {
    return id;
  }

  /** Publishes a minute as ECS does: the service's metric, and one of each task that runs. */
  void uses(Instant minute, double percent) {
    put("AWS/ECS", "MemoryUtilization", StandardUnit.PERCENT, Map.of(), minute, percent);
    for (String task : tasks(DesiredStatus.RUNNING)) {
      put(
          "ECS/ContainerInsights",
          "MemoryUtilized",
          StandardUnit.MEGABYTES,
          Map.of("TaskId", task.substring(task.lastIndexOf('/') + 1)),
          minute,
          percent / 100 * LIMIT_MIB);
    }
  }

  /** ARNs of the tasks that run, or of those that were stopped. */
  List<String> tasks(DesiredStatus status) {
    return ecs.listTasks(
            request -> request.cluster(CLUSTER).serviceName(NAME).desiredStatus(status))
        .taskArns();
  }

  List<Deployment> deployments() {
    return ecs.describeServices(request -> request.cluster(CLUSTER).services(NAME))
        .services()
        .getFirst()
        .deployments();
  }

  @Override
  public void close() {
    ecs.close();
    cloudWatch.close();
  }

  private void put(
      String namespace,
      String name,
      StandardUnit unit,
      Map<String, String> more,
      Instant minute,
      double value) {
    var dimensions = new ArrayList<Dimension>();
    dimensions.add(dimension("ClusterName", CLUSTER));
    dimensions.add(dimension("ServiceName", NAME));
    more.forEach((key, text) -> dimensions.add(dimension(key, text)));
    cloudWatch.putMetricData(
        request ->
            request
                .namespace(namespace)
                .metricData(
                    MetricDatum.builder()
                        .metricName(name)
                        .dimensions(dimensions)
                        .timestamp(minute)
                        .value(value)
                        .unit(unit)
                        .build()));
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
