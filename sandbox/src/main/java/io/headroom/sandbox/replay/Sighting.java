package io.headroom.sandbox.replay;

import io.headroom.core.backtest.Change;
import io.headroom.core.backtest.Outlook;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.util.Optional;

/**
 * An alert or a clear of one series.
 *
 * @param at milliseconds, as the export's times count
 * @param scale what is known of the numbers below
 * @param limit that held then; it stands for one where none is known
 * @param outlook where memory stood then, and where it was going
 */
record Sighting(long at, String series, Change change, Scale scale, Bytes limit, Outlook outlook) {

  /** What is known of an export's numbers. */
  enum Scale {
    BYTES,
    BYTES_OF_LIMIT,
    SHARE_OF_LIMIT
  }

  /** Empty where only the share of the limit is known. */
  Optional<Bytes> used() {
    return scale == Scale.SHARE_OF_LIMIT ? Optional.empty() : Optional.of(outlook.used());
  }

  /** Empty where none is known. */
  Optional<Bytes> knownLimit() {
    return scale == Scale.BYTES_OF_LIMIT ? Optional.of(limit) : Optional.empty();
  }

  /** Empty where neither it nor the limit is known. */
  Optional<Ratio> share() {
    return scale == Scale.BYTES
        ? Optional.empty()
        : Optional.of(Ratio.of((double) outlook.used().value(), limit));
  }

  /** Empty while memory does not surely rise, and where nothing is known of the limit. */
  Optional<TimeLeft> timeLeft() {
    return scale == Scale.BYTES ? Optional.empty() : outlook.timeLeft();
  }

  /** In bytes an hour; empty without a trend, and where only the share of the limit is known. */
  Optional<Growth> growth() {
    return scale == Scale.SHARE_OF_LIMIT ? Optional.empty() : outlook.growth();
  }
}
