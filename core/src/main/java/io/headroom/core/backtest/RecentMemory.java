package io.headroom.core.backtest;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one subject while its past is played: its last minutes one by one, as far back
 * as the rules look, and the eight days that the leak detector has. It takes no more room the
 * longer it is played. Not for several threads.
 */
public final class RecentMemory {

  private final Subject subject;
  private final int minutes;
  private final List<Sample> samples = new ArrayList<>();
  private final MemoryHistory history = new MemoryHistory();

  /**
   * @param lookback how far back the rules look
   */
  public RecentMemory(Subject subject, Duration lookback) {
    this.subject = subject;
    this.minutes = Math.toIntExact(lookback.toMinutes()) + 1;
  }

  /**
   * Takes the value of a minute; minutes come in order, and a missing one is a gap. So is one that
   * {@linkplain MemorySeries#isPossible cannot be}.
   *
   * @param limit that held then
   */
  public void add(Instant minute, double bytes, Bytes limit) {
    if (!MemorySeries.isPossible(bytes, limit)) {
      return;
    }
    if (samples.size() >= 2 * minutes) {
      samples.subList(0, minutes).clear();
    }
    samples.add(new Sample(minute, bytes));
    history.add(minute, bytes);
  }

  /** The last minutes, under the limit that holds now. */
  public MemorySeries series(Bytes limit) {
    int from = Math.max(0, samples.size() - minutes);
    return new MemorySeries(subject, limit, samples.subList(from, samples.size()));
  }

  /** The floor and the mean of the last days; it moves on as values are added. */
  public MemoryHistory history() {
    return history;
  }

  public Subject subject() {
    return subject;
  }
}
