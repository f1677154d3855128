package io.headroom.core.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Memory used by one subject, minute by minute, oldest first, with the limit that holds now. A
 * minute without a sample is a gap and stays one: it is neither zero nor the value before it.
 *
 * @param limit what the subject may use before the kernel kills it
 * @param samples in order of time, one a minute at the most
 */
public record MemorySeries(Subject subject, Bytes limit, List<Sample> samples) {

  /**
   * Sorts the samples; of two in the same minute the later in the list wins, as a corrected point
   * from CloudWatch replaces the first one.
   *
   * @throws IllegalArgumentException if the limit is not above nothing
   */
  public MemorySeries {
    if (limit.value() <= 0) {
      throw new IllegalArgumentException(subject + ": a limit is more than nothing, not " + limit);
    }
    var byTime = new TreeMap<Instant, Sample>();
    samples.forEach(sample -> byTime.put(sample.at(), sample));
    samples = List.copyOf(byTime.values());
  }

  /** The newest sample, if there is one. */
  public Optional<Sample> newest() {
    return samples.isEmpty() ? Optional.empty() : Optional.of(samples.getLast());
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
    var kept = new ArrayList<Sample>();
    for (Sample sample : samples) {
      if (!sample.at().isBefore(from) && sample.at().isBefore(to)) {
        kept.add(sample);
      }
    }
    return new MemorySeries(subject, limit, kept);
  }

  /** The same series, its last {@code span} up to {@code now}. */
  public MemorySeries last(Duration span, Instant now) {
    return between(now.minus(span), now.plusSeconds(1));
  }
}
