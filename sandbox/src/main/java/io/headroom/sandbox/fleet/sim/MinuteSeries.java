package io.headroom.sandbox.fleet.sim;

import java.util.Arrays;

/**
 * One-minute statistics of a measured value, kept per minute since the epoch. Minutes without a
 * sample stay empty.
 */
public final class MinuteSeries {

  /**
   * The statistics of one minute, or of several put together.
   *
   * @param sum sum of the samples
   * @param min the lowest sample
   * @param max the highest sample
   * @param count number of samples, at least 1
   */
  public record Stat(double sum, double min, double max, int count) {

    /** The statistics of one sample. */
    public static Stat of(double value) {
      return new Stat(value, value, value, 1);
    }

    public double average() {
      return sum / count;
    }

    /** Both together. */
    public Stat plus(Stat other) {
      return new Stat(
          sum + other.sum, Math.min(min, other.min), Math.max(max, other.max), count + other.count);
    }

    /** The same in another unit. */
    public Stat times(double factor) {
      return new Stat(sum * factor, min * factor, max * factor, count);
    }
  }

  private static final Stat EMPTY = new Stat(0, 0, 0, 0);

  private long firstMinute = Long.MIN_VALUE;
  private Stat[] stats = new Stat[0];
  private int size;

  /** Adds a sample to a minute; minutes come in order. */
  public void add(long minute, double value) {
    if (size == 0) {
      firstMinute = minute;
    }
    int index = Math.toIntExact(minute - firstMinute);
    if (index >= stats.length) {
      int old = stats.length;
      stats = Arrays.copyOf(stats, Math.max(index + 1, old * 2));
      Arrays.fill(stats, old, stats.length, EMPTY);
    }
    Stat before = stats[index];
    stats[index] = before.count() == 0 ? Stat.of(value) : before.plus(Stat.of(value));
    size = Math.max(size, index + 1);
  }

  /** The statistics of a minute; {@code count} is 0 where there was no sample. */
  public Stat at(long minute) {
    long index = minute - firstMinute;
    return size == 0 || index < 0 || index >= size ? EMPTY : stats[(int) index];
  }

  /** The first minute with a sample, or {@link Long#MIN_VALUE} without any. */
  public long firstMinute() {
    return firstMinute;
  }

  /** The last minute with a sample, or {@link Long#MIN_VALUE} without any. */
  public long lastMinute() {
    return size == 0 ? Long.MIN_VALUE : firstMinute + size - 1;
  }
}
