package io.headroom.bench.detector;

/**
 * The runbooks' usage rules, written plainly: above 80 % for 5 minutes, clear below 75 % for 5;
 * above 90 % for 2 minutes, clear below 85 % for 5. A missing minute neither counts nor ends a run
 * of minutes; a hole of more than three does.
 */
final class UsageWatch implements Watch {

  private static final int LARGEST_GAP = 3;

  private final Rule high;
  private final Rule veryHigh;

  UsageWatch(double limit) {
    high = new Rule(0.80 * limit, 5, 0.75 * limit, 5);
    veryHigh = new Rule(0.90 * limit, 2, 0.85 * limit, 5);
  }

  @Override
  public Signal see(int minute, double bytes) {
    boolean first = high.see(minute, bytes);
    return Signal.of(veryHigh.see(minute, bytes) || first);
  }

  private static final class Rule {
    private final double above;
    private final int forAtLeast;
    private final double clearBelow;
    private final int clearFor;
    private int minutesAbove;
    private int minutesBelow;
    private int newest;
    private boolean firing;

    Rule(double above, int forAtLeast, double clearBelow, int clearFor) {
      this.above = above;
      this.forAtLeast = forAtLeast;
      this.clearBelow = clearBelow;
      this.clearFor = clearFor;
    }

    boolean see(int minute, double bytes) {
      if (Double.isNaN(bytes)) {
        return firing;
      }
      boolean torn = minute - newest > LARGEST_GAP;
      newest = minute;
      minutesAbove = bytes > above ? (torn ? 1 : minutesAbove + 1) : 0;
      minutesBelow = bytes < clearBelow ? (torn ? 1 : minutesBelow + 1) : 0;
      firing = firing ? minutesBelow < clearFor : minutesAbove >= forAtLeast;
      return firing;
    }
  }
}
