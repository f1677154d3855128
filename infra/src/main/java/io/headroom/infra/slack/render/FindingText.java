package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.LeakReading;
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

  /** {@code *High memory usage* (SEV3): task 3f2a9c41, 93% of 512 MiB, above 80% …}. */
  String line(Finding finding) {
    return "*%s* (%s): %s %s"
        .formatted(
            title(finding.key()),
            finding.severity(),
            Mrkdwn.plain(finding.subject().toString(), 120),
            numbers(finding));
  }

  /** Title of the runbook, or the ids where this version has no such runbook. */
  String title(Finding.Key key) {
    return runbooks
        .get(key.runbook())
        .map(runbook -> Mrkdwn.plain(runbook.title(), 120))
        .orElseGet(() -> Mrkdwn.plain(key.toString(), 120));
  }

  /** What the rule says is the matter, if this version has it. */
  Optional<String> summary(Finding.Key key) {
    return runbooks
        .get(key.runbook())
        .flatMap((Runbook runbook) -> runbook.rule(key.rule()))
        .map(Rule::summary)
        .map(text -> Mrkdwn.sentence(text, 300));
  }

  /** The numbers against the rule's bounds, and since when. */
  private static String numbers(Finding finding) {
    String since = SlackTime.time(finding.since());
    return switch (finding.reading()) {
      case UsageReading usage ->
          "at %s of %s, above %s for %s, since %s"
              .formatted(
                  usage.ratio(), usage.limit(), usage.above(), Durations.text(usage.span()), since);
      case GrowthReading growth ->
          "grew %s in %s, more than %s, for %s, since %s; %s of %s used"
              .formatted(
                  growth.grown(),
                  Durations.text(growth.within()),
                  growth.moreThan(),
                  Durations.text(growth.span()),
                  since,
                  growth.used(),
                  growth.limit());
      case LeakReading leak ->
          "rose by %s an hour (%s to %s) over %s; %s of %s used, full in %s (%s to %s)"
              .formatted(
                  leak.growth().likely(),
                  leak.growth().low(),
                  leak.growth().high(),
                  Durations.text(leak.window()),
                  leak.used(),
                  leak.limit(),
                  Durations.text(leak.timeLeft().likely()),
                  Durations.text(leak.timeLeft().low()),
                  Durations.text(leak.timeLeft().high()));
      case OomKillReading kills ->
          "killed for its memory %s%s (exit code %d)"
              .formatted(
                  kills.count() == 1
                      ? "at "
                      : "%d times since %s, last at ".formatted(kills.count(), since),
                  SlackTime.time(kills.kill().at()),
                  kills.kill().exitCode());
    };
  }
}
