package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.app.RecordStoppedTask.Noted;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RecordStoppedTaskTest {

  private static final ServiceId ORDERS = SampleServices.id("shop", "orders");

  private final World world = new World();

  @Test
  void aKillOpensAnIncidentWithItsNumbersAndButtons() {
    world.uses(0.70);
    world.minutes(3);
    StoppedTask killed = world.kill();
    assertThat(note(killed)).isEqualTo(Noted.OPENED);

    Incident incident = world.incident();
    assertThat(incident.severity()).isEqualTo(Severity.SEV1);
    assertThat(world.story()).containsExactly("Detected", "OomKilled");
    assertThat(incident.offers()).isNotEmpty();
    assertThat(world.last(Detected.class).situation().used())
        .as("what memory looks like is read with it")
        .isEqualTo(Bytes.of(0.70 * World.LIMIT.value()));
    assertThat(incident.oomKills())
        .singleElement()
        .satisfies(kill -> assertThat(kill.task()).isEqualTo(killed.id()));
  }

  @Test
  void aKillJoinsTheOpenIncidentAsAFindingAndTheNextOneAsAnEvent() {
    world.uses(0.85);
    world.minutes(6);
    assertThat(note(world.kill())).isEqualTo(Noted.ADDED);
    assertThat(world.story()).containsExactly("Detected", "OomKilled", "FindingAdded");
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV1);
    assertThat(note(world.kill())).isEqualTo(Noted.ADDED);
    assertThat(world.story()).containsExactly("Detected", "OomKilled", "FindingAdded", "OomKilled");
  }

  @Test
  void killsToldAgainAndInAnyOrderAreWrittenOnce() {
    StoppedTask first = world.kill();
    world.minute();
    StoppedTask second = world.kill();
    assertThat(note(second)).isEqualTo(Noted.OPENED);
    assertThat(note(first)).isEqualTo(Noted.ADDED);
    assertThat(note(second)).isEqualTo(Noted.ALREADY_KNOWN);
    assertThat(note(first)).isEqualTo(Noted.ALREADY_KNOWN);
    assertThat(world.incident().oomKills()).hasSize(2);
  }

  @Test
  void aKillOfAnIncidentThatIsOverOpensNoOther() {
    StoppedTask killed = world.kill();
    note(killed);
    world.minutes(32);
    assertThat(world.incident().open()).isFalse();
    assertThat(note(killed)).isEqualTo(Noted.ALREADY_KNOWN);
    world.minute();
    assertThat(note(world.kill())).as("another one does").isEqualTo(Noted.OPENED);
    assertThat(world.incidents()).hasSize(2);
  }

  @Test
  void whatHasClearedDoesNotFireAgainWhileTheIncidentIsOpenForAnotherReason() {
    world.uses(0.85);
    world.minutes(6);
    note(world.kill());
    world.minutes(60);
    assertThat(world.story().stream().filter(name -> name.startsWith("Finding")))
        .as("30 min without a kill clear it, although the rule counts kills of an hour")
        .containsExactly("FindingAdded", "FindingCleared");
  }

  @Test
  void aTaskThatWasNotKilledForItsMemoryIsNoMatter() {
    StoppedTask stopped =
        world.fleet.exits(
            World.CART,
            world.fleet.tasks(World.CART).getFirst().id(),
            "UserInitiated",
            "by hand",
            List.of(new StoppedTask.Exit("app", Optional.of(143), "")));
    assertThat(note(stopped)).isEqualTo(Noted.NOT_BY_ITSELF);
    assertThat(world.fleet.calls().getLast().operation())
        .as("and ECS is not asked about it")
        .isEqualTo("tasks");
  }

  @Test
  void aKillInAnotherClusterIsNoneOfOurs() {
    var reader = new MemoryReader(world.fleet, world.metrics);
    var batchOnly =
        new RecordStoppedTask(
            world.fleet,
            reader,
            world.store,
            TestRunbooks.small(),
            Scopes.of(SampleServices.scope("batch")));
    assertThat(batchOnly.note(world.kill(), world.now)).isEqualTo(Noted.OUT_OF_SCOPE);
  }

  @Test
  void aKillInAClusterOfThatNameInAnotherAccountIsNoneOfOurs() {
    var reader = new MemoryReader(world.fleet, world.metrics);
    var elsewhere =
        new RecordStoppedTask(
            world.fleet,
            reader,
            world.store,
            TestRunbooks.small(),
            Scopes.parse("210987654321/eu-central-1/shop,123456789012/eu-west-1/shop"));
    assertThat(elsewhere.note(world.kill(), world.now)).isEqualTo(Noted.OUT_OF_SCOPE);
  }

  @Test
  void aServiceThatIsGoneOrAsksNotToBeWatchedHasNoIncident() {
    StoppedTask killed = world.kill();
    world.fleet.with(
        SampleServices.tagged(world.cart().orElseThrow(), Map.of(Tags.IGNORE, "true")));
    assertThat(note(killed)).isEqualTo(Noted.IGNORED_BY_TAG);
    world.fleet.remove(World.CART);
    assertThat(note(killed)).isEqualTo(Noted.SERVICE_GONE);
    assertThat(world.incidents()).isEmpty();
  }

  @Test
  void aRuleMayWantMoreThanOneKillAndCountsWhatEcsRemembers() {
    var twice =
        new OomKilledRule(
            "oom-killed",
            Severity.SEV2,
            2,
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            "Two containers were killed");
    var other =
        new World(
            new Runbooks(List.of(TestRunbooks.runbook("oom", AppliesTo.EVERY_SERVICE, twice))));
    StoppedTask first = other.kill();
    assertThat(other.recordStoppedTask.note(first, other.now)).isEqualTo(Noted.NO_RULE_FIRES);
    assertThat(other.recordStoppedTask.note(first, other.now))
        .as("the same one again is still one")
        .isEqualTo(Noted.NO_RULE_FIRES);
    other.minutes(9);
    assertThat(other.recordStoppedTask.note(other.kill(), other.now)).isEqualTo(Noted.OPENED);
    assertThat(other.incident().findings().getFirst().reading())
        .isInstanceOfSatisfying(
            OomKillReading.class, reading -> assertThat(reading.count()).isEqualTo(2));
  }

  @Test
  void aServiceWithoutSuchARuleHasNoFinding() {
    var usageOnly =
        new World(
            new Runbooks(
                List.of(
                    TestRunbooks.runbook("usage", AppliesTo.EVERY_SERVICE, TestRunbooks.high()))));
    assertThat(usageOnly.recordStoppedTask.note(usageOnly.kill(), usageOnly.now))
        .isEqualTo(Noted.NO_RULE_FIRES);
    usageOnly.uses(0.85);
    usageOnly.minutes(6);
    assertThat(usageOnly.recordStoppedTask.note(usageOnly.kill(), usageOnly.now))
        .as("but an open incident takes note of it")
        .isEqualTo(Noted.ADDED);
    assertThat(usageOnly.story()).containsExactly("Detected", "OomKilled");
  }

  @Test
  void theLimitIsTheContainersOwnElseTheTasks() {
    note(world.kill());
    assertThat(world.last(OomKilled.class).limit()).isEqualTo(World.LIMIT);

    var limited =
        SampleServices.definition(
            "orders",
            1,
            true,
            Optional.of(World.LIMIT),
            new Container("app", true, Optional.of(Bytes.mib(300)), Optional.empty(), Map.of()));
    world.with(SampleServices.service(ORDERS, 2, limited));
    note(world.kill(ORDERS));
    assertThat(world.incident(ORDERS).events())
        .extracting(recorded -> recorded.event())
        .filteredOn(OomKilled.class::isInstance)
        .map(event -> ((OomKilled) event).limit())
        .containsExactly(Bytes.mib(300));
  }

  @Test
  void withoutMetricsAKillIsStillAnIncident() {
    world.metrics.clear(World.CART);
    assertThat(note(world.kill())).isEqualTo(Noted.OPENED);
    assertThat(world.last(Detected.class).situation().used()).isEqualTo(Bytes.ZERO);
  }

  @Test
  void whatEcsDoesNotTellIsToldAgain() {
    StoppedTask killed = world.kill();
    world.fleet.failNext(World.throttled());
    assertThatThrownBy(() -> note(killed)).isInstanceOf(FleetException.class);
    assertThat(world.incidents()).isEmpty();
    assertThat(note(killed)).isEqualTo(Noted.OPENED);
  }

  @Test
  void anIncidentIsOpenedThoughItsButtonsCannotBeDrawnYet() {
    StoppedTask killed = world.kill();
    var calls = new AtomicInteger();
    world.fleet.failWhen(
        call -> call.operation().equals("scaling") && calls.incrementAndGet() == 1,
        World.throttled());
    assertThatThrownBy(() -> note(killed)).isInstanceOf(FleetException.class);
    assertThat(world.story()).containsExactly("Detected", "OomKilled");
    assertThat(world.incident().offers()).isEmpty();
    assertThat(note(killed)).as("told again").isEqualTo(Noted.ALREADY_KNOWN);
    world.minutes(1);
    assertThat(world.incident().offers()).isNotEmpty();
  }

  @Test
  void anotherWriteInBetweenIsReadAndTheKillAdded() {
    world.uses(0.85);
    world.minutes(6);
    StoppedTask killed = world.kill();
    world.store.beforeWrite =
        () -> {
          world.store.beforeWrite = () -> {};
          world.acknowledge.acknowledge(world.incident().id(), World.ANA, world.now);
        };
    assertThat(note(killed)).isEqualTo(Noted.ADDED);
    assertThat(world.story())
        .containsExactly("Detected", "Acknowledged", "OomKilled", "FindingAdded");
  }

  @Test
  void anIncidentThatTheCheckOpensInTheSameMomentTakesTheKill() {
    world.uses(0.85);
    world.minutes(4);
    StoppedTask killed = world.kill();
    world.store.beforeWrite =
        () -> {
          world.store.beforeWrite = () -> {};
          world.minutes(1);
        };
    assertThat(note(killed)).isEqualTo(Noted.ADDED);
    assertThat(world.incident().findings()).hasSize(2);
  }

  @Test
  void othersWhoNeverStopWritingAreSaidTo() {
    world.uses(0.85);
    world.minutes(6);
    StoppedTask killed = world.kill();
    Runnable[] hook = new Runnable[1];
    hook[0] =
        () -> {
          world.store.beforeWrite = () -> {};
          note(world.kill());
          world.store.beforeWrite = hook[0];
        };
    world.store.beforeWrite = hook[0];
    assertThatThrownBy(() -> note(killed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("shop/cart")
        .hasMessageContaining("5 times");
  }

  private Noted note(StoppedTask task) {
    return world.recordStoppedTask.note(task, world.now);
  }
}
