package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RulesInForceTest {

  private static final Runbook EVERY =
      TestRunbooks.runbook(
          "every", AppliesTo.EVERY_SERVICE, TestRunbooks.high(), TestRunbooks.oomKilled());
  private static final Runbook TAGGED =
      TestRunbooks.runbook(
          "tagged", AppliesTo.TAGGED, TestRunbooks.oomKilled(), TestRunbooks.high());
  private static final Runbook MORE =
      TestRunbooks.runbook(
          "more", AppliesTo.EVERY_SERVICE, TestRunbooks.critical(), TestRunbooks.oomKilled());
  private static final Runbooks ALL = new Runbooks(List.of(EVERY, TAGGED, MORE));

  @Test
  void withoutATagTheFirstRunbookKeepsARuleOfTheSameId() {
    assertThat(inForce(Map.of()))
        .containsExactly("every/high", "every/oom-killed", "more/critical");
  }

  @Test
  void aTaggedRunbookKeepsItsRulesBeforeThoseForEveryService() {
    assertThat(inForce(Map.of(Tags.RUNBOOK, "tagged")))
        .containsExactly("tagged/oom-killed", "tagged/high", "more/critical");
  }

  @Test
  void theBundledRunbooksHaveNoConditionTwice() {
    Service service = tagged(Map.of(Tags.RUNBOOK, "python-service,nodejs-heap"));
    List<String> rules =
        evaluations(Runbooks.bundled(), service).stream().map(e -> e.key().rule()).toList();

    assertThat(rules).doesNotHaveDuplicates().contains("memory-high", "oom-killed", "heap-high");
    assertThat(evaluations(Runbooks.bundled(), service))
        .extracting(Evaluation::key)
        .contains(new Finding.Key("python-service", "memory-high"))
        .doesNotContain(new Finding.Key("container-limit", "memory-high"));
  }

  @Test
  void aConditionOfTwoRunbooksIsOneFinding() {
    var world = new World(ALL);
    world.with(tagged(Map.of(Tags.RUNBOOK, "tagged")));
    world.uses(0.85);
    world.minutes(6);

    assertThat(world.incident().everFound())
        .extracting(Finding::key)
        .containsExactly(new Finding.Key("tagged", "high"));
  }

  @Test
  void aKillIsOneFindingWhetherItOpensTheIncidentOrJoinsIt() {
    var opens = new World(ALL);
    opens.recordStoppedTask.note(opens.kill(), opens.now);
    assertThat(opens.incident().everFound())
        .extracting(Finding::key)
        .containsExactly(new Finding.Key("every", "oom-killed"));

    var joins = new World(ALL);
    joins.uses(0.85);
    joins.minutes(6);
    joins.recordStoppedTask.note(joins.kill(), joins.now);
    joins.minutes(1);
    assertThat(joins.incident().everFound())
        .extracting(Finding::key)
        .containsExactly(new Finding.Key("every", "high"), new Finding.Key("every", "oom-killed"));
  }

  @Test
  void aRuleThatIsTakenOutOfForceClears() {
    var world = new World(ALL);
    world.uses(0.85);
    world.minutes(6);
    world.fleet.with(tagged(Map.of(Tags.RUNBOOK, "tagged")));
    world.minutes(1);
    assertThat(world.incident().findings())
        .as("the tagged runbook's rule takes over what that for every service found")
        .extracting(Finding::key)
        .containsExactly(new Finding.Key("tagged", "high"));
    world.uses(0.60);
    world.minutes(6);
    assertThat(world.incident().open()).isFalse();
  }

  private static List<String> inForce(Map<String, String> tags) {
    return evaluations(ALL, tagged(tags)).stream().map(e -> e.key().toString()).toList();
  }

  private static List<Evaluation> evaluations(Runbooks runbooks, Service service) {
    var evaluator = new RuleEvaluator(ServiceMemory.UNKNOWN, List.of(), Set.of());
    return new RulesInForce(runbooks).evaluate(service, evaluator, World.START);
  }

  private static Service tagged(Map<String, String> tags) {
    return SampleServices.tagged(SampleServices.fargate("shop", "cart", 4, World.LIMIT), tags);
  }
}
