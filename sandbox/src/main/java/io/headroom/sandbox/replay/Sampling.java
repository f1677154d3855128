package io.headroom.sandbox.replay;

import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * How far apart the samples of one series are: the middle one of its own distances, so that neither
 * a gap nor the other columns of the file count.
 *
 * <p>The rules count minutes. Samples of one minute are put together to their highest, as
 * CloudWatch's maximum. Where samples are farther apart, the minutes between two that follow each
 * other as usual are on the straight line between them, and known only when the second one is; so
 * two samples five minutes apart and above 80 % make five minutes above 80 %, and a single one does
 * not. A longer pause is a gap.
 *
 * <p>What is usual is told from the last distances, since an export may change its step: CloudWatch
 * keeps minutes for 15 days and five minutes for what is older.
 */
final class Sampling {

  /** Farther apart than this, in milliseconds, says too little about the minutes between. */
  private static final long LONGEST = 60 * 60_000;

  /** Of what is usual; a little above it is a clock that is not exact. */
  private static final double PAUSE = 1.5;

  private static final int WINDOW = 15;

  /** At the beginning the first few distances say what is usual. */
  private static final int FEWEST = 5;

  private static final int MOST_SEEN = 10_000;

  private Sampling() {}

  /**
   * Whether the minutes between a sample and the one before it are known: they follow each other as
   * usual.
   *
   * @param sample from 1
   */
  static boolean joins(ExportedSeries series, int sample) {
    int end = Math.min(series.size(), Math.max(sample, FEWEST) + 1);
    long usual = middle(series, Math.max(1, sample - WINDOW + 1), end);
    return usual <= LONGEST && series.time(sample) - series.time(sample - 1) <= PAUSE * usual;
  }

  /** {@code 15 s}, {@code 5 min}, or {@code 1 to 5 min} where the series differ. */
  static String words(List<ExportedSeries> all) {
    LongSummaryStatistics usual =
        all.stream()
            .filter(series -> series.size() > 1)
            .mapToLong(series -> middle(series, 1, Math.min(series.size(), MOST_SEEN)))
            .summaryStatistics();
    if (usual.getCount() == 0) {
      return "1 min";
    }
    String least = words(usual.getMin());
    String most = words(usual.getMax());
    return least.equals(most) ? least : least + " to " + most;
  }

  private static String words(long milliseconds) {
    long seconds = Math.max(1, Math.round(milliseconds / 1000.0));
    return seconds < 50 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
  }

  /** The middle one of the distances to the samples from one to another (excluded). */
  private static long middle(ExportedSeries series, int from, int to) {
    long[] distances = new long[to - from];
    for (int i = from; i < to; i++) {
      distances[i - from] = series.time(i) - series.time(i - 1);
    }
    Arrays.sort(distances);
    return distances[distances.length / 2];
  }
}
