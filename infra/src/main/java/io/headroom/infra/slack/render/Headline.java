package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.Situation;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.runbook.RemedyKind;
import java.time.Duration;
import java.util.Optional;

/**
 * What matters at three in the morning: how bad, which service, how long it lasts, what is done.
 */
final class Headline {

  private final Incident incident;

  Headline(Incident incident) {
    this.incident = incident;
  }

  /** Plain: {@code SEV2 · shop/checkout-api · 93% of 512 MiB}. */
  String title() {
    return incident
        .resolution()
        .map(how -> "Resolved: %s · %s".formatted(why(how.why()), incident.service()))
        .orElseGet(
            () -> "%s · %s · %s".formatted(incident.severity(), incident.service(), usage()));
  }

  /** All of it on one plain line, for the notification on a locked phone. */
  String notification() {
    return incident.open()
        ? "%s, %s · %s".formatted(title(), trend(), status(false))
        : "%s (%s)".formatted(title(), incident.severity());
  }

  /** Plain: {@code climbing 12 MiB a minute; about 14 min to the limit}. */
  String trend() {
    return verification()
        .map(
            result ->
                result
                    .peak()
                    .map(peak -> "peak %s since the remedy".formatted(peak))
                    .orElse("no metrics since the remedy yet"))
        .orElseGet(() -> SituationText.trend(now()));
  }

  /**
   * {@code restart in progress, 2 of 4 tasks}.
   *
   * @param markup whether people are mentioned; else this is plain text
   */
  String status(boolean markup) {
    return switch (incident.phase()) {
      case OPEN -> "open" + opened(markup);
      case REQUESTED -> noun() + " requested";
      case REMEDYING ->
          noun()
              + " in progress"
              + run()
                  .filter(run -> run.of() > 0)
                  .map(run -> ", %d of %s".formatted(run.done(), Plural.of(run.of(), "task")))
                  .orElse("");
      case VERIFYING ->
          "verifying"
              + verification()
                  .map(result -> " " + Durations.progress(result.watched(), result.holdFor()))
                  .orElse(" the " + noun());
      case VERIFIED -> "verified";
      case RESOLVED ->
          "resolved" + incident.resolution().map(how -> ": " + why(how.why())).orElse("");
    };
  }

  /** How long the incident has been, or was, open. */
  Duration age() {
    return Duration.between(
        incident.openedAt(), incident.resolvedAt().orElseGet(incident::changedAt));
  }

  static String why(Resolved.Why why) {
    return switch (why) {
      case VERIFIED -> "verified";
      case CLEARED -> "cleared by itself";
      case SERVICE_GONE -> "the service was deleted";
    };
  }

  private String usage() {
    if (verification().isEmpty()
        && incident.worstFinding().reading() instanceof OomKillReading kill) {
      return "out of memory, killed " + Plural.times(kill.count());
    }
    return SituationText.usage(now());
  }

  private String opened(boolean markup) {
    Optional<RemedyRun> last = incident.lastRemedy();
    if (last.isPresent()) {
      RemedyRun run = last.get();
      String outcome = run.failure().isPresent() ? " failed" : " did not hold";
      return " again: " + RemedyWords.noun(run.plan().remedy().kind()) + outcome;
    }
    return incident
        .acknowledged()
        .map(
            acknowledged ->
                markup
                    ? ", " + Mrkdwn.person(acknowledged.by()) + " looks after it"
                    : ", acknowledged")
        .orElse(", nobody has acknowledged it");
  }

  private Situation now() {
    return Latest.of(incident).situation();
  }

  private Optional<VerificationResult> verification() {
    return switch (incident.phase()) {
      case VERIFYING, VERIFIED -> run().flatMap(RemedyRun::verification);
      case OPEN, REQUESTED, REMEDYING, RESOLVED -> Optional.empty();
    };
  }

  private Optional<RemedyRun> run() {
    return incident.lastRemedy();
  }

  private String noun() {
    return run()
        .map(run -> run.plan().remedy().kind())
        .map((RemedyKind kind) -> RemedyWords.noun(kind))
        .orElse("remedy");
  }
}
