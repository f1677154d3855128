package io.headroom.core.series;

import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Events per second of one subject, minute by minute, oldest first. A minute without a value is a
 * gap and stays one. Immutable.
 */
public final class RateSeries {

  /**
   * A higher rate is a mistake, as of a counter that was read wrong: ten microseconds are too short
   * for anything that is counted.
   */
  static final double MOST = 100_000;

  private final Subject subject;
  private final Points points;

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

  /**
   * Sorts the points; of two in the same second the later in the list wins. A rate that cannot be,
   * of more than 100,000 a second, is left out as a gap.
   *
   * @param points one a minute at the most, in any order
   */
  public RateSeries(Subject subject, List<Point> points) {
    this.subject = subject;
    this.points = Points.of(points, MOST, point -> point.at().getEpochSecond(), Point::perSecond);
  }

  /** Whose events they are. */
  public Subject subject() {
    return subject;
  }

  /** In order of time, one a minute at the most; each is made when it is asked for. */
  public List<Point> points() {
    return new View();
  }

  /** How many points there are. */
  public int size() {
    return points.seconds().length;
  }

  /** Start of the minute of a point, in seconds since 1970; points are counted from 0. */
  public long second(int point) {
    return points.seconds()[point];
  }

  /** Events a second in the minute of a point; points are counted from 0. */
  public double perSecond(int point) {
    return points.values()[point];
  }

  /** The same series, its last {@code span} up to {@code now}. */
  public RateSeries last(Duration span, Instant now) {
    int first = Points.firstFrom(points.seconds(), now.minus(span));
    int end = Math.max(first, Points.firstFrom(points.seconds(), now.plusSeconds(1)));
    return new RateSeries(subject, points().subList(first, end));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RateSeries series
        && subject.equals(series.subject)
        && Arrays.equals(points.seconds(), series.points.seconds())
        && Arrays.equals(points.values(), series.points.values());
  }

  @Override
  public int hashCode() {
    return 31 * subject.hashCode() + Arrays.hashCode(points.seconds());
  }

  @Override
  public String toString() {
    return "RateSeries[%s, %s]".formatted(subject, points());
  }

  private final class View extends AbstractList<Point> implements RandomAccess {
    @Override
    public Point get(int index) {
      return new Point(Instant.ofEpochSecond(second(index)), perSecond(index));
    }

    @Override
    public int size() {
      return points.seconds().length;
    }
  }
}
