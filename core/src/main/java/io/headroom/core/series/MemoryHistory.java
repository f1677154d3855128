package io.headroom.core.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last eight days of one subject's memory: the minimum and the mean of every five minutes, on
 * the marks of the clock. Five minutes without a value are a gap and stay one.
 *
 * <p>A value is kept to 0.03 % of itself ({@link HistoryCode}), so that two bytes hold it: a full
 * history takes 9.3 KB of memory, and 2 to 4 KB as {@link #encode() bytes} (6 KB at the most). What
 * is decoded is what was encoded, as long as it fits into that.
 *
 * <p>The newest minutes are kept one by one. Within {@link #LATE} they may come in any order and
 * more than once, the last to come counts, and the history is the same as if they had come in time.
 *
 * <p>Not for several threads at once.
 */
public final class MemoryHistory {

  /** What one minimum and one mean are taken over. */
  public static final Duration BUCKET = Duration.ofMinutes(5);

  /** How far back from the newest value the history reaches. */
  public static final Duration SPAN = Duration.ofDays(8);

  /** A value that is more than this older than the newest one is ignored. */
  public static final Duration LATE = Duration.ofMinutes(10);

  static final int BUCKETS = Math.toIntExact(SPAN.dividedBy(BUCKET));
  static final int MINUTES_IN_BUCKET = Math.toIntExact(BUCKET.toMinutes());

  /** The bucket in which the oldest late minute lies is changed too: all its minutes are kept. */
  static final int RECENT_MINUTES = Math.toIntExact(LATE.toMinutes()) + MINUTES_IN_BUCKET;

  /** Minutes are counted in an int: enough for four thousand years. */
  static final long LATEST_MINUTE = Integer.MAX_VALUE;

  /** What became of a value. */
  public enum Added {
    KEPT,
    /** Older than the newest value by more than {@link MemoryHistory#LATE}. */
    TOO_LATE,
    /** NaN or infinite. */
    NOT_A_NUMBER,
    NEGATIVE,
    /** 0: whatever runs uses some memory, and a floor of 0 would hide what it does. */
    NOTHING_USED,
    /** More memory than any machine has: 32 TiB or more. */
    TOO_LARGE,
    /** Before 1970 or thousands of years ahead. */
    OUT_OF_TIME
  }

  private final Buckets buckets;
  private final char[] recent = new char[RECENT_MINUTES];
  private long first;
  private long newestMinute;
  private boolean empty = true;

  public MemoryHistory() {
    this(new Buckets(0));
  }

  private MemoryHistory(Buckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Takes the value of one minute. One that cannot be a value is refused by name and changes
   * nothing. A value that is later than all before by more than {@link #SPAN} begins anew.
   *
   * @param at any time within that minute
   * @param bytes memory used
   */
  public Added add(Instant at, double bytes) {
    if (!Double.isFinite(bytes)) {
      return Added.NOT_A_NUMBER;
    }
    if (bytes < 0) {
      return Added.NEGATIVE;
    }
    if (bytes == 0) {
      return Added.NOTHING_USED;
    }
    if (bytes >= HistoryCode.LIMIT) {
      return Added.TOO_LARGE;
    }
    long minute = Math.floorDiv(at.getEpochSecond(), 60L);
    if (minute < 0 || minute > LATEST_MINUTE) {
      return Added.OUT_OF_TIME;
    }
    if (!empty && minute < newestMinute - LATE.toMinutes()) {
      return Added.TOO_LATE;
    }
    advance(minute);
    recent[(int) (minute % RECENT_MINUTES)] = HistoryCode.of(bytes);
    summarize(minute / MINUTES_IN_BUCKET);
    return Added.KEPT;
  }

  /** The minute of the newest value; empty before the first. */
  public Optional<Instant> newest() {
    return empty ? Optional.empty() : Optional.of(Instant.ofEpochSecond(newestMinute * 60));
  }

  /** Whether no value is later than an instant. */
  public boolean endsBy(Instant latest) {
    return newest().filter(latest::isBefore).isEmpty();
  }

  /** The bucket that a time lies in, counted from 1970; buckets follow each other without holes. */
  public static long bucketOf(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), BUCKET.toSeconds());
  }

  /** The oldest bucket that has a value or had one; above {@link #last()} while there is none. */
  public long first() {
    return empty ? 1 : Math.max(first, last() - BUCKETS + 1);
  }

  /** The bucket of the newest value. */
  public long last() {
    return empty ? 0 : newestMinute / MINUTES_IN_BUCKET;
  }

  /** The least value of a bucket in bytes; NaN for a gap, and outside the history. */
  public double minimum(long bucket) {
    return HistoryCode.bytes(code(bucket, true));
  }

  /** The least value from a bucket to another (excluded) in bytes; NaN if there is none. */
  public double least(long from, long to) {
    return HistoryCode.bytes(buckets.least(Math.max(from, first()), Math.min(to - 1, last())));
  }

  /** The highest mean of all buckets in bytes; NaN if there is none. */
  public double highestMean() {
    return HistoryCode.bytes(buckets.highestMean(first(), last()));
  }

  /** The mean value of a bucket in bytes; NaN for a gap, and outside the history. */
  public double mean(long bucket) {
    return HistoryCode.bytes(code(bucket, false));
  }

  /** Compact bytes, with a version and a checksum; at most 6 KB. */
  public byte[] encode() {
    return HistoryEncoding.encode(this);
  }

  /**
   * Reads what {@link #encode()} wrote.
   *
   * @throws UnreadableHistoryException if it is damaged, or of a newer version
   */
  public static MemoryHistory decode(byte[] encoded) {
    return HistoryEncoding.decode(encoded);
  }

  char code(long bucket, boolean minimum) {
    if (bucket < first() || bucket > last()) {
      return HistoryCode.GAP;
    }
    return minimum ? buckets.minimum(bucket) : buckets.mean(bucket);
  }

  char recent(long minute) {
    return recent[(int) (minute % RECENT_MINUTES)];
  }

  long newestMinute() {
    return newestMinute;
  }

  boolean isEmpty() {
    return empty;
  }

  /** What was encoded: buckets from {@code first} on, and the newest minutes one by one. */
  static MemoryHistory of(
      long first, char[] minima, char[] means, long newestMinute, char[] recent) {
    var buckets = new Buckets(minima.length);
    for (int i = 0; i < minima.length; i++) {
      buckets.set(first + i, minima[i], means[i]);
    }
    var history = new MemoryHistory(buckets);
    history.empty = false;
    history.first = first;
    history.newestMinute = newestMinute;
    for (int i = 0; i < RECENT_MINUTES; i++) {
      long minute = newestMinute - i;
      if (minute >= 0) {
        history.recent[(int) (minute % RECENT_MINUTES)] = recent[i];
      }
    }
    return history;
  }

  /** Makes room up to a minute: what lies between the newest one and it is a gap. */
  private void advance(long minute) {
    long bucket = minute / MINUTES_IN_BUCKET;
    if (empty || bucket - last() >= BUCKETS) {
      buckets.clear();
      Arrays.fill(recent, HistoryCode.GAP);
      first = bucket;
      newestMinute = minute;
      empty = false;
      return;
    }
    if (minute <= newestMinute) {
      // A minute that is late may be older than the first one that came.
      if (bucket < first) {
        buckets.reserve(last() - bucket + 1, first, last());
        first = bucket;
      }
      return;
    }
    buckets.reserve(bucket - first() + 1, first, last());
    for (long gap = last() + 1; gap <= bucket; gap++) {
      buckets.set(gap, HistoryCode.GAP, HistoryCode.GAP);
    }
    long oldest = Math.max(newestMinute + 1, minute - RECENT_MINUTES + 1);
    for (long gap = oldest; gap <= minute; gap++) {
      recent[(int) (gap % RECENT_MINUTES)] = HistoryCode.GAP;
    }
    newestMinute = minute;
    first = first();
  }

  private void summarize(long bucket) {
    char least = HistoryCode.GAP;
    double sum = 0;
    int count = 0;
    long from = bucket * MINUTES_IN_BUCKET;
    for (long minute = from; minute < from + MINUTES_IN_BUCKET; minute++) {
      // Minutes ahead of the newest one lie in the ring where older ones were.
      char code = minute <= newestMinute ? recent(minute) : HistoryCode.GAP;
      if (code != HistoryCode.GAP) {
        least = count == 0 ? code : (char) Math.min(least, code);
        sum += HistoryCode.bytes(code);
        count++;
      }
    }
    buckets.set(bucket, least, HistoryCode.of(sum / count));
  }
}
