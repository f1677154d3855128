package io.headroom.core.series;

import java.util.Arrays;

/**
 * A ring of {@link HistoryCode codes}: the minimum and the mean of each bucket. It grows until it
 * holds a whole history. Which buckets are in it, whoever uses it knows.
 */
final class Buckets {

  private static final int FIRST_CAPACITY = 72;

  private char[] minima;
  private char[] means;

  Buckets(int atLeast) {
    int capacity = Math.max(FIRST_CAPACITY, atLeast);
    minima = new char[capacity];
    means = new char[capacity];
  }

  char minimum(long bucket) {
    return minima[slot(bucket, minima.length)];
  }

  char mean(long bucket) {
    return means[slot(bucket, means.length)];
  }

  void set(long bucket, char minimum, char mean) {
    int slot = slot(bucket, minima.length);
    minima[slot] = minimum;
    means[slot] = mean;
  }

  void clear() {
    Arrays.fill(minima, HistoryCode.GAP);
    Arrays.fill(means, HistoryCode.GAP);
  }

  /** The least minimum from a bucket to another, included. */
  char least(long from, long last) {
    char least = HistoryCode.GAP;
    int slot = slot(from, minima.length);
    for (long bucket = from; bucket <= last; bucket++) {
      char code = minima[slot];
      if (code != HistoryCode.GAP && (code < least || least == HistoryCode.GAP)) {
        least = code;
      }
      slot = slot + 1 == minima.length ? 0 : slot + 1;
    }
    return least;
  }

  /** The highest mean from a bucket to another, included. */
  char highestMean(long from, long last) {
    char highest = HistoryCode.GAP;
    int slot = slot(from, means.length);
    for (long bucket = from; bucket <= last; bucket++) {
      highest = means[slot] > highest ? means[slot] : highest;
      slot = slot + 1 == means.length ? 0 : slot + 1;
    }
    return highest;
  }

  /** Makes room for so many buckets; those from a bucket to another, included, stay. */
  void reserve(long buckets, long first, long last) {
    if (buckets <= minima.length || minima.length == MemoryHistory.BUCKETS) {
      return;
    }
    char[] oldMinima = minima;
    char[] oldMeans = means;
    int capacity = (int) Math.min(MemoryHistory.BUCKETS, Math.max(buckets, 2L * minima.length));
    minima = new char[capacity];
    means = new char[capacity];
    for (long bucket = first; bucket <= last; bucket++) {
      int old = slot(bucket, oldMinima.length);
      set(bucket, oldMinima[old], oldMeans[old]);
    }
  }

  private static int slot(long bucket, int capacity) {
    return (int) (bucket % capacity);
  }
}
