package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Thresholds;
import io.headroom.core.watch.ServiceNote.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of a service's runbooks, each condition once: the same id in two runbooks means the
 * same condition (see {@link Rule}), which would else be told twice. The rule of a runbook that the
 * service's tag names wins over that of one for every service; of two alike, the first. A tag by
 * the rule's name, such as {@code headroom:memory-high}, sets its threshold for that service.
 */
public final class RulesInForce {

  private final Runbooks runbooks;

  public RulesInForce(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  /** A rule in force, with the threshold that holds for the service. */
  public record InForce(Runbook runbook, Rule rule, Origin origin) {}

  /**
   * What is in force for a service.
   *
   * @param rules in the order of the runbooks and of their rules
   * @param problems tags that set nothing, each with its reason
   */
  public record Rules(List<InForce> rules, List<String> problems) {
    public Rules {
      rules = List.copyOf(rules);
      problems = List.copyOf(problems);
    }
  }

  /** What is in force for a service. A tag that cannot be read leaves the runbook's threshold. */
  public Rules of(Service service) {
    List<Runbook> applying = runbooks.forTag(service.tag(Tags.RUNBOOK)).runbooks();
    Map<String, String> runbookByRule = runbookByRule(applying);
    Map<String, String> tags = thresholdTags(service);
    var rules = new ArrayList<InForce>();
    var problems = new ArrayList<String>();
    var used = new HashSet<String>();
    for (Runbook runbook : applying) {
      for (Rule rule : runbook.rules()) {
        if (runbook.id().equals(runbookByRule.get(rule.id()))) {
          used.add(rule.id());
          rules.add(inForce(runbook, rule, tags.getOrDefault(rule.id(), ""), problems));
        }
      }
    }
    for (String name : tags.keySet()) {
      if (!used.contains(name)) {
        problems.add(
            "tag %s%s sets nothing: no rule of that name is in force for the service"
                .formatted(Tags.PREFIX, name));
      }
    }
    return new Rules(rules, problems);
  }

  /** One evaluation for each rule in force, in the order of the runbooks and of their rules. */
  public List<Evaluation> evaluate(Service service, RuleEvaluator evaluator, Instant now) {
    return of(service).rules().stream()
        .map(inForce -> evaluator.evaluate(inForce.runbook(), inForce.rule(), now))
        .toList();
  }

  private static InForce inForce(Runbook runbook, Rule rule, String tagged, List<String> problems) {
    if (tagged.isEmpty()) {
      return new InForce(runbook, rule, Origin.RUNBOOK);
    }
    try {
      return new InForce(runbook, Thresholds.with(rule, tagged), Origin.TAG);
    } catch (IllegalArgumentException e) {
      problems.add(
          "tag %s%s: %s; %s of the runbook holds"
              .formatted(Tags.PREFIX, rule.id(), e.getMessage(), Thresholds.of(rule)));
      return new InForce(runbook, rule, Origin.RUNBOOK);
    }
  }

  /** By the name after the prefix, in order; empty values set nothing and mean nothing. */
  private static Map<String, String> thresholdTags(Service service) {
    var tags = new TreeMap<String, String>();
    for (String tag : service.tags().keySet()) {
      if (tag.startsWith(Tags.PREFIX) && !Tags.NAMES.contains(tag)) {
        service.tag(tag).ifPresent(value -> tags.put(tag.substring(Tags.PREFIX.length()), value));
      }
    }
    return tags;
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
