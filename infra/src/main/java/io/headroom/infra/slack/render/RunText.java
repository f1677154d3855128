package io.headroom.infra.slack.render;

import io.headroom.core.incident.RemedyRun;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.VerificationResult;
import java.time.Duration;
import java.time.Instant;

/** How far a remedy has come, in markup. */
final class RunText {

  private RunText() {}

  static String label(RemedyRun run) {
    return RemedyWords.label(run.plan().remedy().kind());
  }

  /** {@code *Restart* by @mara, 13:41: verified: peak 41% …}: its whole story in a line. */
  static String story(RemedyRun run) {
    String outcome =
        run.failure()
            .map(RunText::failed)
            .or(() -> run.verification().map(RunText::verified))
            .orElseGet(() -> run.succeededAt().isPresent() ? "done, not verified" : "not finished");
    return "*%s* by %s, %s: %s"
        .formatted(label(run), Mrkdwn.person(run.by()), SlackTime.time(run.requestedAt()), outcome);
  }

  /** {@code *Restart* in progress ▓▓▓▓▓░░░░░ 2 of 4 tasks}: the line that is edited in place. */
  static String progress(RemedyRun run) {
    if (run.failure().isPresent()) {
      return "*%s* failed %s %d of %s"
          .formatted(label(run), bar(run), run.done(), Plural.of(run.of(), "task"));
    }
    if (run.succeededAt().isPresent()) {
      return "*%s* done %s %s, in %s"
          .formatted(
              label(run),
              ProgressBar.of(1, 1),
              Plural.of(run.of(), "task"),
              took(run.startedAt().orElse(run.requestedAt()), run.succeededAt().get()));
    }
    return run.of() == 0
        ? "*%s* started %s ECS has been asked".formatted(label(run), bar(run))
        : "*%s* in progress %s %d of %s"
            .formatted(label(run), bar(run), run.done(), Plural.of(run.of(), "task"));
  }

  private static String failed(FailureReason reason) {
    return "failed: " + Mrkdwn.escape(reason.sentence());
  }

  private static String verified(VerificationResult result) {
    return "%s%s: %s"
        .formatted(
            VerificationText.state(result),
            VerificationText.reason(result.outcome()),
            VerificationText.numbers(result));
  }

  private static String bar(RemedyRun run) {
    return ProgressBar.of(run.done(), run.of());
  }

  private static String took(Instant from, Instant to) {
    return Durations.text(Duration.between(from, to));
  }
}
