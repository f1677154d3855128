package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.TestRunbooks;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One block of a scenario file: what is known of a service, and what a rule says of it.
 *
 * @param place file and line where the block begins
 * @param sentence what it shows, for people
 * @param fired whether the rule fired up to now
 */
record Scenario(
    String place,
    String sentence,
    Rule rule,
    boolean fired,
    ServiceMemory memory,
    List<OomKill> kills,
    Instant now,
    Reason expected) {

  Evaluation evaluate() {
    var runbook = TestRunbooks.runbook("scenario", AppliesTo.EVERY_SERVICE, rule);
    var key = new Finding.Key(runbook.id(), rule.id());
    Set<Finding.Key> firing = fired ? Set.of(key) : Set.of();
    return new RuleEvaluator(memory, kills, firing).evaluate(runbook, rule, now);
  }
}
