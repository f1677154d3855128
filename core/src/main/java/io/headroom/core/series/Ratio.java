package io.headroom.core.series;

import java.util.Locale;

/**
 * Memory used as a share of its limit: 0 is nothing, 1 is the limit. Above 1 is possible where a
 * reservation stands in for a hard limit.
 *
 * @param value a finite number, at least 0
 */
public record Ratio(double value) implements Comparable<Ratio> {

  public Ratio {
    if (!Double.isFinite(value) || value < 0) {
      throw new IllegalArgumentException("a ratio is a finite number of at least 0, not " + value);
    }
  }

  /** {@code used} of {@code limit}; the limit must be more than nothing. */
  public static Ratio of(double used, Bytes limit) {
    return new Ratio(used / limit.value());
  }

  @Override
  public int compareTo(Ratio other) {
    return Double.compare(value, other.value);
  }

  /** For people: {@code 93%}; never {@code 100%} while below the limit. */
  @Override
  public String toString() {
    double percent = value * 100;
    long whole = percent < 100 ? Math.min(99, Math.round(percent)) : Math.round(percent);
    return String.format(Locale.ROOT, "%d%%", whole);
  }
}
