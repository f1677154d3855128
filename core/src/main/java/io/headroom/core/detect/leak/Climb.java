package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long memory lasts at the pace of its last minutes: of a climb that is too young for the leak
 * detector, or too steep.
 *
 * <p>What a collector is going to take back leads nowhere. Where memory has come down within the
 * last twelve hours of the task's run, only its floor tells where it goes, and minutes do not show
 * that: nothing is told then.
 */
public final class Climb {

  /** The shortest that tells as much is looked at: the newest pace is the truest. */
  private static final List<Duration> SEEN_OVER =
      List.of(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2));

  /** A line is believed for so many times as long as it was seen ... */
  private static final double BELIEVED = 8;

  /** ... and each of them makes it less sure: a factor of e to this, up and down. */
  private static final double DOUBT = 0.1;

  private Climb() {}

  /**
   * Until the limit of the series; empty while memory does not surely climb, where it came down
   * lately, and where the limit is further away than minutes can tell.
   *
   * @param history of the same task; empty where only the minutes are known
   * @param starts when the task started, and when its service was deployed; may be empty
   */
  public static Optional<TimeLeft> timeLeft(
      MemorySeries series, Optional<MemoryHistory> history, List<Instant> starts, Instant now) {
    double left = (double) series.limit().value() - series.newest().map(Sample::bytes).orElse(0.0);
    if (left < 0 || interrupted(series, history, starts, now)) {
      return Optional.empty();
    }
    for (Duration over : SEEN_OVER) {
      Optional<Trend> trend = Trend.of(series.last(over, now)).filter(found -> found.atLeast() > 0);
      if (trend.isEmpty()) {
        return Optional.empty();
      }
      double minutes = left / trend.get().bytesPerMinute();
      double times = minutes / over.toMinutes();
      if (times <= BELIEVED) {
        return Optional.of(timeLeft(trend.get(), minutes, Math.exp(DOUBT * times)));
      }
    }
    return Optional.empty();
  }

  /** Whether memory came down within the last hours of its run, as it does after a collection. */
  public static boolean interrupted(
      MemorySeries series, Optional<MemoryHistory> history, List<Instant> starts, Instant now) {
    MemoryHistory known =
        history.filter(some -> some.newest().isPresent()).orElseGet(() -> historyOf(series));
    if (known.newest().isEmpty()) {
      return false;
    }
    long end = Math.min(known.last(), MemoryHistory.bucketOf(now));
    double limit = (double) series.limit().value();
    long from = Run.at(known, limit, starts, end).from();
    return Sawtooth.falls(known, Math.max(from, end - Sawtooth.LONGEST), end, limit);
  }

  private static TimeLeft timeLeft(Trend trend, double minutes, double doubt) {
    double atLeast = Math.min(1, trend.atLeast() / trend.bytesPerMinute());
    // As far above the slope as its lower bound is below it.
    double atMost = 2 - atLeast;
    return new TimeLeft(
        time(minutes / atMost / doubt), time(minutes), time(minutes / atLeast * doubt));
  }

  private static Duration time(double minutes) {
    return Duration.ofSeconds(Math.min(TimeLeft.LONGEST.toSeconds(), Math.round(60 * minutes)));
  }

  private static MemoryHistory historyOf(MemorySeries series) {
    var history = new MemoryHistory();
    series.samples().forEach(sample -> history.add(sample.at(), sample.bytes()));
    return history;
  }
}
