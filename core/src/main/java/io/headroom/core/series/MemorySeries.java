package io.headroom.core.series;

import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Memory used by one subject, minute by minute, oldest first, with the limit that holds now. A
 * minute without a sample is a gap and stays one: it is neither zero nor the value before it.
 *
 * <p>Immutable. The samples are held as two arrays, so that a rule reads a number without making an
 * object.
 */
public final class MemorySeries {

  /**
   * So many times its limit no subject uses. The kernel lets no container pass a hard limit, page
   * cache included; but a reservation may stand in for one, or a limit be given too low, and then
   * usage is a few times of it and worth an alert. Ten times of it the value is wrong, or the
   * limit: no rule can tell anything from the two.
   */
  public static final double MOST_OF_LIMIT = 10;

  private final Subject subject;
  private final Bytes limit;
  private final long[] seconds;
  private final double[] bytes;

  /**
   * Sorts the samples; of two in the same second the later in the list wins, as a corrected point
   * from CloudWatch replaces the first one. One that {@linkplain #isPossible cannot be} under the
   * limit is left out as a gap.
   *
   * @param limit what the subject may use before the kernel kills it
   * @param samples one a minute at the most, in any order
   * @throws IllegalArgumentException if the limit is not above nothing
   */
  public MemorySeries(Subject subject, Bytes limit, List<Sample> samples) {
    this(
        subject,
        limit,
        Points.of(
            samples,
            MOST_OF_LIMIT * limit.value(),
            sample -> sample.at().getEpochSecond(),
            Sample::bytes));
  }

  private MemorySeries(Subject subject, Bytes limit, Points points) {
    this(subject, limit, points.seconds(), points.values());
  }

  private MemorySeries(Subject subject, Bytes limit, long[] seconds, double[] bytes) {
    if (limit.value() <= 0) {
      throw new IllegalArgumentException(subject + ": a limit is more than nothing, not " + limit);
    }
    this.subject = subject;
    this.limit = limit;
    this.seconds = seconds;
    this.bytes = bytes;
  }

  /** Whether so many bytes can be in use under a limit: up to {@link #MOST_OF_LIMIT} of it. */
  public static boolean isPossible(double bytes, Bytes limit) {
    return bytes <= MOST_OF_LIMIT * limit.value();
  }

  /** Whose memory it is. */
  public Subject subject() {
    return subject;
  }

  /** What the subject may use before the kernel kills it, now. */
  public Bytes limit() {
    return limit;
  }

  /** In order of time, one a minute at the most; each is made when it is asked for. */
  public List<Sample> samples() {
    return new Samples();
  }

  /** How many samples there are. */
  public int size() {
    return seconds.length;
  }

  /** Start of the minute of a sample, in seconds since 1970; samples are counted from 0. */
  public long second(int sample) {
    return seconds[sample];
  }

  /** Memory used in a sample; samples are counted from 0. */
  public double bytes(int sample) {
    return bytes[sample];
  }

  /** The newest sample, if there is one. */
  public Optional<Sample> newest() {
    return seconds.length == 0 ? Optional.empty() : Optional.of(sample(seconds.length - 1));
  }

  /** What the newest sample used of the limit, if there is one. */
  public Optional<Ratio> newestRatio() {
    return newest().map(this::ratio);
  }

  /** What a sample used of the limit. */
  public Ratio ratio(Sample sample) {
    return Ratio.of(sample.bytes(), limit);
  }

  /** The same series from {@code from} (included) to {@code to} (excluded). */
  public MemorySeries between(Instant from, Instant to) {
    int first = Points.firstFrom(seconds, from);
    int end = Math.max(first, Points.firstFrom(seconds, to));
    return new MemorySeries(
        subject,
        limit,
        Arrays.copyOfRange(seconds, first, end),
        Arrays.copyOfRange(bytes, first, end));
  }

  /** The same series, its last {@code span} up to {@code now}. */
  public MemorySeries last(Duration span, Instant now) {
    return between(now.minus(span), now.plusSeconds(1));
  }

  private Sample sample(int index) {
    return new Sample(Instant.ofEpochSecond(seconds[index]), bytes[index]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemorySeries series
        && subject.equals(series.subject)
        && limit.equals(series.limit)
        && Arrays.equals(seconds, series.seconds)
        && Arrays.equals(bytes, series.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * subject.hashCode() + Arrays.hashCode(seconds);
  }

  @Override
  public String toString() {
    return "MemorySeries[%s of %s, %s]".formatted(subject, limit, samples());
  }

  private final class Samples extends AbstractList<Sample> implements RandomAccess {
    @Override
    public Sample get(int index) {
      return sample(index);
    }

    @Override
    public int size() {
      return seconds.length;
    }
  }
}
