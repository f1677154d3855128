package io.headroom.core.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One runbook, whole: what to watch for, how to find the cause, what to do, how to know that it
 * helped, whom to call, and what to do afterwards.
 *
 * @param id names it in the tag {@code headroom:runbook} and in incidents
 * @param title for people
 * @param seed the document it was made from
 * @param severity of the runbook as a whole; each rule has its own
 * @param seedSeverity the seed's own word for it
 * @param summary what happens, in a sentence or two
 * @param appliesTo which services it is for
 * @param symptoms what people see
 * @param impact what it does to users, business and system
 * @param causes common causes
 * @param rules what Headroom evaluates; at least one, ids unique
 * @param diagnosis steps in order
 * @param remedies in the order of the seed; at least one, titles unique
 * @param verification how a remedy is known to have helped
 * @param escalateWhen the situations in which to climb the ladder before its time
 * @param escalation the ladder; at least one step, ids unique, times strictly ascending
 * @param evidence what to gather before anything is restarted
 * @param postIncident checklist for afterwards
 * @param prevention checklist for the future
 * @param readings where the seed is ambiguous, silent or wrong: how it is read, and why
 * @param background what else the seed says
 */
public record Runbook(
    String id,
    String title,
    String seed,
    Severity severity,
    String seedSeverity,
    String summary,
    AppliesTo appliesTo,
    List<String> symptoms,
    List<String> impact,
    List<String> causes,
    List<Rule> rules,
    List<Step> diagnosis,
    List<RemedyOption> remedies,
    Verification verification,
    List<String> escalateWhen,
    List<EscalationStep> escalation,
    List<String> evidence,
    List<String> postIncident,
    List<String> prevention,
    List<String> readings,
    Background background) {

  public Runbook {
    Checks.id(id);
    Checks.text("title", title);
    Checks.text("seed", seed);
    Checks.text("seed-severity", seedSeverity);
    Checks.text("summary", summary);
    symptoms = List.copyOf(symptoms);
    impact = List.copyOf(impact);
    causes = List.copyOf(causes);
    rules = List.copyOf(rules);
    diagnosis = List.copyOf(diagnosis);
    remedies = List.copyOf(remedies);
    escalateWhen = List.copyOf(escalateWhen);
    escalation = List.copyOf(escalation);
    evidence = List.copyOf(evidence);
    postIncident = List.copyOf(postIncident);
    prevention = List.copyOf(prevention);
    readings = List.copyOf(readings);
    Checks.that(!rules.isEmpty(), "a runbook has at least one rule");
    Checks.that(!remedies.isEmpty(), "a runbook has at least one remedy");
    Checks.that(!escalation.isEmpty(), "a runbook has at least one escalation step");
    Checks.that(unique(rules, Rule::id), "rule ids are unique within a runbook");
    Checks.that(unique(remedies, RemedyOption::title), "titles of remedies are unique");
    Checks.that(unique(escalation, EscalationStep::id), "escalation ids are unique");
    Checks.that(ascending(escalation), "escalation times ascend strictly");
  }

  /** The rule of that id. */
  public Optional<Rule> rule(String ruleId) {
    return rules.stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
  }

  /** The remedies of that kind, in the order of the runbook. */
  public List<RemedyOption> remedies(RemedyKind kind) {
    return remedies.stream().filter(remedy -> remedy.kind() == kind).toList();
  }

  private static <T> boolean unique(List<T> items, Function<T, String> name) {
    return items.stream().map(name).distinct().count() == items.size();
  }

  private static boolean ascending(List<EscalationStep> steps) {
    for (int i = 1; i < steps.size(); i++) {
      Duration previous = steps.get(i - 1).after();
      if (steps.get(i).after().compareTo(previous) <= 0) {
        return false;
      }
    }
    return true;
  }
}
