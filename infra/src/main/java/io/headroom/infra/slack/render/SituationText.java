package io.headroom.infra.slack.render;

import io.headroom.core.detect.Situation;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.time.Duration;

/** What memory looks like, in the numbers that count first. Plain text, nothing to escape. */
final class SituationText {

  /** Change of less than this share of the limit in an hour is not worth a word. */
  private static final double STEADY_PER_HOUR = 0.01;

  private SituationText() {}

  /** {@code 93% of 512 MiB}; of what is only reserved, that there is no hard limit. */
  static String usage(Situation now) {
    return "%s of %s%s"
        .formatted(
            Ratio.of((double) now.used().value(), now.limit()),
            now.limit(),
            now.reserved() ? " reserved (no hard limit)" : "");
  }

  /** {@code climbing 12 MiB a minute; about 14 min to the limit}. */
  static String trend(Situation now) {
    if (now.timeToLimit().isPresent()) {
      Duration left = now.timeToLimit().get();
      return "climbing %s a minute; %s to %s"
          .formatted(
              now.perMinute(),
              left.toSeconds() < 60 ? "less than a minute" : "about " + Durations.text(left),
              now.reserved() ? "all that is reserved" : "the limit");
    }
    return pace(now);
  }

  /** The same without the time left, where a verdict tells that with more behind it. */
  static String pace(Situation now) {
    if (Math.abs(now.perMinute().value()) * 60.0 < now.limit().value() * STEADY_PER_HOUR) {
      return "steady";
    }
    return now.perMinute().value() > 0
        ? "climbing " + now.perMinute() + " a minute"
        : "falling " + new Bytes(-now.perMinute().value()) + " a minute";
  }

  /** Tasks and task definition: {@code 3 of 4 tasks ran · checkout-api:41}. */
  static String tasks(Situation now) {
    return "%d of %s ran · %s"
        .formatted(
            now.running(),
            Plural.of(now.desired(), "task"),
            Mrkdwn.plain(now.taskDefinition(), 300));
  }
}
