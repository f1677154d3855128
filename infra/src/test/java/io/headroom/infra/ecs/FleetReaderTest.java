package io.headroom.infra.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Service;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.SampleServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;

class FleetReaderTest {

  private final FakeEcs ecs = new FakeEcs();
  private final Fleet fleet = new EcsFleet(ecs, new FakeAutoScaling(), PassableRoles.ALL);

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "10, 1, 1", "11, 1, 2", "100, 1, 10", "101, 2, 11", "250, 3, 25"})
  void listsAHundredServicesAtATimeAndDescribesTen(int services, int lists, int descriptions) {
    shop(services);

    FleetReading reading = fleet.read(SampleServices.scope("shop"));

    assertThat(reading.services()).hasSize(services).extracting(Service::id).isSorted();
    assertThat(reading.unread()).isEmpty();
    assertThat(ecs.requests(ListServicesRequest.class)).hasSize(lists);
    assertThat(ecs.requests(DescribeServicesRequest.class)).hasSize(descriptions);
    assertThat(ecs.requests(DescribeServicesRequest.class))
        .allMatch(request -> request.includeAsStrings().contains("TAGS"));
  }

  @Test
  void describesAHundredClustersAtATime() {
    for (int i = 0; i < 101; i++) {
      EcsFixtures.cluster(ecs, "cluster-%03d".formatted(i));
    }

    fleet.read(SampleServices.SCOPE);

    assertThat(ecs.requests(ListClustersRequest.class)).hasSize(2);
    assertThat(ecs.requests(DescribeClustersRequest.class))
        .extracting(request -> request.clusters().size())
        .containsExactly(100, 1);
    assertThat(ecs.requests(DescribeClustersRequest.class))
        .allMatch(request -> request.includeAsStrings().contains("SETTINGS"));
    assertThat(ecs.requests(ListServicesRequest.class)).hasSize(101);
  }

  @Test
  void describesARevisionOnce() {
    shop(12);

    fleet.read(SampleServices.SCOPE);
    fleet.read(SampleServices.SCOPE);

    assertThat(ecs.requests(DescribeTaskDefinitionRequest.class)).hasSize(1);
  }

  /** Else a function that starts cold would never come to its end, and begin anew each minute. */
  @Test
  void readsSoManyNewRevisionsAndTheOthersInTheNextReadings() {
    shop(1_200);
    ecs.services.replaceAll(
        (arn, service) ->
            service.toBuilder()
                .taskDefinition(
                    EcsFixtures.definition(ecs, service.serviceName(), 1).taskDefinitionArn())
                .build());

    FleetReading first = fleet.read(SampleServices.SCOPE);
    FleetReading second = fleet.read(SampleServices.SCOPE);
    FleetReading third = fleet.read(SampleServices.SCOPE);

    assertThat(first.services()).hasSize(500);
    assertThat(first.unread())
        .hasSize(700)
        .allMatch(unread -> unread.reason() == Reason.THROTTLED)
        .extracting(FleetReading.Unread::detail)
        .allMatch(detail -> detail.contains("turn comes at the next check"));
    assertThat(second.services()).hasSize(1_000);
    assertThat(third.services()).hasSize(1_200);
    assertThat(third.unread()).isEmpty();
  }

  /** The answer is the same, in the same order, however many calls are made at the same time. */
  @Test
  void readsAbreastWhatItReadsOneByOne() {
    shop(250);
    EcsFixtures.cluster(ecs, "batch");
    EcsFixtures.service(ecs, "batch", "nightly");
    Fleet abreast = new EcsFleet(ecs, new FakeAutoScaling(), PassableRoles.ALL, new Abreast(8));

    assertThat(abreast.read(SampleServices.SCOPE)).isEqualTo(fleet.read(SampleServices.SCOPE));
  }

  @Test
  void namesAClusterThatDoesNotExistOrIsInactive() {
    shop(1);
    ecs.clusters.put(
        FakeEcs.ARN + "cluster/old",
        EcsFixtures.cluster(ecs, "old").toBuilder().status("INACTIVE").build());

    FleetReading reading = fleet.read(SampleServices.scope("nowhere", "shop", "old"));

    assertThat(reading.services()).hasSize(1);
    assertThat(reading.unread())
        .extracting(Unread::what, Unread::reason, Unread::detail)
        .containsExactlyInAnyOrder(
            tuple("nowhere", Reason.NOT_FOUND, "MISSING"),
            tuple("old", Reason.NOT_FOUND, "the cluster is INACTIVE"));
  }

  @Test
  void anInactiveClusterIsNoPartOfAllOfThem() {
    shop(1);
    ecs.clusters.put(
        FakeEcs.ARN + "cluster/old",
        EcsFixtures.cluster(ecs, "old").toBuilder().status("INACTIVE").build());

    assertThat(fleet.read(SampleServices.SCOPE).unread()).isEmpty();
  }

  @Test
  void aClusterWhoseServicesMayNotBeListedIsNamedAndTheOthersAreRead() {
    shop(2);
    EcsFixtures.cluster(ecs, "vault");
    ecs.refusing(
        request -> {
          if (request instanceof ListServicesRequest list && list.cluster().endsWith("vault")) {
            throw denied();
          }
        });

    FleetReading reading = fleet.read(SampleServices.SCOPE);

    assertThat(reading.services()).hasSize(2);
    assertThat(reading.unread())
        .containsExactly(
            new Unread(
                "vault",
                Reason.ACCESS_DENIED,
                "ListServices vault: AccessDeniedException: not authorized"));
  }

  @Test
  void aClusterThatMayNotBeDescribedDoesNotHideTheOthers() {
    shop(2);
    ecs.refusing(
        request -> {
          if (request instanceof DescribeClustersRequest describe
              && describe.clusters().contains("vault")) {
            throw denied();
          }
        });

    FleetReading reading = fleet.read(SampleServices.scope("vault", "shop"));

    assertThat(reading.services()).hasSize(2);
    assertThat(reading.unread())
        .extracting(Unread::what, Unread::reason)
        .containsExactly(tuple("vault", Reason.ACCESS_DENIED));
  }

  @Test
  void aThrottledBatchCostsItsOwnServicesOnly() {
    shop(25);
    ecs.refusing(
        request -> {
          if (request instanceof DescribeServicesRequest describe
              && describe.services().getFirst().endsWith("service-010")) {
            throw FakeEcs.error(400, "ThrottlingException", "Rate exceeded");
          }
        });

    FleetReading reading = fleet.read(SampleServices.SCOPE);

    assertThat(reading.services()).hasSize(15);
    assertThat(reading.unread()).hasSize(10);
    assertThat(reading.unread().getFirst().what()).isEqualTo("shop/service-010");
    assertThat(reading.unread()).extracting(Unread::reason).containsOnly(Reason.THROTTLED);
  }

  @Test
  void aServiceThatVanishedSinceItWasListedIsSkipped() {
    shop(3);
    ecs.refusing(
        request -> {
          if (request instanceof DescribeServicesRequest) {
            ecs.services.remove(FakeEcs.ARN + "service/shop/service-001");
          }
        });

    FleetReading reading = fleet.read(SampleServices.SCOPE);

    assertThat(reading.services())
        .extracting(service -> service.id().name())
        .containsExactly("service-000", "service-002");
    assertThat(reading.unread()).isEmpty();
  }

  @Test
  void aDrainingServiceIsSkipped() {
    shop(2);
    ecs.services.computeIfPresent(
        FakeEcs.ARN + "service/shop/service-001",
        (arn, service) -> service.toBuilder().status("DRAINING").build());

    assertThat(fleet.read(SampleServices.SCOPE).services()).hasSize(1);
  }

  @Test
  void aServiceWhoseTaskDefinitionCannotBeReadIsNamed() {
    shop(2);
    ecs.services.computeIfPresent(
        FakeEcs.ARN + "service/shop/service-001",
        (arn, service) ->
            service.toBuilder().taskDefinition(FakeEcs.ARN + "task-definition/gone:1").build());

    FleetReading reading = fleet.read(SampleServices.SCOPE);

    assertThat(reading.services()).hasSize(1);
    assertThat(reading.unread())
        .extracting(Unread::what, Unread::reason)
        .containsExactly(tuple("shop/service-001", Reason.INVALID));
  }

  @Test
  void aTaskDefinitionWithASizeThatIsNoNumberCostsItsServiceOnly() {
    shop(2);
    String odd = EcsFixtures.definition(ecs, "odd", 1).taskDefinitionArn();
    ecs.definitions.computeIfPresent(
        odd, (arn, definition) -> definition.toBuilder().memory("0.5GB").build());
    ecs.services.computeIfPresent(
        FakeEcs.ARN + "service/shop/service-001",
        (arn, service) -> service.toBuilder().taskDefinition(odd).build());

    FleetReading reading = fleet.read(SampleServices.SCOPE);

    assertThat(reading.services()).hasSize(1);
    assertThat(reading.unread())
        .containsExactly(
            new Unread(
                "shop/service-001",
                Reason.INVALID,
                "memory of task definition odd:1 is \"0.5GB\", which is no number"));
  }

  @Test
  void withoutTheListOfClustersNothingCanBeRead() {
    ecs.refusing(
        request -> {
          throw SdkClientException.create("Unable to execute HTTP request: timed out");
        });

    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> fleet.read(SampleServices.SCOPE))
        .withMessageContaining("ListClusters", "timed out")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  private void shop(int services) {
    EcsFixtures.cluster(ecs, "shop");
    for (int i = 0; i < services; i++) {
      EcsFixtures.service(ecs, "shop", "service-%03d".formatted(i));
    }
  }

  private static RuntimeException denied() {
    return FakeEcs.error(400, "AccessDeniedException", "not authorized");
  }
}
