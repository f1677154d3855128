package io.headroom.bench.detector;

import io.headroom.core.backtest.Change;
import io.headroom.core.backtest.Condition;
import io.headroom.core.backtest.RecentMemory;
import io.headroom.core.backtest.RuleReplay;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Restart;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every growth rule of memory in the runbooks that are shipped, by the product's own evaluator: it
 * fires while any of them does, as for a service whose tags name all runbooks.
 */
final class GrowthWatch implements Watch {

  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
  private static final List<Condition> RULES =
      Condition.each(Runbooks.bundled().all()).stream()
          .filter(each -> each.rule() instanceof GrowthRule rule && rule.of() == Metric.MEMORY)
          .toList();

  private final Bytes limit;
  private final RecentMemory recent = new RecentMemory(Subject.SERVICE, RuleReplay.lookback(RULES));
  private final RuleReplay replay = new RuleReplay(RULES);
  private final Set<Condition> firing = new HashSet<>();
  private final List<Instant> starts = new ArrayList<>();

  GrowthWatch(double limit) {
    this.limit = Bytes.of(limit);
  }

  @Override
  public void started(int minute) {
    starts.add(BEGIN.plusSeconds(60L * minute));
  }

  @Override
  public Signal see(int minute, double bytes) {
    Instant at = BEGIN.plusSeconds(60L * minute);
    if (!Double.isNaN(bytes)) {
      recent.add(at, bytes, limit);
    }
    var memory =
        new ServiceMemory(List.of(recent.series(limit)))
            .with(Map.of(Subject.SERVICE, recent.history()), Map.of());
    for (Change change : replay.at(at, memory, events())) {
      switch (change.event()) {
        case ALERT -> firing.add(change.condition());
        case CLEAR -> firing.remove(change.condition());
      }
    }
    return Signal.of(!firing.isEmpty());
  }

  private TaskEvents events() {
    return new TaskEvents(
        List.<OomKill>of(), Optional.<List<Restart>>empty(), Map.of(), starts, Optional.empty());
  }
}
