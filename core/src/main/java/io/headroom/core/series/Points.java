package io.headroom.core.series;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Times and values that belong together by their place, in order of time, each time once. */
final class Points {

  private final long[] seconds;
  private final double[] values;

  private Points(long[] seconds, double[] values) {
    this.seconds = seconds;
    this.values = values;
  }

  /** Seconds since 1970, ascending; not to be written to. */
  long[] seconds() {
    return seconds;
  }

  /** The value of each second; not to be written to. */
  double[] values() {
    return values;
  }

  /**
   * Sorts; of two at the same second the later in the list wins.
   *
   * @param most a higher value is a mistake and left out
   */
  static <T> Points of(
      List<T> list, double most, ToLongFunction<T> second, ToDoubleFunction<T> value) {
    var seconds = new long[list.size()];
    var values = new double[list.size()];
    int count = 0;
    for (T point : list) {
      double known = value.applyAsDouble(point);
      if (known > most) {
        continue;
      }
      seconds[count] = second.applyAsLong(point);
      values[count] = known;
      if (count > 0 && seconds[count] <= seconds[count - 1]) {
        return sorted(list, most, second, value);
      }
      count++;
    }
    return count == list.size()
        ? new Points(seconds, values)
        : new Points(Arrays.copyOf(seconds, count), Arrays.copyOf(values, count));
  }

  private static <T> Points sorted(
      List<T> list, double most, ToLongFunction<T> second, ToDoubleFunction<T> value) {
    var bySecond = new TreeMap<Long, Double>();
    for (T point : list) {
      double known = value.applyAsDouble(point);
      if (known <= most) {
        bySecond.put(second.applyAsLong(point), known);
      }
    }
    return new Points(
        bySecond.keySet().stream().mapToLong(Long::longValue).toArray(),
        bySecond.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The place of the first time that is not before {@code from}. */
  static int firstFrom(long[] seconds, Instant from) {
    long second = from.getEpochSecond() + (from.getNano() > 0 ? 1 : 0);
    int found = Arrays.binarySearch(seconds, second);
    return found >= 0 ? found : -found - 1;
  }
}
