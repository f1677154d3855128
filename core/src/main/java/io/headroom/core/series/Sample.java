package io.headroom.core.series;

import java.time.Instant;

/**
 * Memory used during one minute.
 *
 * @param at the start of that minute, as CloudWatch stamps it
 * @param bytes memory used, at least 0; the maximum of the minute where the source has one
 */
public record Sample(Instant at, double bytes) {

  public Sample {
    if (!Double.isFinite(bytes) || bytes < 0) {
      throw new IllegalArgumentException("a sample is a finite number of bytes, not " + bytes);
    }
  }
}
