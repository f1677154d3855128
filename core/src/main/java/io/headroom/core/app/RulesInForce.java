package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a service's runbooks, each condition once: the same id in two runbooks means the
 * same condition (see {@link Rule}), which would else be told twice. The rule of a runbook that the
 * service's tag names wins over that of one for every service; of two alike, the first.
 */
final class RulesInForce {

  private final Runbooks runbooks;

  RulesInForce(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  /** One evaluation for each rule in force, in the order of the runbooks and of their rules. */
  List<Evaluation> evaluate(Service service, RuleEvaluator evaluator, Instant now) {
    List<Runbook> applying = runbooks.forTag(service.tag(Tags.RUNBOOK)).runbooks();
    Map<String, String> runbookByRule = runbookByRule(applying);
    return applying.stream()
        .flatMap(
            runbook ->
                runbook.rules().stream()
                    .filter(rule -> runbook.id().equals(runbookByRule.get(rule.id())))
                    .map(rule -> evaluator.evaluate(runbook, rule, now)))
        .toList();
  }

  /** By the id of a rule, the id of the runbook whose rule is in force. */
  private static Map<String, String> runbookByRule(List<Runbook> applying) {
    var runbookByRule = new HashMap<String, String>();
    applying.stream()
        .sorted(Comparator.comparing(runbook -> runbook.appliesTo() == AppliesTo.EVERY_SERVICE))
        .forEach(
            runbook ->
                runbook
                    .rules()
                    .forEach(rule -> runbookByRule.putIfAbsent(rule.id(), runbook.id())));
    return runbookByRule;
  }
}
