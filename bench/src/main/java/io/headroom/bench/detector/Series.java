package io.headroom.bench.detector;

import java.util.List;

/** The memory of one task's place in a service, minute by minute, and the truth about it. */
final class Series {

  private static final int WEEK = 7 * 24 * 60;

  private final String name;
  private final double limit;
  private final double[] bytes;
  private final List<Integer> starts;
  private final List<Leak> leaks;

  /**
   * A series; the array is its own from now on.
   *
   * @param name unique in a run: class, number, and the task of a service of several
   * @param limit bytes at which the kernel kills
   * @param bytes one value a minute; NaN where there is none
   * @param starts the minutes of the starts and deployments that ECS tells of, ascending; empty if
   *     it tells of none, though there may have been some
   * @param leaks in order of time; none if the series is healthy
   */
  Series(String name, double limit, double[] bytes, List<Integer> starts, List<Leak> leaks) {
    this.name = name;
    this.limit = limit;
    this.bytes = bytes;
    this.starts = List.copyOf(starts);
    this.leaks = List.copyOf(leaks);
  }

  String name() {
    return name;
  }

  double limit() {
    return limit;
  }

  int minutes() {
    return bytes.length;
  }

  /** Bytes in a minute; NaN in a gap. */
  double at(int minute) {
    return bytes[minute];
  }

  List<Integer> starts() {
    return starts;
  }

  List<Leak> leaks() {
    return leaks;
  }

  double weeks() {
    return (double) bytes.length / WEEK;
  }

  @Override
  public String toString() {
    return name;
  }
}
