package io.headroom.e2e;

import io.headroom.e2e.stack.Await;
import io.headroom.e2e.stack.Docker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.VersionConsistency;

/** An ECS service whose tasks are real containers, in which a Python process does as it is told. */
public final class LeakyService {

  static final String CLUSTER = "shop";

  /** A roll-out, and a pause of two minutes in it. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final String CONTAINER = "app";
  private static final long MIB = 1 << 20;

  private final Docker docker;
  private final String label;
  private final Shape shape;

  LeakyService(Docker docker, String label, Shape shape) {
    this.docker = docker;
    this.label = label;
    this.shape = shape;
  }

  /**
   * What it is.
   *
   * @param limitMib of each task's container, on Fargate of the task
   */
  public record Shape(String name, int tasks, int limitMib, boolean fargate) {

    /** On container instances, where a limit may be small. */
    public static Shape onInstances(String name, int tasks) {
      return new Shape(name, tasks, 128, false);
    }
  }

  /** The container of a task. */
  public record Container(String id, String taskArn) {

    /** As {@code docker ps} shows it. */
    public String shortId() {
      return id.substring(0, 12);
    }
  }

  public Shape shape() {
    return shape;
  }

  void create(EcsClient ecs, String image) {
    var container =
        ContainerDefinition.builder()
            .name(CONTAINER)
            .image(image)
            .essential(true)
            .versionConsistency(VersionConsistency.DISABLED);
    RegisterTaskDefinitionRequest.Builder definition =
        RegisterTaskDefinitionRequest.builder().family(shape.name());
    if (shape.fargate()) {
      definition
          .requiresCompatibilities(Compatibility.FARGATE)
          .cpu("256")
          .memory(String.valueOf(shape.limitMib()));
    } else {
      definition.requiresCompatibilities(Compatibility.EC2);
      container.memory(shape.limitMib());
    }
    ecs.registerTaskDefinition(definition.containerDefinitions(container.build()).build());
    ecs.createService(
        request ->
            request
                .cluster(CLUSTER)
                .serviceName(shape.name())
                .taskDefinition(shape.name())
                .launchType(shape.fargate() ? LaunchType.FARGATE : LaunchType.EC2)
                .desiredCount(shape.tasks()));
  }

  /** The containers that run, in the order of their ids. */
  public List<Container> containers() {
    var containers = new ArrayList<Container>();
    for (String line :
        docker.lines(
            "ps",
            "--no-trunc",
            "--filter",
            "label=" + label,
            "--filter",
            "label=com.amazonaws.ecs.task-definition-family=" + shape.name(),
            "--format",
            "{{.ID}}\t{{.Label \"com.amazonaws.ecs.task-arn\"}}")) {
      String[] parts = line.split("\t", -1);
      containers.add(new Container(parts[0], parts[1]));
    }
    containers.sort(Comparator.comparing(Container::id));
    return containers;
  }

  /** Waits until as many containers run as should, each with its limit. */
  public List<Container> awaitContainers(int count, int limitMib) {
    Await.until(
        "%d containers of %s with a limit of %d MiB".formatted(count, shape.name(), limitMib),
        PATIENCE,
        () -> {
          List<Container> running = containers();
          return running.size() == count
              && running.stream().allMatch(one -> docker.memoryLimit(one.id()) == limitMib * MIB);
        });
    return containers();
  }

  /** Has a container use so many MiB. */
  public void hold(Container container, int mib) {
    order(container, "hold " + mib);
  }

  /** Has a container leak: so many MiB at once, and more each minute. */
  public void leak(Container container, int mib, int perMinute) {
    order(container, "leak %d %d".formatted(mib, perMinute));
  }

  private void order(Container container, String order) {
    docker.call("exec", container.id(), "sh", "-c", "echo '%s' > /tmp/order".formatted(order));
  }
}
