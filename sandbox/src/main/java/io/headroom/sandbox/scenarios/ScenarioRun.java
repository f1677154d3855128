package io.headroom.sandbox.scenarios;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.Subject;
import io.headroom.infra.slack.render.FindingText;
import io.headroom.sandbox.scenarios.Scenario.Moment;
import io.headroom.sandbox.scenarios.Scenario.Run;
import io.headroom.sandbox.scenarios.Scenario.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plays one scenario with the rules that a check of the fleet evaluates. Used once. */
final class ScenarioRun {

  private final Scenario scenario;
  private final Runbooks runbooks;
  private final FindingText text;
  private final Map<Subject, MemoryHistory> histories = new HashMap<>();
  private final Set<Finding.Key> firing = new HashSet<>();
  private final Map<String, List<Run>> states = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();

  ScenarioRun(Scenario scenario, Runbooks runbooks) {
    this.scenario = scenario;
    this.runbooks = runbooks;
    this.text = new FindingText(runbooks);
  }

  /** What differs from what the scenario expects, a line each; nothing if all is as expected. */
  List<String> differences() {
    return switch (scenario.expected()) {
      case Moment moment -> differences(moment);
      case Story story -> differences(story);
    };
  }

  private List<String> differences(Moment moment) {
    Instant now = scenario.situation().end();
    if (moment.fired()) {
      firing.add(ownKey());
    }
    Reason reason = evaluate(now).getFirst().reason();
    return reason == moment.reason()
        ? List.of()
        : List.of(
            "expected %s %s, was %s %s"
                .formatted(moment.reason().state(), moment.reason(), reason.state(), reason));
  }

  private List<String> differences(Story story) {
    Situation situation = scenario.situation();
    Instant begin = situation.begin();
    for (Instant now = begin; !now.isAfter(situation.end()); now = now.plus(situation.every())) {
      for (Evaluation evaluation : evaluate(now)) {
        note(evaluation, Duration.between(begin, now));
      }
    }
    var differences = new ArrayList<String>();
    story
        .states()
        .forEach(
            (rule, expected) -> {
              List<Run> was = states.getOrDefault(rule, List.of());
              if (!alike(expected, was)) {
                differences.add(
                    "%s: expected %s, was %s"
                        .formatted(
                            rule.isEmpty() ? "states" : rule,
                            expected,
                            was.isEmpty() ? "no rule of that name in force" : was));
              }
            });
    story.says().ifPresent(expected -> compare(expected, differences));
    return differences;
  }

  private List<Evaluation> evaluate(Instant now) {
    Situation situation = scenario.situation();
    TaskEvents events = situation.events(now);
    var evaluator = new RuleEvaluator(situation.memory(now, histories), events, firing);
    return scenario.rule().isPresent()
        ? List.of(evaluator.evaluate(runbooks.all().getFirst(), scenario.rule().orElseThrow(), now))
        : new RulesInForce(runbooks).evaluate(situation.service(now), evaluator, now);
  }

  private void note(Evaluation evaluation, Duration after) {
    Finding.Key key = evaluation.key();
    String rule = scenario.rule().isPresent() ? "" : key.toString();
    List<Run> runs = states.computeIfAbsent(rule, one -> new ArrayList<>());
    Duration every = scenario.situation().every();
    if (!runs.isEmpty() && runs.getLast().state() == evaluation.state()) {
      Duration before = runs.removeLast().span().orElseThrow();
      runs.add(new Run(evaluation.state(), Optional.of(before.plus(every))));
    } else {
      runs.add(new Run(evaluation.state(), Optional.of(every)));
    }
    if (evaluation.state() == State.FIRING && firing.add(key)) {
      String line = evaluation.finding().map(text::plain).orElse("");
      said.add("%s: %s fires: %s".formatted(Words.text(after), key, line));
    } else if (evaluation.reason() == Reason.CLEARED && firing.remove(key)) {
      said.add("%s: %s cleared".formatted(Words.text(after), key));
    }
  }

  private static boolean alike(List<Run> expected, List<Run> was) {
    if (expected.size() != was.size()) {
      return false;
    }
    for (int i = 0; i < was.size(); i++) {
      Optional<Duration> span = expected.get(i).span();
      if (expected.get(i).state() != was.get(i).state()
          || (span.isPresent() && !span.equals(was.get(i).span()))) {
        return false;
      }
    }
    return true;
  }

  private void compare(List<String> expected, List<String> differences) {
    for (int i = 0; i < Math.max(expected.size(), said.size()); i++) {
      if (i >= said.size()) {
        differences.add("expected to be said, was not: " + expected.get(i));
      } else if (i >= expected.size()) {
        differences.add("said, not expected: " + said.get(i));
      } else if (!holds(said.get(i), expected.get(i))) {
        differences.add("expected \"%s\", was \"%s\"".formatted(expected.get(i), said.get(i)));
      }
    }
  }

  /** Whether the parts of what is expected, between its {@code ...}, stand in a line in order. */
  private static boolean holds(String line, String expected) {
    int from = 0;
    for (String part : expected.split("\\.\\.\\.", -1)) {
      int found = line.indexOf(part.strip(), from);
      if (found < 0) {
        return false;
      }
      from = found + part.strip().length();
    }
    return true;
  }

  private Finding.Key ownKey() {
    return new Finding.Key(runbooks.all().getFirst().id(), scenario.rule().orElseThrow().id());
  }
}
