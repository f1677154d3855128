package io.headroom.core.series;

import java.time.Instant;
import java.util.Optional;

/**
 * Memory used during one minute.
 *
 * @param at the start of that minute, as CloudWatch stamps it
 * @param bytes memory used, at least 0; the maximum of the minute where the source has one
 */
public record Sample(Instant at, double bytes) {

  /** More than the largest EC2 instance has (32 TiB): no task uses that, the value is wrong. */
  public static final double MOST = 0x1p45;

  public Sample {
    if (!Double.isFinite(bytes) || bytes < 0) {
      throw new IllegalArgumentException("a sample is a finite number of bytes, not " + bytes);
    }
  }

  /** What a source says was used in a minute; empty where that is no amount of memory. */
  public static Optional<Sample> of(Instant at, double bytes) {
    return isAmount(bytes) ? Optional.of(new Sample(at, bytes)) : Optional.empty();
  }

  /** Whether so many bytes can be used: not NaN or infinite, nor negative, nor {@link #MOST}. */
  public static boolean isAmount(double bytes) {
    return bytes >= 0 && bytes < MOST;
  }
}
