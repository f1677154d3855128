package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.util.Optional;

/** A finding in a line of markup: which rule of which runbook, the numbers, since when. */
final class FindingText {

  private final Runbooks runbooks;

  FindingText(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  /** {@code *High memory usage* (SEV3): 93% of 512 MiB, above 80% for 6 min, since 13:34}. */
  String line(Finding finding) {
    return "*%s* (%s): %s, %s, since %s"
        .formatted(
            title(finding.key()),
            finding.severity(),
            Mrkdwn.plain(finding.subject().toString(), 120),
            numbers(finding),
            SlackTime.time(finding.since()));
  }

  /** Title of the runbook, or the ids where this version has no such runbook. */
  String title(Finding.Key key) {
    return runbooks
        .get(key.runbook())
        .map(runbook -> Mrkdwn.escape(runbook.title(), 120))
        .orElseGet(() -> Mrkdwn.plain(key.toString(), 120));
  }

  /** What the rule says is the matter, if this version has it. */
  Optional<String> summary(Finding.Key key) {
    return runbooks
        .get(key.runbook())
        .flatMap((Runbook runbook) -> runbook.rule(key.rule()))
        .map(Rule::summary)
        .map(text -> Mrkdwn.escape(text, 300));
  }

  /** The numbers against the rule's bounds. */
  static String numbers(Finding finding) {
    return switch (finding.reading()) {
      case UsageReading usage ->
          "%s of %s, above %s for %s"
              .formatted(usage.ratio(), usage.limit(), usage.above(), Durations.text(usage.span()));
      case GrowthReading growth ->
          "grew %s in %s, more than %s, for %s; %s of %s used"
              .formatted(
                  growth.grown(),
                  Durations.text(growth.within()),
                  growth.moreThan(),
                  Durations.text(growth.span()),
                  growth.used(),
                  growth.limit());
      case OomKillReading kill ->
          "container %s killed for its memory %s, last at %s (exit code %d)"
              .formatted(
                  Mrkdwn.code(kill.kill().container(), 80),
                  Plural.times(kill.count()),
                  SlackTime.time(kill.kill().at()),
                  kill.kill().exitCode());
    };
  }
}
