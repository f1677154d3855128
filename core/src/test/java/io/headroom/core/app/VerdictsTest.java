package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.Situations;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.detect.verdict.Verdict.Kind;
import io.headroom.core.fleet.Service;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an open incident gets a verdict, and when that changes. */
final class VerdictsTest {

  private static final Finding.Key LEAK = new Finding.Key("memory-leak", "leak");

  private final World world = new World();

  @BeforeEach
  void theDeploymentIsLongAgo() {
    for (int minute = 0; minute < 150; minute++) {
      world.minute();
    }
  }

  @Test
  void itComesWithTheIncident() {
    world.uses(0.85);
    world.minutes(5);

    assertThat(world.incident().verdict()).containsInstanceOf(Verdict.Spike.class);
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  void itStaysWhileNothingNewIsKnown() {
    world.uses(0.85);
    world.minutes(20);

    assertThat(verdicts()).extracting(Verdict::kind).containsExactly(Kind.SPIKE);
  }

  @Test
  void itChangesWithWhatMemoryDoes() {
    world.uses(0.85);
    world.minutes(120);

    assertThat(verdicts()).extracting(Verdict::kind).containsExactly(Kind.SPIKE, Kind.PLATEAU);
  }

  @Test
  void aStepIsNotRenamedAPlateauBecauseItIsSteady() {
    world.fleet.deployedByOthers(World.CART);
    world.fleet.complete(World.CART);
    world.uses(0.85);
    world.minutes(90);

    assertThat(verdicts())
        .extracting(Verdict::kind)
        .containsExactly(Kind.UNKNOWN, Kind.STEP_AFTER_DEPLOYMENT);
  }

  @Test
  void aPlateauThatBeginsToClimbIsTakenBack() {
    world.uses(0.85);
    world.minutes(120);
    world.uses(minute -> 0.85 + minute * 0.0004);
    world.minutes(120);

    assertThat(verdicts())
        .extracting(Verdict::kind)
        .containsExactly(Kind.SPIKE, Kind.PLATEAU, Kind.UNKNOWN);
  }

  @Test
  void whileTheLeakRuleStandsItStaysALeakThoughMemoryStandsStill() {
    Subject leaking = Subject.task("leaking");
    MemorySeries flat = TestSeries.of(leaking, World.LIMIT, 120, minute -> 900);
    var history = new MemoryHistory();
    flat.samples().forEach(sample -> history.add(sample.at(), sample.bytes()));
    Service cart = world.cart().orElseThrow();
    var known = new ServiceMemory(List.of(flat)).with(Map.of(leaking, history), Map.of());
    Draft draft = leaks(leaking);

    new Verdicts().refresh(draft, cart, known, TestSeries.at(120));

    assertThat(draft.after().verdict())
        .get()
        .isInstanceOfSatisfying(
            Verdict.Leak.class,
            leak -> {
              assertThat(leak.perHour()).isEqualTo(Bytes.mib(24));
              assertThat(leak.timeLeft()).isEmpty();
            });
    draft.add("cleared", new FindingCleared(LEAK));
    draft = new Draft(draft.after(), TestSeries.at(140));
    MemorySeries later = TestSeries.of(leaking, World.LIMIT, 140, minute -> 900);
    new Verdicts()
        .refresh(
            draft,
            cart,
            new ServiceMemory(List.of(later)).with(known.histories(), Map.of()),
            TestSeries.at(140));
    assertThat(draft.after().verdict()).containsInstanceOf(Verdict.Plateau.class);
  }

  /** An incident of a leak of one task. */
  private Draft leaks(Subject task) {
    var reading =
        new LeakReading(
            new Growth(Bytes.mib(20), Bytes.mib(24), Bytes.mib(30)),
            new TimeLeft(Duration.ofHours(5), Duration.ofHours(6), Duration.ofHours(8)),
            Duration.ofHours(12),
            Bytes.mib(900),
            World.LIMIT);
    Instant at = TestSeries.at(119);
    var detected =
        new Detected(
            World.CART,
            List.of(new Finding(LEAK, Severity.SEV2, task, at, reading)),
            Situations.of(world.cart().orElseThrow(), ServiceMemory.UNKNOWN, at),
            Optional.empty(),
            Optional.empty());
    return new Draft(
        Incident.of(
            IncidentId.of(World.CART, at), List.of(new Recorded(1, at, "detected", detected))),
        TestSeries.at(120));
  }

  @Test
  void whatIsNoLongerKnownDoesNotTakeItBack() {
    world.uses(0.85);
    world.minutes(5);
    world.measuresNothing();
    world.minutes(30);

    assertThat(verdicts()).extracting(Verdict::kind).containsExactly(Kind.SPIKE);
  }

  @Test
  void killsAreCountedFromTheFindingAndFromTheEvents() {
    world.recordStoppedTask.note(world.kill(), world.now);
    world.minutes(2);
    world.recordStoppedTask.note(world.kill(), world.now);
    world.minutes(12);

    assertThat(world.incident().verdict()).containsInstanceOf(Verdict.OomLoop.class);
  }

  private List<Verdict> verdicts() {
    return world.incident().events().stream()
        .map(Recorded::event)
        .filter(VerdictReached.class::isInstance)
        .map(event -> ((VerdictReached) event).verdict())
        .toList();
  }
}
