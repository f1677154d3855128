package io.headroom.bench.detector;

/**
 * The requests of a service over days: one hill a day, lower at weekends, each day a little
 * different.
 */
final class Traffic {

  private static final int DAY = 24 * 60;

  private final double[] ofDay;
  private final double night;
  private final double sharpness;
  private final double second;
  private final int phase;
  private final int weekday;
  private final double weekend;

  /** Draws a service's traffic. */
  Traffic(Draw draw, int minutes) {
    phase = draw.whole(0, DAY - 1);
    night = draw.between(0.05, 0.45);
    sharpness = draw.between(0.7, 2.5);
    second = draw.chance(0.4) ? draw.between(0.1, 0.4) : 0;
    weekday = draw.whole(0, 6);
    weekend = draw.chance(0.5) ? draw.between(0.5, 0.95) : 1;
    double variation = draw.between(0.01, 0.08);
    ofDay = new double[minutes / DAY + 3];
    for (int day = 0; day < ofDay.length; day++) {
      ofDay[day] = Math.max(0.6, 1 + variation * draw.gaussian());
    }
  }

  /** The traffic in a minute, of the usual day's highest: about 0 to 1. */
  double at(int minute) {
    int shifted = minute + phase;
    double time = (double) (shifted % DAY) / DAY;
    double hill = Math.pow((1 - Math.cos(2 * Math.PI * time)) / 2, sharpness);
    double two = second * (1 - Math.cos(4 * Math.PI * time)) / 2;
    // From one day's height to the next at night, where no edge shows.
    return night
        + (1 - night) * (hill + two) / (1 + second) * ofDay[shifted / DAY] * week(shifted / DAY);
  }

  private double week(int day) {
    return (day + weekday) % 7 >= 5 ? weekend : 1;
  }
}
