package io.headroom.sandbox.replay;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The samples of one series, as an export has them. Not for several threads while it is filled. */
final class ExportedSeries {

  private final String name;
  private long[] times = new long[64];
  private double[] values = new double[64];
  private double[] limits = new double[0];
  private int size;
  private int bad;
  private String firstBad = "";

  ExportedSeries(String name) {
    this.name = name;
  }

  /** A sample: milliseconds, and the value in bytes, or as a ratio where the unit is percent. */
  void add(long time, double value, double limit) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    times[size] = time;
    values[size] = value;
    if (!Double.isNaN(limit) || limits.length > 0) {
      int known = limits.length;
      limits = known == times.length ? limits : Arrays.copyOf(limits, times.length);
      Arrays.fill(limits, Math.min(known, size), limits.length, Double.NaN);
      limits[size] = limit;
    }
    size++;
  }

  /** A cell that is no amount of memory. */
  void bad(String where) {
    firstBad = bad == 0 ? where : firstBad;
    bad++;
  }

  /** Puts the samples in order, and says what was odd about them, for people. */
  List<String> settle() {
    var notes = new ArrayList<String>();
    int moved = sort();
    if (moved > 0) {
      notes.add(
          "%s: %s out of order or came twice; sorted by time, the last one counts"
              .formatted(name, Count.of(moved, "sample was", "samples were")));
    }
    if (bad > 0) {
      notes.add(
          "%s: %s, the first in %s"
              .formatted(
                  name,
                  Count.of(
                      bad,
                      "cell is no amount of memory and counts as a gap",
                      "cells are no amount of memory and count as gaps"),
                  firstBad));
    } else if (size == 0) {
      notes.add(name + ": there is no value of it");
    }
    return notes;
  }

  /**
   * Leaves out what {@linkplain MemorySeries#isPossible cannot be} under the limit.
   *
   * @param given the limit where none stands beside the sample
   * @return what was left out, for people
   */
  Optional<String> bound(Optional<Bytes> given) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      Optional<Bytes> known = Double.isNaN(limit(i)) ? given : Optional.of(Bytes.of(limit(i)));
      double value = values[i];
      if (known.filter(limit -> !MemorySeries.isPossible(value, limit)).isEmpty()) {
        move(i, kept++);
      }
    }
    if (kept == size) {
      return Optional.empty();
    }
    int leftOut = size - kept;
    size = kept;
    return Optional.of(
        "%s: %s more than %.0f times the limit; %s. Check --unit and the limit"
            .formatted(
                name,
                Count.of(leftOut, "sample is", "samples are"),
                MemorySeries.MOST_OF_LIMIT,
                leftOut == 1 ? "it counts as a gap" : "they count as gaps"));
  }

  private void move(int from, int to) {
    times[to] = times[from];
    values[to] = values[from];
    if (limited()) {
      limits[to] = limit(from);
    }
  }

  /**
   * Puts the samples in order of time; of several at one time the last in the file stays.
   *
   * @return how many were out of order or came twice
   */
  private int sort() {
    boolean ordered = true;
    for (int i = 1; i < size && ordered; i++) {
      ordered = times[i] > times[i - 1];
    }
    if (ordered) {
      return 0;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((one, other) -> Long.compare(times[one], times[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    var sorted = new ExportedSeries(name);
    int moved = 0;
    for (int i = 0; i < size; i++) {
      int from = order[i];
      boolean replaced = i + 1 < size && times[order[i + 1]] == times[from];
      moved += replaced || from != i ? 1 : 0;
      if (!replaced) {
        sorted.add(times[from], values[from], limit(from));
      }
    }
    times = sorted.times;
    values = sorted.values;
    limits = sorted.limits;
    size = sorted.size;
    return moved;
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  /** Milliseconds of a sample. */
  long time(int index) {
    return times[index];
  }

  /** Bytes of a sample, or a ratio where the unit is percent. */
  double value(int index) {
    return values[index];
  }

  /** The limit beside a sample, in bytes; NaN without one. */
  double limit(int index) {
    return index < limits.length ? limits[index] : Double.NaN;
  }

  /** Whether a limit stands beside any sample. */
  boolean limited() {
    return limits.length > 0;
  }
}
