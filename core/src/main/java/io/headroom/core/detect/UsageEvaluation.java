package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.UsageRule;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Usage above a ratio of the limit for a time, with a clear threshold of its own (all five seeds
 * have such a rule). Of memory it reads the maximum over the service's tasks: an average hides the
 * one that is about to be killed. A container with a limit below its task's is killed at its own,
 * long before the task is full: each that is known is read beside that. Of heap and swap it reads
 * every series: the worst one counts.
 */
final class UsageEvaluation {

  private UsageEvaluation() {}

  static Evaluation evaluate(
      Finding.Key key, UsageRule rule, ServiceMemory memory, boolean fired, Instant now) {
    List<MemorySeries> all =
        rule.of() == Metric.MEMORY
            ? memory.hottest().map(List::of).orElse(List.of())
            : Sight.of(rule.of(), memory);
    List<MemorySeries> fresh = Sight.fresh(all, now);
    if (fresh.isEmpty()) {
      return Sight.none(key, rule, rule.of(), all, now);
    }
    Evaluation worst = worst(key, rule, fresh, memory, fired);
    if (rule.of() != Metric.MEMORY) {
      return worst;
    }
    List<MemorySeries> containers = Sight.fresh(memory.containers(), now);
    if (!containers.isEmpty()) {
      worst = worst.worse(worst(key, rule, containers, memory, fired));
    }
    return fired && worst.state() != State.FIRING
        ? hidden(rule, fresh.getFirst(), containers, memory)
            .map(one -> Sight.none(key, rule, rule.of(), List.of(one), now))
            .orElse(worst)
        : worst;
  }

  private static Evaluation worst(
      Finding.Key key,
      UsageRule rule,
      List<MemorySeries> series,
      ServiceMemory memory,
      boolean fired) {
    return series.stream()
        .map(one -> evaluate(key, rule, one, memory, fired))
        .reduce(Evaluation::worse)
        .orElseThrow();
  }

  /**
   * A container that fell silent, and that may still be above what clears the rule by what its task
   * uses: the rule cannot be said to be clear.
   */
  private static Optional<MemorySeries> hidden(
      UsageRule rule, MemorySeries hottest, List<MemorySeries> seen, ServiceMemory memory) {
    List<Subject> subjects = seen.stream().map(MemorySeries::subject).toList();
    double used = hottest.bytes(hottest.size() - 1);
    return memory.containers().stream()
        .filter(one -> one.size() > 0 && !subjects.contains(one.subject()))
        .filter(one -> one.bytes(one.size() - 1) >= rule.clearBelow() * one.limit().value())
        .filter(one -> used >= rule.clearBelow() * one.limit().value())
        .findFirst();
  }

  private static Evaluation evaluate(
      Finding.Key key, UsageRule rule, MemorySeries series, ServiceMemory memory, boolean fired) {
    var usage = new Course.Usage(series);
    Streak above = Streak.above(usage, rule.above(), rule.outOf());
    int newest = series.size() - 1;
    var reading =
        new UsageReading(
            rule.of(),
            new Ratio(usage.value(newest)),
            Bytes.of(series.bytes(newest)),
            series.limit(),
            new Ratio(rule.above()),
            above.span());
    return Evaluation.of(
        key,
        rule.severity(),
        reason(rule, usage, above, fired),
        above.any() ? subject(rule, series, memory) : series.subject(),
        above.from(Instant.ofEpochSecond(series.second(newest))),
        reading);
  }

  private static Reason reason(UsageRule rule, Course usage, Streak above, boolean fired) {
    if (above.lasts(rule.forAtLeast())) {
      return Reason.THRESHOLD_EXCEEDED;
    }
    if (fired) {
      return Streak.below(usage, rule.clearBelow()).lasts(rule.clearFor())
          ? Reason.CLEARED
          : Reason.NOT_YET_CLEAR;
    }
    return above.any() ? Reason.NOT_LONG_ENOUGH : Reason.WITHIN_THRESHOLD;
  }

  /** The hottest task by name where it is known, else whose series it is. */
  private static Subject subject(UsageRule rule, MemorySeries series, ServiceMemory memory) {
    Subject subject = series.subject();
    if (rule.of() != Metric.MEMORY || subject.task().isPresent()) {
      return subject;
    }
    return subject.ofContainer()
        ? hottestOf(subject, memory).orElse(subject)
        : memory.hottestTask().map(MemorySeries::subject).orElse(subject);
  }

  /** That container in the task where it uses most, if its tasks are known one by one. */
  private static Optional<Subject> hottestOf(Subject container, ServiceMemory memory) {
    return memory.containers().stream()
        .filter(one -> one.subject().task().isPresent())
        .filter(one -> one.subject().container().equals(container.container()))
        .filter(one -> one.size() > 0)
        .max(Comparator.comparing(one -> one.newestRatio().orElseThrow()))
        .map(MemorySeries::subject);
  }
}
