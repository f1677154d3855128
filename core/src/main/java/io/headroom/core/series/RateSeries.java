package io.headroom.core.series;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * Events per second of one subject, minute by minute, oldest first. A minute without a value is a
 * gap and stays one.
 *
 * @param points in order of time, one a minute at the most
 */
public record RateSeries(Subject subject, List<Point> points) {

  /**
   * The rate of one minute.
   *
   * @param at the start of that minute
   * @param perSecond events a second, averaged over the minute; finite, at least 0
   */
  public record Point(Instant at, double perSecond) {
    public Point {
      if (!Double.isFinite(perSecond) || perSecond < 0) {
        throw new IllegalArgumentException("a rate is a finite number, not " + perSecond);
      }
    }
  }

  /** Sorts the points; of two in the same minute the later in the list wins. */
  public RateSeries {
    var byTime = new TreeMap<Instant, Point>();
    points.forEach(point -> byTime.put(point.at(), point));
    points = List.copyOf(byTime.values());
  }
}
