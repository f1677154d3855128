package io.headroom.infra.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.ScopedFleet;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.containers.AwsContainers;
import io.headroom.infra.containers.NeedsContainers;
import io.headroom.infra.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** The same cluster and service in two accounts and Regions, over the protocols of STS and ECS. */
@NeedsContainers
class MiniStackScopesTest {

  private static final Place HOME = new Place("123456789012", "eu-central-1");
  private static final Place AWAY = new Place("210987654321", "eu-west-1");

  private final Settings settings =
      Settings.of(
          Map.of(
              "TABLE_NAME", "headroom",
              "SLACK_SECRET", "headroom/slack",
              "CHANNEL", "C0123456789",
              "PLACE", HOME.toString(),
              "SCOPES", "%s/scoped,%s/scoped".formatted(HOME, AWAY),
              "SCOPE_ROLE", "headroom-act",
              "EXTERNAL_ID", "agreed-9"));

  private final ScopedFleet fleet =
      new ScopedFleet(
          settings.scopes(), new AwsPlaces(clients(HOME), settings, Abreast.ONE, Abreast.ONE));

  @BeforeEach
  void services() {
    for (Place place : new Place[] {HOME, AWAY}) {
      try (EcsClient ecs = clients(place).ecs()) {
        ecs.createCluster(request -> request.clusterName("scoped"));
        ecs.registerTaskDefinition(
            request ->
                request
                    .family("cart")
                    .containerDefinitions(
                        ContainerDefinition.builder()
                            .name("app")
                            .image("alpine:3.17")
                            .memory(64)
                            .build()));
        ecs.createService(
            request ->
                request
                    .cluster("scoped")
                    .serviceName("cart")
                    .taskDefinition("cart")
                    .desiredCount(place.equals(HOME) ? 1 : 2));
      }
    }
  }

  @Test
  void eachScopeHasItsOwnAndAChangeReachesTheRightOne() {
    for (Scope scope : settings.scopes().all()) {
      assertThat(fleet.read(scope).services())
          .extracting(Service::id)
          .containsExactly(id(scope.place()));
    }
    assertThat(fleet.service(id(HOME)).orElseThrow().desired()).isEqualTo(1);
    assertThat(fleet.service(id(AWAY)).orElseThrow().desired()).isEqualTo(2);

    fleet.setDesired(id(AWAY), 3);

    assertThat(fleet.service(id(AWAY)).orElseThrow().desired()).isEqualTo(3);
    assertThat(fleet.service(id(HOME)).orElseThrow().desired()).isEqualTo(1);
  }

  private static ServiceId id(Place place) {
    return new ServiceId(place.account(), place.region(), "scoped", "cart");
  }

  private static AwsClients clients(Place place) {
    return AwsContainers.account(AwsContainers.miniStackEndpoint(), place);
  }
}
