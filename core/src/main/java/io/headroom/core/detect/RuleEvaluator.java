package io.headroom.core.detect;

import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.UsageRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Reads the rules of a runbook against what is known of a service. The only state is which rules
 * fired before: everything else follows from the samples, so that a check that is repeated or left
 * out changes nothing.
 *
 * @param memory the service's memory, at least as far back as the longest rule looks
 * @param events what happened to the service's tasks
 * @param firing the rules that fire up to now
 */
public record RuleEvaluator(ServiceMemory memory, TaskEvents events, Set<Finding.Key> firing) {

  public RuleEvaluator {
    firing = Set.copyOf(firing);
  }

  /** One that knows of a service's tasks only which containers were killed for memory. */
  public RuleEvaluator(ServiceMemory memory, List<OomKill> kills, Set<Finding.Key> firing) {
    this(memory, TaskEvents.of(kills), firing);
  }

  /** One evaluation for each rule, in the runbook's order. */
  public List<Evaluation> evaluate(Runbook runbook, Instant now) {
    return runbook.rules().stream().map(rule -> evaluate(runbook, rule, now)).toList();
  }

  /** What one rule of a runbook says. */
  public Evaluation evaluate(Runbook runbook, Rule rule, Instant now) {
    var key = new Finding.Key(runbook.id(), rule.id());
    boolean fired = firing.contains(key);
    return switch (rule) {
      case UsageRule usage -> UsageEvaluation.evaluate(key, usage, memory, fired, now);
      case GrowthRule growth -> GrowthEvaluation.evaluate(key, growth, memory, events, fired, now);
      case RateRule rate -> RateEvaluation.evaluate(key, rate, memory, fired, now);
      case OomKilledRule oomKilled ->
          OomEvaluation.evaluate(key, oomKilled, events.kills(), fired, now);
      case RestartsRule restarts ->
          RestartsEvaluation.evaluate(key, restarts, events.restarts(), fired, now);
      case LeakRule leak -> LeakRuleEvaluation.evaluate(key, leak, memory, fired, now);
    };
  }
}
