package io.headroom.core.backtest;

import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One series of the past, and how far it has been played. Not for several threads. */
final class Track {

  /** A task that has been silent for longer is not looked at any more. */
  private static final Duration GONE = Duration.ofMinutes(15);

  private final MemorySeries whole;
  private final MemoryHistory history = new MemoryHistory();
  private int played;

  /**
   * @param whole with one sample at the least
   */
  Track(MemorySeries whole) {
    this.whole = whole;
  }

  Subject subject() {
    return whole.subject();
  }

  /** Takes what came up to a moment; whether anything did. */
  boolean advance(Instant now) {
    int before = played;
    while (played < whole.size() && whole.second(played) <= now.getEpochSecond()) {
      history.add(Instant.ofEpochSecond(whole.second(played)), whole.bytes(played));
      played++;
    }
    return played > before;
  }

  /** Whether it has begun by that moment, and not fallen silent since. */
  boolean present(Instant now) {
    return played > 0 && whole.second(played - 1) >= now.minus(GONE).getEpochSecond();
  }

  /** When it begins. */
  Instant first() {
    return Instant.ofEpochSecond(whole.second(0));
  }

  /** Its minutes of a time up to a moment. */
  MemorySeries last(Duration span, Instant now) {
    return whole.last(span, now);
  }

  /** The days up to where it has been played. */
  MemoryHistory history() {
    return history;
  }

  /**
   * The highest use of a limit among some, every {@link ServicePast#PEAK_MINUTES} minutes; NaN
   * where none has a value.
   */
  static List<Double> peaks(List<Track> tracks, Instant from, Instant to) {
    long first = from.getEpochSecond();
    long width = 60L * ServicePast.PEAK_MINUTES;
    double[] peaks = new double[Math.toIntExact(Math.ceilDiv(to.getEpochSecond() - first, width))];
    Arrays.fill(peaks, Double.NaN);
    for (Track track : tracks) {
      for (int i = 0; i < track.whole.size(); i++) {
        long slot = Math.floorDiv(track.whole.second(i) - first, width);
        if (slot >= 0 && slot < peaks.length) {
          double ratio = track.whole.bytes(i) / (double) track.whole.limit().value();
          int at = (int) slot;
          peaks[at] = Double.isNaN(peaks[at]) ? ratio : Math.max(peaks[at], ratio);
        }
      }
    }
    return Arrays.stream(peaks).boxed().toList();
  }
}
