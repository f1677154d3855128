package io.headroom.bench.detector;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of series, each with what is drawn for it. */
enum SeriesClass {
  LINEAR(true, "to the limit in 12 to 36 hours"),
  SLOW(true, "to the limit in 3 to 8 days"),
  RISING_FLOOR(true, "under the sawtooth of a garbage collector, 1 to 4 days"),
  WITH_TRAFFIC(true, "as fast as there is traffic, by day more than by night, 1.5 to 6 days"),
  UNDER_DAILY_CYCLE(true, "under a daily cycle of the usage, 1.5 to 6 days"),
  AFTER_DEPLOY(true, "begins with a deployment, 6 to 48 hours"),
  STAIRCASE(true, "in 8 to 40 steps, 1 to 5 days"),
  OOM_LOOP(true, "killed and started again 3 to 6 times, 3 to 24 hours each; each run is a leak"),
  ONE_TASK_OF_MANY(true, "one of 3 to 8 tasks, 12 to 72 hours; the others are healthy"),

  STABLE(false, "one level, 15 to 75 %"),
  STABLE_HIGH(false, "one level, 85 to 92 %"),
  GC_SAWTOOTH(false, "a garbage collector's sawtooth, every 10 minutes to 12 hours"),
  CACHE_PLATEAU(false, "a cache that fills and stays full"),
  DAILY(false, "follows the day's traffic"),
  WEEKLY_RAMP(false, "climbs from Monday to Friday, falls at the weekend"),
  STEP_AFTER_DEPLOY(false, "another level after each deployment"),
  BATCH(false, "jobs every 1 to 24 hours"),
  WARM_UP(false, "climbs for some hours after each start"),
  PLANNED_RESTARTS(false, "restarted every 6 to 48 hours, creeping up in between"),
  RANDOM_WALK(false, "wanders between bounds"),
  ORGANIC_GROWTH(false, "traffic that grows by 2 to 15 % a week"),
  MISSING_DATA(false, "a tenth to a half of the minutes missing, and whole hours"),
  JVM_HEAP(false, "a heap that grows to its maximum and stays"),
  AUTOSCALING(false, "tasks come and go, and with them the load of each"),
  HOURLY_DEPLOYS(false, "deployed about once an hour"),
  DIFFERENT_AGES(false, "tasks of different ages whose caches fill");

  private final boolean leaking;
  private final String description;

  SeriesClass(boolean leaking, String description) {
    this.leaking = leaking;
    this.description = description;
  }

  /** Whether a series of it leaks; of {@link #ONE_TASK_OF_MANY} one series of each service does. */
  boolean leaking() {
    return leaking;
  }

  String description() {
    return description;
  }

  /** As in the report and on the command line: {@code gc-sawtooth}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The class of a label.
   *
   * @throws IllegalArgumentException if there is none, with all that there are
   */
  static SeriesClass of(String label) {
    List<SeriesClass> all = List.of(values());
    return all.stream()
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no class of series; there are %s"
                        .formatted(
                            label,
                            String.join(
                                ", ", Arrays.stream(values()).map(SeriesClass::label).toList()))));
  }
}
