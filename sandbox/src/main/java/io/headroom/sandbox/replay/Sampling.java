package io.headroom.sandbox.replay;

import java.util.Arrays;
import java.util.List;

/**
 * How far apart the samples of an export are, in whole minutes.
 *
 * <p>The rules count minutes. Samples of one minute are put together to their highest, as
 * CloudWatch's maximum. Where samples are some minutes apart, the minutes between two that follow
 * each other as usual are on the straight line between them, and known only when the second one is;
 * so two samples five minutes apart and above 80 % make five minutes above 80 %, and a single one
 * does not. A longer pause is a gap.
 *
 * @param minutes usual distance, at least 1
 */
record Sampling(int minutes) {

  /** Farther apart than this says too little about the minutes between. */
  static final int LONGEST = 60;

  private static final int MOST_SEEN = 10_000;

  /** The middle one of the distances within the series. */
  static Sampling of(List<ExportedSeries> all) {
    long[] distances = new long[MOST_SEEN];
    int seen = 0;
    for (ExportedSeries series : all) {
      for (int i = 1; i < series.size() && seen < MOST_SEEN; i++) {
        distances[seen++] = series.time(i) - series.time(i - 1);
      }
    }
    if (seen == 0) {
      return new Sampling(1);
    }
    long[] sorted = Arrays.copyOf(distances, seen);
    Arrays.sort(sorted);
    double usual = sorted[seen / 2] / 60_000.0;
    return new Sampling(Math.clamp(Math.round(Math.ceil(usual - 0.1)), 1, 1_000_000));
  }

  /** Whether the minutes between two samples are known: they follow each other as usual. */
  boolean joins(long from, long to) {
    return minutes > 1 && minutes <= LONGEST && to - from <= minutes * 90_000L;
  }
}
