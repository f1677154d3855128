package io.headroom.core.detect;

import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;

/**
 * What a rule looks at, minute by minute, oldest first. A value is worked out when it is asked for
 * and none is kept, so that a rule that is far from firing looks at one minute only.
 */
sealed interface Course {

  /** How many minutes there are. */
  int size();

  /** Start of a minute, in seconds since 1970. */
  long second(int minute);

  /** The value of a minute; NaN where none can be said. */
  double value(int minute);

  /** Memory used as a share of its limit. */
  record Usage(MemorySeries series, double limit) implements Course {

    Usage(MemorySeries series) {
      this(series, (double) series.limit().value());
    }

    @Override
    public int size() {
      return series.size();
    }

    @Override
    public long second(int minute) {
      return series.second(minute);
    }

    @Override
    public double value(int minute) {
      return series.bytes(minute) / limit;
    }
  }

  /**
   * What memory gained within a window, at each minute that has a sample one window earlier. A
   * minute at which usage is not above the rule's own floor counts as no growth.
   *
   * @param windowSeconds the rule's window
   * @param floor in bytes; 0 for none
   * @param from a sample before this second is not compared with: it was of other tasks
   */
  record Growth(MemorySeries series, long windowSeconds, double floor, long from)
      implements Course {

    /** How far from one window earlier a sample may be to stand for it. */
    private static final long TOLERANCE = 120;

    @Override
    public int size() {
      return series.size();
    }

    @Override
    public long second(int minute) {
      return series.second(minute);
    }

    @Override
    public double value(int minute) {
      long wanted = series.second(minute) - windowSeconds;
      int earlier = lastUntil(wanted, minute);
      if (earlier < 0
          || series.second(earlier) < wanted - TOLERANCE
          || series.second(earlier) < from) {
        return Double.NaN;
      }
      boolean counts = floor == 0 || series.bytes(minute) > floor;
      return counts ? series.bytes(minute) - series.bytes(earlier) : 0;
    }

    /**
     * The last sample at that second or before it; -1 if there is none. In a series without gaps it
     * is as many minutes back as the window has, so that is where it is looked for first.
     */
    private int lastUntil(long wanted, int minute) {
      int guess = Math.clamp(minute - windowSeconds / 60, 0, minute);
      while (guess >= 0 && series.second(guess) > wanted) {
        guess--;
      }
      while (guess + 1 <= minute
          && guess + 1 < series.size()
          && series.second(guess + 1) <= wanted) {
        guess++;
      }
      return guess;
    }
  }

  /**
   * Events a second, averaged over the window that ends with each minute, if at least half of the
   * window's minutes are known.
   */
  record Rate(RateSeries series, long windowSeconds) implements Course {

    @Override
    public int size() {
      return series.size();
    }

    @Override
    public long second(int minute) {
      return series.second(minute);
    }

    @Override
    public double value(int minute) {
      long after = series.second(minute) - windowSeconds;
      double sum = 0;
      int known = 0;
      for (int i = minute; i >= 0 && series.second(i) > after; i--) {
        sum += series.perSecond(i);
        known++;
      }
      return known * 120L >= windowSeconds ? sum / known : Double.NaN;
    }
  }
}
