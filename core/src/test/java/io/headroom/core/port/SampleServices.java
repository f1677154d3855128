package io.headroom.core.port;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services for tests, as ECS would describe them: one container, account 123456789012. */
public final class SampleServices {

  public static final String ACCOUNT = "123456789012";
  public static final String REGION = "eu-central-1";

  public static final Place PLACE = new Place(ACCOUNT, REGION);

  /** Every cluster of that account and Region. */
  public static final Scope SCOPE = Scope.all(PLACE);

  /** The same as all that is watched. */
  public static final Scopes SCOPES = Scopes.of(SCOPE);

  private SampleServices() {}

  /** Some clusters of that account and Region. */
  public static Scope scope(String... clusters) {
    return new Scope(PLACE, List.of(clusters));
  }

  public static ServiceId id(String cluster, String name) {
    return new ServiceId(ACCOUNT, REGION, cluster, name);
  }

  /** A Fargate service whose one container has no limit of its own. */
  public static Service fargate(String cluster, String name, int desired, Bytes memory) {
    return service(
        id(cluster, name),
        desired,
        definition(
            name,
            1,
            true,
            Optional.of(memory),
            new Container(
                "app", true, Optional.empty(), Optional.empty(), Map.of("STAGE", "test"))));
  }

  /** A service on EC2 whose one container has a hard limit, and the task none. */
  public static Service ec2(String cluster, String name, int desired, Bytes limit) {
    return service(
        id(cluster, name),
        desired,
        definition(
            name,
            1,
            false,
            Optional.empty(),
            new Container(
                "app", true, Optional.of(limit), Optional.empty(), Map.of("STAGE", "test"))));
  }

  /** A service of a given task definition, with metrics per task. */
  public static Service service(ServiceId id, int desired, TaskDefinition definition) {
    return new Service(
        id,
        desired,
        0,
        0,
        definition,
        List.of(),
        Service.Controller.ECS,
        Service.Insights.ENHANCED,
        Map.of(),
        List.of());
  }

  /** The same service with tags. */
  public static Service tagged(Service service, Map<String, String> tags) {
    return new Service(
        service.id(),
        service.desired(),
        service.running(),
        service.pending(),
        service.taskDefinition(),
        service.deployments(),
        service.controller(),
        service.insights(),
        tags,
        service.events());
  }

  /** A revision of a family; 256 CPU units on Fargate. */
  public static TaskDefinition definition(
      String family,
      int revision,
      boolean fargate,
      Optional<Bytes> memory,
      Container... containers) {
    return new TaskDefinition(
        "arn:aws:ecs:%s:%s:task-definition/%s:%d".formatted(REGION, ACCOUNT, family, revision),
        family,
        revision,
        fargate,
        fargate ? Optional.of(256) : Optional.empty(),
        memory,
        List.of(containers),
        List.of());
  }
}
