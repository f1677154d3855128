package io.headroom.core.detect.leak;

import io.headroom.core.series.Bytes;

/**
 * How fast the floor of memory rises, in bytes an hour; negative while it falls.
 *
 * @param low the lower bound of the slope's interval
 * @param likely the slope
 * @param high the upper bound
 */
public record Growth(Bytes low, Bytes likely, Bytes high) {

  public Growth {
    if (low.compareTo(likely) > 0 || likely.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "growth is low <= likely <= high, not %s, %s, %s".formatted(low, likely, high));
    }
  }
}
