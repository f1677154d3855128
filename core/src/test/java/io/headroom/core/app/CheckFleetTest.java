package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck.Failing;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckFleetTest {

  private static final ServiceId ORDERS = SampleServices.id("shop", "orders");

  private final World world = new World();

  @Test
  void twoServicesInTroubleAtOnceHaveAnIncidentEach() {
    withOrders(0.85);
    world.uses(0.95);
    world.minutes(6);

    assertThat(world.incidents()).extracting(Incident::service).contains(World.CART, ORDERS);
    assertThat(world.incidents()).extracting(Incident::id).doesNotHaveDuplicates().hasSize(2);
    assertThat(world.incident(World.CART).findings()).hasSize(2);
    assertThat(world.incident(ORDERS).findings()).hasSize(1);
  }

  @Test
  void aServiceThatEcsDoesNotTellOfHasItsIncidentAndDoesNotStopTheOthers() {
    withOrders(0.85);
    world.uses(0.85);
    world.fleet.failAlways(World.CART, World.throttled());
    world.minutes(5);

    assertThat(world.incident(World.CART).offers()).as("no buttons yet").isEmpty();
    assertThat(world.incident(ORDERS).offers()).isNotEmpty();
    assertThat(world.log.last().orElseThrow().problems())
        .contains("shop/cart: UpdateService: ThrottlingException")
        .noneMatch(problem -> problem.startsWith("shop/orders"));

    world.uses(0.95);
    world.minutes(2);
    assertThat(world.incident(World.CART).findings())
        .as("what CloudWatch tells is written all the same")
        .hasSize(2);
    world.fleet.recovers();
    world.minutes(1);
    assertThat(world.incident(World.CART).offers()).isNotEmpty();
    assertThat(world.log.last().orElseThrow().problems()).isEmpty();
  }

  @Test
  void anIncidentKeepsWhatTheServicesTagsSaidWhenItBegan() {
    world.with(
        SampleServices.tagged(
            SampleServices.fargate("shop", "cart", 4, World.LIMIT),
            Map.of(Tags.CHANNEL, " C0TEAMCART ", Tags.OWNER, "team-cart")));
    world.uses(0.85);
    world.minutes(5);
    assertThat(world.incident().channelTag()).contains("C0TEAMCART");
    assertThat(world.incident().owner()).contains("team-cart");

    world.with(SampleServices.fargate("shop", "cart", 4, World.LIMIT));
    world.minutes(3);
    assertThat(world.incident().channelTag()).contains("C0TEAMCART");
  }

  @Test
  void whatShouldNotHappenIsThrownAfterTheOthersWereChecked() {
    withOrders(0.85);
    world.uses(0.85);
    var writes = new AtomicInteger();
    world.store.beforeWrite =
        () -> {
          if (writes.incrementAndGet() <= 2) {
            throw new IllegalStateException("write " + writes.get());
          }
        };
    assertThatThrownBy(() -> world.minutes(5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("write 1")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    CheckReport report = world.log.last().orElseThrow();
    assertThat(report.at()).as("the report is saved").isEqualTo(world.now);
    assertThat(report.problems())
        .containsExactly(
            "shop/cart: java.lang.IllegalStateException: write 1",
            "shop/orders: java.lang.IllegalStateException: write 2");
    world.minutes(1);
    assertThat(world.incidents()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "shop, ACCESS_DENIED, true",
    "shop, THROTTLED, true",
    "shop/cart, INVALID, true",
    "shop, NOT_FOUND, false",
    "shop/orders, ACCESS_DENIED, false",
    "shop/cart-2, ACCESS_DENIED, false",
    "batch, ACCESS_DENIED, false",
  })
  void whatCannotBeReadKeepsItsIncidentsOpenAndNoOthers(
      String what, Reason reason, boolean staysOpen) {
    world.uses(0.85);
    world.minutes(6);
    world.fleet.remove(World.CART);
    world.fleet.cannotRead(new Unread("elsewhere", Reason.ACCESS_DENIED, "no"));
    world.fleet.cannotRead(new Unread(what, reason, "no"));
    world.minutes(1);

    assertThat(world.incident().open()).isEqualTo(staysOpen);
    assertThat(world.log.last().orElseThrow().unread()).contains(new Unread(what, reason, "no"));
    if (!staysOpen) {
      assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.SERVICE_GONE);
    }
  }

  @Test
  void aServiceThatCannotBeAskedForIsNotGone() {
    world.uses(0.85);
    world.minutes(6);
    world.fleet.remove(World.CART);
    world.fleet.failAlways(World.CART, World.denied());
    world.minutes(1);

    assertThat(world.incident().open()).isTrue();
    assertThat(world.log.last().orElseThrow().problems()).hasSize(1);
  }

  @Test
  void aServiceThatAsksNotToBeWatchedIsNot() {
    world.fleet.with(tagged(world.cart().orElseThrow(), Tags.IGNORE, "True"));
    world.uses(0.99);
    world.minutes(10);

    assertThat(world.incidents()).isEmpty();
    assertThat(world.log.last().orElseThrow().services()).isZero();
    assertThat(world.log.last().orElseThrow().hottest()).isEmpty();
  }

  @Test
  void itsOpenIncidentEndsAndSaysWhy() {
    world.uses(0.85);
    world.minutes(6);
    world.fleet.with(tagged(world.cart().orElseThrow(), Tags.IGNORE, "no"));
    world.minutes(1);
    assertThat(world.incident().open()).as("only \"true\" asks for it").isTrue();
    world.fleet.with(tagged(world.cart().orElseThrow(), Tags.IGNORE, "true"));
    world.minutes(1);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.IGNORED);
  }

  @Test
  void theReportSaysWhatWasSeen() {
    withOrders(0.50);
    world.with(
        tagged(
            SampleServices.fargate("shop", "search", 1, World.LIMIT),
            Tags.RUNBOOK,
            "nodejs,memory"));
    world.with(SampleServices.fargate("shop", "asleep", 0, World.LIMIT));
    world.uses(SampleServices.id("shop", "search"), Subject.SERVICE, minute -> Double.NaN);
    world.uses(SampleServices.id("shop", "asleep"), Subject.SERVICE, minute -> Double.NaN);
    world.uses(0.62);
    world.minutes(10);
    CheckReport report = world.log.last().orElseThrow();

    assertThat(report.at()).isEqualTo(world.now);
    assertThat(report.services()).isEqualTo(4);
    assertThat(report.withoutData())
        .as("what is scaled to nothing has no memory to be seen")
        .containsExactly(SampleServices.id("shop", "search"));
    assertThat(report.hottest())
        .extracting(usage -> usage.service() + " " + usage.ratio())
        .containsExactly("shop/cart 62%", "shop/orders 50%");
    assertThat(report.hottest().getFirst().recent()).hasSize(60).endsWith(Optional.of(0.62));
    assertThat(report.unknownRunbooks()).containsExactly("shop/search: \"nodejs\"");
    assertThat(report.unread()).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(report.dataAge()).contains(Duration.ofMinutes(1));
    assertThat(report.queries()).as("each service, and the cart's four tasks").isEqualTo(4 + 5);
    assertThat(report.calls()).isEqualTo(2);
    assertThat(world.check())
        .as("what is returned is what is saved")
        .isEqualTo(world.log.last().orElseThrow());
  }

  @Test
  void theReportNamesTheTenNearestToTheirLimits() {
    for (int i = 10; i < 30; i++) {
      Service service = SampleServices.fargate("shop", "s" + i, 1, World.LIMIT);
      world.with(service);
      double ratio = i / 100.0;
      world.uses(service.id(), Subject.SERVICE, minute -> ratio);
    }
    world.uses(0.01);
    world.minutes(2);
    assertThat(world.log.last().orElseThrow().hottest())
        .extracting(usage -> usage.service().name())
        .containsExactly("s29", "s28", "s27", "s26", "s25", "s24", "s23", "s22", "s21", "s20");
  }

  @Test
  void theAgeIsThatOfTheServiceFurthestBehind() {
    withOrders(0.5);
    world.minutes(3);
    world.uses(ORDERS, Subject.SERVICE, minute -> Double.NaN);
    world.minutes(3);
    assertThat(world.log.last().orElseThrow().dataAge()).contains(Duration.ofMinutes(4));
    world.minutes(3);
    assertThat(world.log.last().orElseThrow().dataAge())
        .as("stale is without data")
        .contains(Duration.ofMinutes(1));
    assertThat(world.log.last().orElseThrow().withoutData()).containsExactly(ORDERS);
  }

  @Test
  void whatCloudWatchDoesNotAnswerIsReportedAndNothingIsDecided() {
    world.uses(0.85);
    world.minutes(6);
    world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
    int version = world.incident().version();
    world.metrics.cannotRead(World.CART, new Problem(Problem.Kind.THROTTLED, "Rate exceeded"));
    world.uses(0.10);
    world.minutes(4);
    CheckReport report = world.log.last().orElseThrow();
    assertThat(report.problems()).contains("THROTTLED: Rate exceeded");
    assertThat(report.withoutData()).containsExactly(World.CART);
    assertThat(world.incident().version()).isEqualTo(version);
  }

  @Test
  void aFleetThatCannotBeListedFailsTheCheck() {
    world.fleet.failNext(new FleetException(Reason.ACCESS_DENIED, "ListClusters: denied"));
    assertThatThrownBy(world::check)
        .isInstanceOf(FleetException.class)
        .hasMessage("ListClusters: denied");
    assertThat(world.log.last()).isEmpty();
    assertThat(world.log.last(SampleServices.SCOPES).getFirst().failing())
        .contains(
            new Failing(
                world.now,
                new CheckFailure(
                    world.now, CheckFailure.Reason.ACCESS_DENIED, "ListClusters: denied")));
    world.minutes(1);
    assertThat(world.log.last(SampleServices.SCOPES).getFirst().failing()).isEmpty();
  }

  @Test
  void aStoreThatFailsTheCheckIsNotedAsSomethingElseThanAnAnswerOfEcs() {
    var broken = new IllegalStateException("no table");
    world.store.beforeRead =
        () -> {
          throw broken;
        };
    assertThatThrownBy(world::check).isSameAs(broken);
    assertThat(world.log.last(SampleServices.SCOPES).getFirst().failing().orElseThrow().latest())
        .isEqualTo(
            new CheckFailure(
                world.now,
                CheckFailure.Reason.UNEXPECTED,
                "java.lang.IllegalStateException: no table"));
  }

  @Test
  void aFailureThatCannotBeNotedHidesNotWhatFailed() {
    world.fleet.failNext(new FleetException(Reason.THROTTLED, "ListClusters: Rate exceeded"));
    world.log.beforeWrite =
        () -> {
          throw new IllegalStateException("no table");
        };
    assertThatThrownBy(world::check)
        .hasMessage("ListClusters: Rate exceeded")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
  }

  private void withOrders(double ratio) {
    world.with(SampleServices.fargate("shop", "orders", 2, World.LIMIT));
    world.uses(ORDERS, Subject.SERVICE, minute -> ratio);
  }

  private static Service tagged(Service service, String tag, String value) {
    return SampleServices.tagged(service, Map.of(tag, value));
  }
}
