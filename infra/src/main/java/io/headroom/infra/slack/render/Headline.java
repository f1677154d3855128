package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.runbook.RemedyKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What matters at three in the morning: how bad, which service, how long it lasts, what is done.
 */
public final class Headline {

  private final Incident incident;
  private final Latest latest;

  public Headline(Incident incident) {
    this.incident = incident;
    this.latest = Latest.of(incident);
  }

  /**
   * Plain: {@code SEV2 · shop/checkout-api · leak · 93% of 512 MiB}.
   *
   * @param service as people are to know it
   */
  String title(String service) {
    return incident
        .resolution()
        .map(how -> "Resolved: %s · %s".formatted(why(how.why()), service))
        .orElseGet(
            () -> "%s · %s%s · %s".formatted(incident.severity(), service, verdict(), usage()));
  }

  /** All of it on one plain line, for the notification on a locked phone. */
  public String notification(String service) {
    if (!incident.open()) {
      return "%s (%s)".formatted(title(service), incident.severity());
    }
    String trend =
        latest.verification().isPresent()
            ? ""
            : ", " + trend() + left().map(left -> "; " + VerdictText.left(left)).orElse("");
    return title(service) + trend + " · " + status(false);
  }

  /**
   * Plain: {@code climbing 12 MiB a minute; about 14 min to the limit}, or what was seen since the
   * remedy.
   */
  String trend() {
    if (latest.verification().isPresent()) {
      return VerificationText.readings(latest.verification().get());
    }
    String trend =
        left().isPresent()
            ? SituationText.pace(latest.situation())
            : SituationText.trend(latest.situation());
    return kills().isPresent() ? SituationText.usage(latest.situation()) + ", " + trend : trend;
  }

  /**
   * {@code restart in progress, 2 of 4 tasks}.
   *
   * @param markup whether people are mentioned; else this is plain text
   */
  public String status(boolean markup) {
    return switch (incident.phase()) {
      case OPEN -> "open" + opened(markup);
      case REQUESTED ->
          noun() + " requested" + run().map(run -> " by " + name(run.by(), markup)).orElse("");
      case REMEDYING ->
          noun()
              + " in progress"
              + run()
                  .filter(run -> run.of() > 0)
                  .map(run -> ", %d of %s".formatted(run.done(), Plural.of(run.of(), "task")))
                  .orElse("");
      case VERIFYING ->
          "verifying"
              + latest
                  .verification()
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

  /** The same beginning with a capital letter. */
  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String why(Resolved.Why why) {
    return switch (why) {
      case VERIFIED -> "verified";
      case CLEARED -> "cleared by itself";
      case SERVICE_GONE -> "the service was deleted";
      case IGNORED -> "not watched any more, by its tag headroom:ignore";
      case OUT_OF_SCOPE -> "not watched any more, by the parameters Clusters and Scopes";
    };
  }

  /** The time left that the verdict tells. */
  private Optional<TimeLeft> left() {
    return incident
        .verdict()
        .flatMap(
            verdict -> verdict instanceof Verdict.Leak leak ? leak.timeLeft() : Optional.empty());
  }

  private String verdict() {
    Verdict.Kind kind = incident.verdictKind();
    return kind == Verdict.Kind.UNKNOWN ? "" : " · " + VerdictText.word(kind);
  }

  private String usage() {
    if (latest.verification().isPresent()) {
      return latest
          .verification()
          .flatMap(VerificationResult::peak)
          .map(peak -> "peak %s since the %s".formatted(peak, noun()))
          .orElse("no metrics since the " + noun());
    }
    return kills()
        .map(kill -> "out of memory, killed " + Plural.times(kill.count()))
        .orElseGet(() -> SituationText.usage(latest.situation()));
  }

  /** The kills that the worst finding counts, if it is one of those. */
  private Optional<OomKillReading> kills() {
    return incident.worstFinding().reading() instanceof OomKillReading kill
        ? Optional.of(kill)
        : Optional.empty();
  }

  private String opened(boolean markup) {
    Optional<RemedyRun> last = run();
    if (last.isPresent()) {
      String outcome = last.get().failure().isPresent() ? " failed" : " did not hold";
      return " again: the " + noun() + outcome;
    }
    return incident
        .acknowledged()
        .map(acknowledged -> ", " + name(acknowledged.by(), markup) + " looks after it")
        .orElse(", nobody has acknowledged it");
  }

  private static String name(Actor who, boolean markup) {
    return markup ? Mrkdwn.person(who) : who.name();
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
