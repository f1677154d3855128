package io.headroom.core.detect.leak;

import io.headroom.core.series.MemoryHistory;

/**
 * Whether a leak has ended: what the floor did in the last hours does not lead to the limit, and
 * that is not because these are the quiet hours of the day.
 *
 * <p>Where memory follows the day it falls each evening though the leak goes on. The day is taken
 * out by what the same hours did on a day before; what memory gained then is added again. Of a leak
 * that goes on, its pace is left; of one that was mended, nothing. In the two days after it began
 * what memory gained on the day before is less than its pace, but a day further back there was no
 * leak: of the days looked at, the fastest counts.
 */
final class Ending {

  /** The hours that are looked at ... */
  private static final int LATELY = 6 * Window.HOUR;

  /** ... have to lead to the limit in this time. */
  private static final int WITHIN = Window.WEEK;

  /** The same of a leak that is found anew, at the upper bound of its slope. */
  private static final int SOON = 2 * Window.DAY;

  private static final int DAYS_BEFORE = 3;

  /** Of the limit: to what is nearer than this, noise alone would lead. */
  private static final double NEAREST = 0.2;

  private final Window lately;
  private final Floor floor;
  private final Slope slope;
  private final int boundWithin;

  private Ending(Window lately, Floor floor, int boundWithin) {
    this.lately = lately;
    this.floor = floor;
    this.slope = floor.slope();
    this.boundWithin = boundWithin;
  }

  /**
   * Whether a leak that was told has surely ended: not even at the upper bound of their slope do
   * the last hours lead to the limit.
   *
   * @param window any that ends when it is asked
   */
  static boolean sure(Window window) {
    return seen(window, WITHIN);
  }

  /** Whether it has more likely ended than not: what is not told yet need not be told any more. */
  static boolean likely(Window window) {
    return seen(window, SOON);
  }

  private static boolean seen(Window window, int boundWithin) {
    Window lately = last(window, LATELY);
    if (floor(lately).n() < Floor.GROUPS) {
      // Hours of silence do not end a leak: what is known of the day before them counts.
      lately = last(window, Window.DAY);
    }
    Floor floor = floor(lately);
    if (floor.n() < Floor.GROUPS) {
      return true;
    }
    var ending = new Ending(lately, floor, boundWithin);
    return !ending.leads(ending.slope, 0) && !ending.goesOnBesideTheDay();
  }

  private static Window last(Window window, int length) {
    long from = Math.max(window.run().from(), window.end() - length + 1);
    return new Window(window.history(), window.limit(), window.run(), from, window.end());
  }

  private static Floor floor(Window lately) {
    return lately.floor(Math.ceilDiv(lately.length(), Floor.MOST_BLOCKS));
  }

  /** Whether memory draws away from what it was a day before, and has not begun to stop that. */
  private boolean goesOnBesideTheDay() {
    if (!leads(gained(0), WITHIN)) {
      return false;
    }
    for (int back = 1; back <= DAYS_BEFORE; back++) {
      Floor beside = floor.since(lately.history(), back * Window.DAY, lately.run().comparable());
      if (beside.n() >= Floor.GROUPS && leads(beside.slope(), Math.max(0, gained(back)))) {
        return true;
      }
    }
    return false;
  }

  /** By bucket, in the day up to the same hours so many days back; 0 if that is not known. */
  private double gained(int back) {
    MemoryHistory history = lately.history();
    long shift = (long) back * Window.DAY;
    Floor then = Floor.of(history, lately.from() - shift, lately.end() - shift, floor.block());
    Floor rises = then.since(history, Window.DAY, lately.run().comparable());
    return rises.n() >= Floor.GROUPS ? rises.newest(rises.n()) / Window.DAY : 0;
  }

  private boolean leads(Slope pace, double besides) {
    return leads(pace.perBucket() + besides, WITHIN) || leads(pace.high() + besides, boundWithin);
  }

  private boolean leads(double perBucket, int within) {
    double left = Math.max(lately.limit() - slope.last(), NEAREST * lately.limit());
    return perBucket > 0 && left / perBucket <= within;
  }
}
