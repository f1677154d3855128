package io.headroom.core.detect.leak;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Duration;

/**
 * How fast the floor rises without the time of day, and when memory reaches its limit.
 *
 * <p>The morning of every day rises without a leak. A leak that began less than a day ago shows in
 * how fast memory draws away from what it was a day earlier; an older one in how far it is above
 * that. The likely pace is the larger of the two, and the line's own where there is no day before.
 *
 * <p>The limit is reached by the highest value, not by the floor: the early end of the interval
 * counts from how far memory goes above the line; the late end from the floor, as a collector that
 * knows its limit collects before it.
 *
 * <p>A leak that began within the window is faster than the window as a whole: where the second
 * half is faster, the likely pace lies between the two, and the interval reaches to that of the
 * half.
 *
 * <p>The interval is the slope's own, of which a share counts, and three things that the slope does
 * not know: that no leak keeps its pace, that the hours of a day may not be alike, and that the
 * line and the day before disagree. The four constants are those for which the truth lay in the
 * interval a little more than four times of five on the benchmark's leaks of the tuning seeds, told
 * once an hour from the first alert to the limit; each class for itself lay between 0.74 and 0.95.
 *
 * @param left buckets until the limit is reached at the likely pace
 */
record Forecast(Growth growth, double left, TimeLeft timeLeft) {

  /** Of the slope's interval of 95 %. */
  private static final double OF_INTERVAL = 0.25;

  /** No leak keeps its pace: a factor of e to this, up and down. */
  private static final double UNEVEN = 0.10;

  /** A window that knows only some hours of the day may know its slow ones: the same, up alone. */
  private static final double PART_OF_DAY = 0.15;

  /** Of the logarithm of what the line's pace is to the one beside the day before. */
  private static final double OF_DOUBT = 0.25;

  /** Half an hour, and at most this part of what is looked at. */
  private static final int SPIKES = 6;

  private static final int PART = 12;

  /** Blocks with one a day earlier that tell a pace, and those that tell the newest difference. */
  private static final int FEWEST_BLOCKS = 6;

  /**
   * Of a window whose floor surely rises.
   *
   * @param teeth whether a sawtooth goes up and down on the floor
   */
  static Forecast of(Window window, Floor floor, Slope slope, boolean teeth) {
    Floor rises = floor.since(window.history(), Window.DAY, window.run().comparable());
    boolean compared = rises.n() >= FEWEST_BLOCKS;
    double pace = compared ? pace(rises, slope) : slope.perBucket();
    double doubt = UNEVEN + OF_DOUBT * Math.abs(Math.log(pace / slope.perBucket()));
    double low = pace * Math.exp(-doubt - OF_INTERVAL * (1 - slope.low() / slope.perBucket()));
    double high = pace * Math.exp(doubt + OF_INTERVAL * (slope.high() / slope.perBucket() - 1));
    // A leak that began within the window is faster than the window as a whole.
    double lately = Math.max(pace, (compared ? rises : floor).latePace());
    high = Math.max(high, lately * Math.exp(UNEVEN));
    if (window.length() < Window.DAY) {
      high *= Math.exp(PART_OF_DAY);
    }
    double likely = Math.sqrt(pace * lately);
    double floorLeft = Math.max(0, window.limit() - slope.last());
    double left = Math.max(0, floorLeft - ceiling(window, slope));
    double likelyLeft = teeth ? Math.sqrt(left * floorLeft) : left;
    return new Forecast(
        new Growth(hourly(low), hourly(likely), hourly(high)),
        left / likely,
        new TimeLeft(time(left / high), time(likelyLeft / likely), time(floorLeft / low)));
  }

  private static double pace(Floor rises, Slope slope) {
    double pace = Math.max(rises.pace(), rises.newest(FEWEST_BLOCKS) / Window.DAY);
    return pace > 0 ? pace : slope.perBucket();
  }

  /**
   * How far memory goes above the line through its floor, between two collections or by day. What
   * it does for less than half an hour is a spike, and not where it goes.
   */
  private static double ceiling(Window window, Slope slope) {
    long first = Math.max(window.from(), window.end() - Window.DAY + 1);
    double[] above = new double[(int) (window.end() - first + 1)];
    int n = 0;
    for (long bucket = first; bucket <= window.end(); bucket++) {
      double line = slope.last() + slope.perBucket() * (bucket - window.end());
      double mean = window.history().mean(bucket);
      if (!Double.isNaN(mean)) {
        above[n++] = mean - line;
      }
    }
    int rank = n - 1 - Math.min(SPIKES, n / PART);
    return n == 0 ? 0 : Math.max(0, Ranked.at(above, 0, n - 1, rank));
  }

  private static Duration time(double buckets) {
    double most = TimeLeft.LONGEST.toSeconds();
    return Duration.ofSeconds((long) Math.min(most, buckets * MemoryHistory.BUCKET.toSeconds()));
  }

  static Bytes hourly(double perBucket) {
    return Bytes.of(perBucket * Window.HOUR);
  }
}
