package io.headroom.infra.slack.render;

import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Background;
import io.headroom.core.runbook.EscalationStep;
import io.headroom.core.runbook.OomKilledRule;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.RemedyOption;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.Step;
import io.headroom.core.runbook.Verification;
import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Two short runbooks, so that the expected messages do not change with the product's own. */
public final class ExampleRunbooks {

  private ExampleRunbooks() {}

  public static Runbooks runbooks() {
    return new Runbooks(
        List.of(
            runbook("memory-leak", "Memory leak", "Memory grows and is not given back."),
            runbook("container-limit", "Container near its limit", "The kernel kills at 100%.")));
  }

  /** A runbook with this text for its sentences. */
  public static Runbook runbook(String id, String title, String sentence) {
    Rule rule =
        new OomKilledRule(
            "oom-killed", Severity.SEV1, 1, Duration.ofHours(1), Duration.ofHours(1), sentence);
    return new Runbook(
        id,
        title,
        "seed.md",
        Severity.SEV2,
        "HIGH",
        sentence,
        AppliesTo.EVERY_SERVICE,
        List.of("Response times rise", "Tasks are replaced by themselves"),
        List.of(sentence),
        List.of(sentence),
        List.of(rule),
        List.of(
            new Step(
                "Which task uses most",
                List.of(
                    "aws ecs list-tasks --cluster $CLUSTER --service-name $SERVICE",
                    "aws ecs describe-tasks --cluster $CLUSTER --tasks $TASK"),
                "All tasks use about as much; one far above the others leaks alone"),
            new Step("Whether a deployment began it", List.of(), "The rise begins with a deploy")),
        List.of(
            option(RemedyKind.RESTART, "Restart the service", "Relief is needed now."),
            option(RemedyKind.FIX_CODE, "Find and fix the leak", "The leak comes back.")),
        new Verification(
            0.8, Bytes.mib(1), Duration.ofMinutes(10), Duration.ofMinutes(10), true, List.of()),
        List.of(),
        List.of(
            new EscalationStep(
                "team", "Team lead", "Slack #team", Duration.ofMinutes(30), List.of())),
        List.of("Heap dump of the hottest task", "Metrics of the last hour"),
        List.of("Write down what memory did", "Fix the leak & deploy"),
        List.of("Alert on growth, not only on the level"),
        List.of(),
        Background.NONE);
  }

  private static RemedyOption option(RemedyKind kind, String title, String whenToUse) {
    return new RemedyOption(
        kind,
        title,
        whenToUse,
        "Requests in flight are lost.",
        "Helps for hours.",
        List.of(),
        Map.of());
  }
}
