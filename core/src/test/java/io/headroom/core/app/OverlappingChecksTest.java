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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two checks of a scope at once, each in its own instance of the function: the schedule fires while
 * the check before still runs, or a check is made twice. And one that dies between reading what is
 * kept and writing it. At every point where the other may come between: nothing is told twice, and
 * no minute of what is kept is lost. The check is one that opens an incident and keeps the history.
 */
final class OverlappingChecksTest {

  /** More than there are in a check. */
  private static final int MOST_POINTS = 100;

  private static final int FEWEST_POINTS = 8;

  /** Stands for the end of a process: nothing catches it but what starts functions. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void whereverAnotherCheckComesBetweenNothingIsToldTwiceAndNoMinuteIsLost(int minutesLater) {
    List<String> undisturbed = new Setting().around(0, () -> {}).goesOn().story();
    assertThat(undisturbed).startsWith("Detected");
    for (int point = 1; point < MOST_POINTS; point++) {
      var setting = new Setting();
      setting.around(
          point,
          () -> {
            for (int minute = 0; minute < minutesLater; minute++) {
              setting.world.minute();
            }
            setting.other.check(setting.world.now);
          });
      if (setting.passed < point) {
        assertThat(point - 1).as("points in a check").isGreaterThan(FEWEST_POINTS);
        return;
      }
      setting.goesOn();
      assertThat(setting.story()).as("another check at point %d", point).isEqualTo(undisturbed);
      setting.nothingIsLost();
    }
    throw new AssertionError("more points than expected");
  }

  /** One that is not made again costs the turn of what is quiet: the next is five minutes later. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverACheckDiesNothingIsToldTwiceAndNoMinuteIsLost(boolean madeAgain) {
    var calm = new Setting().around(0, () -> {});
    assertThat(calm.kept).as("the check keeps the history").isTrue();
    Instant opened = calm.opened();
    List<String> undisturbed = calm.goesOn().story();
    for (int point = 1; point < MOST_POINTS; point++) {
      var setting = new Setting();
      try {
        setting.around(
            point,
            () -> {
              throw new Killed();
            });
      } catch (Killed killed) {
        if (madeAgain) {
          setting.other.check(setting.world.now);
        }
      }
      if (setting.passed < point) {
        assertThat(point - 1).as("points in a check").isGreaterThan(FEWEST_POINTS);
        return;
      }
      setting.goesOn();
      assertThat(setting.opened())
          .as("killed at point %d", point)
          .isBetween(opened, opened.plus(Duration.ofMinutes(madeAgain ? 0 : 5)));
      if (madeAgain) {
        assertThat(setting.story()).as("killed at point %d", point).isEqualTo(undisturbed);
      } else {
        assertThat(setting.story()).startsWith("Detected").endsWith("Resolved");
      }
      setting.nothingIsLost();
    }
    throw new AssertionError("more points than expected");
  }

  /** A service that was quiet for hours, at the minute of its turn in which it is kept. */
  private static final class Setting {
    private static final ServiceId CART = World.CART;
    private static final Duration HIGH_FOR = Duration.ofMinutes(7);

    private final World world = new World();
    private final InMemoryWatchStore table = new InMemoryWatchStore();
    private final Instance one = new Instance(true);
    private final Instance other = new Instance(false);
    private Runnable between = () -> {};
    private int at;
    private int passed;
    private boolean kept;

    Setting() {
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
    Setting around(int point, Runnable happens) {
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
    Setting goesOn() {
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
    private final class Instance {
      private final PlannedLookout lookout;
      private final CheckFleet check;

      Instance(boolean disturbed) {
        Metrics metrics = disturbed ? new DisturbedMetrics() : world.metrics;
        lookout =
            new PlannedLookout(
                metrics,
                disturbed ? new DisturbedStore() : table,
                TestRunbooks.small(),
                Abreast.ONE);
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
}
