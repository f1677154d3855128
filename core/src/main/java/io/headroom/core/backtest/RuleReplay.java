package io.headroom.core.backtest;

import io.headroom.core.backtest.Change.Event;
import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.Lookback;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one service, moment by moment: the same {@link RuleEvaluator} as in the check of the
 * fleet, and like there its only state is which rules fire. The leak rule is evaluated at each
 * five-minute mark, since nothing it looks at changes in between. Not for several threads.
 */
public final class RuleReplay {

  /** Growth is told from a sample one window earlier, or up to this much before that. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final List<Condition> conditions;

  /** The rules that fire, with what each said last with numbers. */
  private final Map<Finding.Key, Evaluation> firing = new LinkedHashMap<>();

  private long leakEvaluatedAt = Long.MIN_VALUE;

  /** Begins with no rule firing. */
  public RuleReplay(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /** How far back in the minutes these conditions look. */
  public static Duration lookback(List<Condition> conditions) {
    return conditions.stream()
        .map(condition -> Lookback.of(condition.rule()))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO)
        .plus(TOLERANCE);
  }

  /**
   * What begins or ends at a moment.
   *
   * @param memory what was known then
   * @param events what had happened to the service's tasks up to then
   * @param now not before that of the last call
   * @return in the order of the conditions
   */
  public List<Change> at(Instant now, ServiceMemory memory, TaskEvents events) {
    long mark = MemoryHistory.bucketOf(now);
    boolean leakToo = mark != leakEvaluatedAt;
    leakEvaluatedAt = mark;
    var evaluator = new RuleEvaluator(memory, events, firing.keySet());
    var changes = new ArrayList<Change>(0);
    for (Condition condition : conditions) {
      if (leakToo || !(condition.rule() instanceof LeakRule)) {
        Evaluation evaluation = evaluator.evaluate(condition.runbook(), condition.rule(), now);
        change(now, condition, evaluation, changes);
      }
    }
    return changes;
  }

  /**
   * The numbers that the leak rule told last, while it fires or has not yet cleared.
   *
   * @param of whose memory: its own leak, or that of the service it stands for or belongs to
   */
  public Optional<LeakReading> standingLeak(Subject of) {
    return firing.values().stream()
        .filter(told -> concerns(told.subject(), of))
        .flatMap(told -> told.reading().stream())
        .filter(LeakReading.class::isInstance)
        .map(LeakReading.class::cast)
        .findFirst();
  }

  private static boolean concerns(Subject told, Subject of) {
    return told.equals(of) || told.equals(Subject.SERVICE) || of.equals(Subject.SERVICE);
  }

  private void change(
      Instant now, Condition condition, Evaluation evaluation, List<Change> changes) {
    Finding.Key key = condition.key();
    switch (evaluation.state()) {
      case FIRING -> {
        boolean begins = !firing.containsKey(key);
        if (begins || evaluation.reading().isPresent()) {
          firing.put(key, evaluation);
        }
        if (begins) {
          changes.add(new Change(now, Event.ALERT, condition, evaluation));
        }
      }
      case NORMAL, PENDING -> {
        if (firing.remove(key) != null) {
          changes.add(new Change(now, Event.CLEAR, condition, evaluation));
        }
      }
      // Silence neither begins nor ends an alert.
      case NO_DATA -> {}
    }
  }
}
