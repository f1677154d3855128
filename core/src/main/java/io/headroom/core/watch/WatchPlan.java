package io.headroom.core.watch;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Trend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32;

/**
 * Decides how each service is watched. CloudWatch bills each metric that is asked for, not its
 * points: a service far from every threshold is asked about every five minutes, and what comes is
 * every one of those minutes, so that an alert is at most five minutes later than by asking each
 * minute.
 *
 * <p>Pure: the same service at the same moment is always watched the same way, whichever instance
 * of the function looks.
 */
public final class WatchPlan {

  /** So far below the threshold of a usage rule, in shares of the limit, a service is near it. */
  static final double NEAR = 0.05;

  /** From this share of its threshold on, a rate is near it. */
  static final double NEAR_RATE = 0.8;

  /** How much of the past says whether memory climbs. */
  static final Duration CLIMB = Duration.ofMinutes(30);

  /** What would be reached within this time is reached soon. */
  static final Duration SOON = Duration.ofMinutes(30);

  /** A slope is at most so many times what was gained over the time that it was taken from. */
  private static final double FASTER = 4;

  /** For so long a service of which nothing is kept is new. */
  static final Duration NEW_FOR = Duration.ofMinutes(15);

  /** A check that comes so much later than the one before makes up for those between. */
  static final int MADE_UP_FOR = 4;

  /**
   * Minutes from one time that a service's history is kept to the next: with the minutes until it
   * is asked about, less than the two hours that an instance which starts asks for.
   */
  static final int KEEPING = 100;

  private WatchPlan() {}

  /** Why a service is watched as it is. */
  public static WatchReason reason(Watched watched, Instant now) {
    if (watched.incident()) {
      return WatchReason.OPEN_INCIDENT;
    }
    if (watched.service().desired() == 0 && watched.service().running() == 0) {
      return WatchReason.IDLE;
    }
    if (watched.rules().stream().anyMatch(rule -> near(rule, watched.memory()))) {
      return WatchReason.NEAR;
    }
    if (climbing(watched, now)) {
      return WatchReason.CLIMBING;
    }
    boolean seenLately =
        watched.firstSeen().filter(at -> at.isAfter(now.minus(NEW_FOR))).isPresent();
    return seenLately ? WatchReason.NEW : WatchReason.QUIET;
  }

  /**
   * Whether a service's turn is in the check of this minute. Quiet ones are spread evenly over five
   * minutes, each always in the same, unless it was asked about ahead of its turn.
   *
   * @param before when the check before this one was, as far as this instance knows
   * @param ahead when it was asked about ahead of its turn; empty if that was in its turn
   */
  public static boolean due(
      ServiceId service,
      WatchReason reason,
      Optional<Instant> before,
      Optional<Instant> ahead,
      Instant now) {
    if (reason.minutes() < 2) {
      return reason.minutes() == 1;
    }
    Optional<Instant> lately =
        ahead.filter(at -> minute(now) - minute(at) <= AheadOfTurn.LONGEST + MADE_UP_FOR);
    if (lately.isPresent()) {
      return AheadOfTurn.due(lately.get(), now);
    }
    long minute = minute(now);
    long since = before.map(at -> minute - minute(at)).orElse(1L);
    long covered = since >= 1 && since <= MADE_UP_FOR ? since : 1;
    long slot = slot(service, reason.minutes());
    for (long back = 0; back < covered; back++) {
      if (Math.floorMod(minute - back, reason.minutes()) == slot) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether what is known of a service is to be kept where other instances find it: every hundred
   * minutes, at the first check within six minutes that are its own.
   *
   * @param before when this instance kept it last
   */
  public static boolean keepingDue(ServiceId service, Optional<Instant> before, Instant now) {
    long into = Math.floorMod(minute(now) - slot(service, KEEPING), KEEPING);
    boolean lately = before.filter(at -> minute(now) - minute(at) <= into).isPresent();
    return into < AheadOfTurn.LONGEST && !lately;
  }

  /** A number below {@code slots} that is always the same for a service. */
  static long slot(ServiceId service, int slots) {
    var hash = new CRC32();
    hash.update(service.arn().getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % slots;
  }

  static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60L);
  }

  private static boolean near(Rule rule, ServiceMemory memory) {
    return switch (rule) {
      case UsageRule usage ->
          series(usage.of(), memory).stream()
              .flatMap(series -> series.newestRatio().stream())
              .mapToDouble(Ratio::value)
              .anyMatch(ratio -> ratio >= usage.above() - NEAR);
      case RateRule rate ->
          memory.gc().stream()
              .map(RateSeries::points)
              .filter(points -> !points.isEmpty())
              .anyMatch(
                  points -> points.getLast().perSecond() >= rate.abovePerSecond() * NEAR_RATE);
      // What grows is looked at closer when it climbs, and otherwise early enough every five
      // minutes: these rules look back half an hour and more.
      case GrowthRule _, LeakRule _ -> false;
      // Not seen in CloudWatch: ECS tells of them at once.
      case OomKilledRule _, RestartsRule _ -> false;
    };
  }

  private static List<MemorySeries> series(Metric metric, ServiceMemory memory) {
    return switch (metric) {
      case MEMORY -> memory.series();
      case HEAP -> memory.heap();
      case SWAP -> memory.swap();
    };
  }

  private static boolean climbing(Watched watched, Instant now) {
    for (Metric metric : List.of(Metric.MEMORY, Metric.HEAP)) {
      OptionalDouble nearest =
          watched.rules().stream()
              .filter(UsageRule.class::isInstance)
              .map(UsageRule.class::cast)
              .filter(rule -> rule.of() == metric)
              .mapToDouble(UsageRule::above)
              .min();
      if (nearest.isPresent()
          && series(metric, watched.memory()).stream()
              .anyMatch(series -> reachesSoon(series, nearest.getAsDouble(), now))) {
        return true;
      }
    }
    return false;
  }

  private static boolean reachesSoon(MemorySeries series, double ratio, Instant now) {
    MemorySeries recent = series.last(CLIMB, now);
    Optional<Sample> newest = recent.newest();
    if (newest.isEmpty()) {
      return false;
    }
    double left = ratio * series.limit().value() - newest.get().bytes();
    double least =
        recent.samples().stream().mapToDouble(Sample::bytes).min().orElse(newest.get().bytes());
    if (newest.get().bytes() - least < left / FASTER) {
      // What it gained in half an hour is too little for any slope to reach so far in the next.
      return false;
    }
    return Trend.of(recent)
        .flatMap(trend -> trend.timeToUse(Bytes.of(left)))
        .filter(time -> time.compareTo(SOON) <= 0)
        .isPresent();
  }
}
