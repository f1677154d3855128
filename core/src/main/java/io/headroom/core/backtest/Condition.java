package io.headroom.core.backtest;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.detect.Finding;
import io.headroom.core.runbook.GrowthRule;
import io.headroom.core.runbook.LeakRule;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RateRule;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.UsageRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A rule to replay, and the runbook that has it.
 *
 * @param runbook where several have the same rule, the first of them
 */
public record Condition(Runbook runbook, Rule rule) {

  /** The kinds of rules, by the words that the runbooks have for them. */
  public enum Kind {
    USAGE("usage"),
    GROWTH("growth"),
    LEAK("leak"),
    RATE("rate"),
    OOM_KILLED("oom-killed"),
    RESTARTS("restarts");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As in a runbook. */
    public String word() {
      return word;
    }
  }

  /** The rules of runbooks in their order; one that several runbooks have alike comes once. */
  public static List<Condition> each(List<Runbook> runbooks) {
    var conditions = new ArrayList<Condition>();
    var seen = new HashSet<Rule>();
    for (Runbook runbook : runbooks) {
      for (Rule rule : runbook.rules()) {
        if (seen.add(rule)) {
          conditions.add(new Condition(runbook, rule));
        }
      }
    }
    return conditions;
  }

  /** The rules that are in force for a service. */
  public static List<Condition> inForce(RulesInForce.Rules rules) {
    return rules.rules().stream()
        .map(inForce -> new Condition(inForce.runbook(), inForce.rule()))
        .toList();
  }

  /** What its findings are known by. */
  public Finding.Key key() {
    return new Finding.Key(runbook.id(), rule.id());
  }

  public Kind kind() {
    return switch (rule) {
      case UsageRule _ -> Kind.USAGE;
      case GrowthRule _ -> Kind.GROWTH;
      case LeakRule _ -> Kind.LEAK;
      case RateRule _ -> Kind.RATE;
      case OomKilledRule _ -> Kind.OOM_KILLED;
      case RestartsRule _ -> Kind.RESTARTS;
    };
  }
}
