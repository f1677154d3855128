package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.leak.Rise;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether memory gains ground, where a growth rule sees two values that differ: noise, the teeth of
 * garbage collection and the hours before noon differ too. What counts is the floor of memory over
 * the window and the time of the rule: it must rise surely, and to where memory has not been within
 * a day.
 */
final class Ground {

  /**
   * With so much of the past memory is compared: as high at the same hour yesterday is no growth.
   */
  private static final Duration PAST = Duration.ofDays(1);

  /**
   * So much of what memory moved within the past day it must be above it: a daily peak a little
   * higher than yesterday's is no leak. Tuned with bench/detector: a tenth has half as many false
   * alarms again, and catches a third more leaks, which the leak detector tells anyway.
   */
  private static final double RANGE = 0.25;

  /** Each minute back from now, so that the one in which the rule fired is among them. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final GrowthRule rule;
  private final MemorySeries series;
  private final @Nullable MemoryHistory history;
  private final Instant lastKill;

  /**
   * @param memory where the days before are, if they are known
   * @param kills what was before one is not compared with: a leak that killed is taken at its word
   */
  Ground(GrowthRule rule, MemorySeries series, ServiceMemory memory, List<OomKill> kills) {
    this.rule = rule;
    this.series = series;
    this.history = rule.of() == Metric.MEMORY ? memory.histories().get(series.subject()) : null;
    this.lastKill =
        kills.stream().map(OomKill::at).max(Comparator.naturalOrder()).orElse(Instant.MIN);
  }

  /** Why growth that was seen for long enough is none; empty if it is. */
  Optional<Reason> objection() {
    Optional<Rise> rise = rise(end());
    if (rise.isEmpty() || !surely(rise.get())) {
      return Optional.of(Reason.NOT_SURE);
    }
    Past past = past(end());
    double margin =
        Math.max((double) rule.moreThan().value(), RANGE * (past.highest - past.lowest));
    return rise.get().floor() - past.highest <= margin
        ? Optional.of(Reason.AS_HIGH_BEFORE)
        : Optional.empty();
  }

  /** Whether all of the rule's time to clear says that memory does not gain ground any more. */
  boolean lost() {
    for (long back = 0; back <= rule.clearFor().toSeconds(); back += EVERY.toSeconds()) {
      if (!lost(end() - back)) {
        return false;
      }
    }
    return true;
  }

  /** At a second; not where too little is known of it. */
  private boolean lost(long end) {
    Optional<Rise> rise = rise(end);
    return rise.isPresent()
        && (overWindow(rise.get().atLeast()) < rule.clearBelow().value()
            || rise.get().floor() <= past(end).highest);
  }

  private boolean surely(Rise rise) {
    return overWindow(rise.atLeast()) > rule.clearBelow().value()
        && overWindow(rise.perMinute()) > rule.moreThan().value();
  }

  /** In whole bytes. */
  private long overWindow(double perMinute) {
    return Math.round(perMinute * rule.within().toSeconds() / 60);
  }

  private long end() {
    return series.second(series.size() - 1);
  }

  private Optional<Rise> rise(long end) {
    return Rise.of(series, end - span().toSeconds(), end);
  }

  /** What the growth is looked at over. */
  private Duration span() {
    return rule.within().plus(rule.outOf().orElse(rule.forAtLeast()));
  }

  /** Between which means memory was; NaN where that is not known, and then nothing is above it. */
  private record Past(double highest, double lowest) {}

  /** Of the day before the growth that ends at a second. */
  private Past past(long end) {
    double highest = Double.NaN;
    double lowest = Double.NaN;
    if (history != null) {
      Instant began = Instant.ofEpochSecond(end).minus(span());
      Instant since = began.minus(PAST);
      long first = MemoryHistory.bucketOf(lastKill.isAfter(since) ? lastKill : since);
      for (long bucket = first; bucket < MemoryHistory.bucketOf(began); bucket++) {
        double mean = history.mean(bucket);
        if (!Double.isNaN(mean)) {
          highest = highest >= mean ? highest : mean;
          lowest = lowest <= mean ? lowest : mean;
        }
      }
    }
    return new Past(highest, lowest);
  }
}
