package io.headroom.infra.containers;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.FleetContract;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.FakeAutoScaling;
import io.headroom.infra.ecs.PassableRoles;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * The contract over ECS's own protocol. MiniStack has no Application Auto Scaling, for which a
 * double stands in here; a task of it is started by the service rather than by a deployment; and it
 * lets a service run a revision that does not exist.
 */
@NeedsContainers
class MiniStackFleetTest extends FleetContract {

  private static final AtomicInteger SERVICES = new AtomicInteger();

  private final EcsClient ecs = AwsContainers.miniStack().ecs();
  private final EcsFleet fleet = new EcsFleet(ecs, new FakeAutoScaling(), PassableRoles.ALL);

  @AfterEach
  void close() {
    ecs.close();
  }

  @Override
  protected Fleet fleet() {
    return fleet;
  }

  @Override
  protected boolean namesStarters() {
    return false;
  }

  @Override
  protected boolean refusesUnknownRevisions() {
    return false;
  }

  @Override
  protected ServiceId running() {
    String name = "service-" + SERVICES.incrementAndGet();
    ecs.createCluster(request -> request.clusterName("shop"));
    ecs.registerTaskDefinition(
        request ->
            request
                .family(name)
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("app")
                        .image("alpine:3.17")
                        .command("sleep", "3600")
                        .memory((int) LIMIT.toMib())
                        .environment(KeyValuePair.builder().name("STAGE").value("test").build())
                        .build()));
    String arn =
        ecs.createService(
                request ->
                    request
                        .cluster("shop")
                        .serviceName(name)
                        .taskDefinition(name)
                        .desiredCount(TASKS)
                        .tags(Tag.builder().key("headroom:owner").value("shop").build()))
            .service()
            .serviceArn();
    return ServiceId.ofArn(arn);
  }

  /** MiniStack replaces a stopped task when the service is next updated, not by itself. */
  @Override
  protected void settle(ServiceId id) {
    ecs.updateService(request -> request.cluster(id.cluster()).service(id.name()));
  }
}
