package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.InMemoryMetrics.Window;
import io.headroom.core.port.InMemoryWatchStore;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.SampleServices;
import io.headroom.core.port.WatchStore;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.WatchPlan;
import io.headroom.core.watch.WatchReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two instances that check the same service, which was quiet for hours, at the minute of its turn
 * in which its history is kept. Something may happen at any point of the check of the first.
 */
final class OverlappingChecks {

  private static final ServiceId CART = World.CART;
  private static final Duration HIGH_FOR = Duration.ofMinutes(7);

  final World world = new World();
  private final InMemoryWatchStore table = new InMemoryWatchStore();
  private final Instance one = new Instance(true);
  final Instance other = new Instance(false);
  private Runnable between = () -> {};
  private int at;

  /** Points that the check has passed. */
  int passed;

  /** Whether the first instance has kept the history. */
  boolean kept;

  OverlappingChecks() {
    int minutes = 0;
    var before = new Instance(false);
    while (minutes < 160 || !turnAndKeeping(world.now.plus(HIGH_FOR))) {
      world.minute();
      before.check(world.now);
      minutes++;
    }
    world.uses(0.85);
    for (int minute = 0; minute < HIGH_FOR.toMinutes(); minute++) {
      world.minute();
    }
  }

  private static boolean turnAndKeeping(Instant at) {
    return WatchPlan.due(CART, WatchReason.QUIET, Optional.empty(), Optional.empty(), at)
        && WatchPlan.keepingDue(CART, Optional.empty(), at);
  }

  /** The check, with something that happens at one of its points. */
  OverlappingChecks around(int point, Runnable happens) {
    between = happens;
    at = point;
    world.store.beforeWrite = this::point;
    world.store.afterWrite = this::point;
    try {
      one.check(world.now);
    } finally {
      at = 0;
      world.store.beforeWrite = () -> {};
      world.store.afterWrite = () -> {};
    }
    return this;
  }

  private void point() {
    if (at > 0 && ++passed == at) {
      int done = at;
      at = 0;
      between.run();
      at = done;
    }
  }

  /** Both instances are called by turns, and memory falls again. */
  OverlappingChecks goesOn() {
    for (int minute = 0; minute < 12; minute++) {
      world.minute();
      (minute % 2 == 0 ? one : other).check(world.now);
    }
    world.uses(0.30);
    for (int minute = 0; minute < 40; minute++) {
      world.minute();
      (minute % 2 == 0 ? one : other).check(world.now);
    }
    return this;
  }

  Instant opened() {
    return world.incident().openedAt();
  }

  List<String> story() {
    assertThat(world.incident().events().stream().map(Recorded::key)).doesNotHaveDuplicates();
    return world.story();
  }

  /** An instance that starts now knows all, and asks for the last two hours at most. */
  void nothingIsLost() {
    int asked = world.metrics.windows().size();
    var next = new Instance(false);
    Optional<MemoryHistory> history = Optional.empty();
    for (int minute = 0; minute < 5; minute++) {
      world.minute();
      history = next.look(world.now);
    }
    assertThat(world.metrics.windows().subList(asked, world.metrics.windows().size()))
        .isNotEmpty()
        .extracting(Window::length)
        .allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(MemoryReader.HISTORY));
    MemoryHistory known = history.orElseThrow();
    Instant first = World.START.minus(Duration.ofMinutes(60));
    for (Instant minute = first;
        minute.isBefore(world.now.minus(Duration.ofMinutes(10)));
        minute = minute.plus(Duration.ofMinutes(5))) {
      assertThat(known.mean(Math.floorDiv(minute.getEpochSecond(), 300)))
          .as("mean at %s", minute)
          .isNotNaN();
    }
  }

  /** One instance of the function. */
  final class Instance {
    private final PlannedLookout lookout;
    private final CheckFleet check;

    Instance(boolean disturbed) {
      Metrics metrics = disturbed ? new DisturbedMetrics() : world.metrics;
      lookout =
          new PlannedLookout(
              metrics, disturbed ? new DisturbedStore() : table, TestRunbooks.small(), Abreast.ONE);
      check =
          new CheckFleet(
              SampleServices.SCOPES,
              world.fleet,
              lookout,
              world.store,
              world.log,
              TestRunbooks.small(),
              world.runRemedy,
              world.pager,
              Abreast.ONE);
    }

    void check(Instant now) {
      check.check(SampleServices.SCOPE, now);
    }

    Optional<MemoryHistory> look(Instant now) {
      Lookout.Seen seen = lookout.look(SampleServices.SCOPE, Set.of(), world.fleet, now);
      return Optional.ofNullable(seen.memory().of(CART).histories().get(Subject.SERVICE));
    }
  }

  /** CloudWatch, with a point before and after each question. */
  private final class DisturbedMetrics implements Metrics {
    @Override
    public MetricsReading memory(List<Request> requests, Instant from, Instant to) {
      point();
      MetricsReading reading = world.metrics.memory(requests, from, to);
      point();
      return reading;
    }
  }

  /** The table, with a point before and after each call. */
  private final class DisturbedStore implements WatchStore {
    @Override
    public Kept load(List<ServiceId> services) {
      point();
      Kept kept = table.load(services);
      point();
      return kept;
    }

    @Override
    public void save(Map<ServiceId, MemoryHistory> histories, Instant now) {
      point();
      table.save(histories, now);
      kept = true;
      point();
    }

    @Override
    public void note(List<ServiceNote> notes) {
      point();
      table.note(notes);
      point();
    }

    @Override
    public List<ServiceNote> notes(String name) {
      return table.notes(name);
    }
  }
}
