package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.Finding.RateReading;
import io.headroom.core.detect.Finding.RestartsReading;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.fleet.Ending;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Subject;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A finding in a line: which rule of which runbook, the numbers, since when. */
public final class FindingText {

  /** A time as Slack shows it to each in their own zone, with what stands in for it. */
  private static final Pattern MARKED_TIME = Pattern.compile("<!date\\^[^|>]*\\|([^>]*)>");

  private final Runbooks runbooks;

  public FindingText(Runbooks runbooks) {
    this.runbooks = runbooks;
  }

  /** The same without markup and with times in UTC, for a terminal. */
  public String plain(Finding finding) {
    return MARKED_TIME.matcher(line(finding)).replaceAll("$1").replace("*", "");
  }

  /**
   * As markup: {@code *High memory usage* (SEV3): task 3f2a9c41 at 93% of 512 MiB, above 80% …}.
   */
  String line(Finding finding) {
    return "*%s* (%s): %s".formatted(title(finding.key()), finding.severity(), sentence(finding));
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

  /** Whose it is, the numbers against the rule's bounds, and since when. */
  private static String sentence(Finding finding) {
    String since = SlackTime.time(finding.since());
    String subject = Mrkdwn.plain(finding.subject().toString(), 120);
    return switch (finding.reading()) {
      case UsageReading usage ->
          "%s at %s of %s%s, above %s for %s, since %s"
              .formatted(
                  of(usage.of()) + subject,
                  usage.ratio(),
                  usage.of() == Metric.MEMORY ? "" : "its ",
                  usage.limit(),
                  usage.above(),
                  Durations.text(usage.span()),
                  since);
      case GrowthReading growth ->
          "%s grew %s in %s, more than %s, for %s, since %s; %s of %s used"
              .formatted(
                  of(growth.of()) + subject,
                  growth.grown(),
                  Durations.text(growth.within()),
                  growth.moreThan(),
                  Durations.text(growth.span()),
                  since,
                  growth.used(),
                  growth.limit());
      case LeakReading leak ->
          "%s rose by %s an hour (%s to %s) over %s; %s of %s used, full in %s (%s to %s)"
              .formatted(
                  subject,
                  leak.growth().likely(),
                  leak.growth().low(),
                  leak.growth().high(),
                  Durations.text(leak.window()),
                  leak.used(),
                  leak.limit(),
                  Durations.text(leak.timeLeft().likely()),
                  Durations.text(leak.timeLeft().low()),
                  Durations.text(leak.timeLeft().high()));
      case RateReading rate ->
          "%s %s times a second on average over %s, more than %s, for %s, since %s"
              .formatted(
                  ran(rate, finding.subject(), subject),
                  number(rate.perSecond()),
                  Durations.text(rate.within()),
                  number(rate.abovePerSecond()),
                  Durations.text(rate.span()),
                  since);
      case OomKillReading kills ->
          "%s killed for its memory %s%s (exit code %d)"
              .formatted(
                  subject,
                  kills.count() == 1
                      ? "at "
                      : "%d times since %s, last at ".formatted(kills.count(), since),
                  SlackTime.time(kills.kill().at()),
                  kills.kill().exitCode());
      case RestartsReading restarts ->
          "%s ended by %s in %s, last %s at %s: %s"
              .formatted(
                  Plural.of(restarts.count(), "task"),
                  restarts.count() == 1 ? "itself" : "themselves",
                  Durations.text(restarts.within()),
                  subject,
                  SlackTime.time(restarts.last().at()),
                  ending(restarts.last().ending()));
    };
  }

  private static String of(Metric metric) {
    return switch (metric) {
      case MEMORY -> "";
      case HEAP -> "heap of ";
      case SWAP -> "swap of ";
    };
  }

  private static String ran(RateReading rate, Subject subject, String name) {
    String whose = subject.equals(Subject.SERVICE) ? "" : " of " + name;
    return switch (rate.of()) {
      case GC -> "GC%s ran".formatted(whose);
    };
  }

  /** {@code 14} or {@code 0.4}: one decimal below ten. */
  private static String number(double perSecond) {
    boolean whole = perSecond >= 10 || perSecond == Math.rint(perSecond);
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", perSecond);
  }

  private static String ending(Ending ending) {
    return switch (ending) {
      case OUT_OF_MEMORY -> "out of memory";
      case CRASHED -> "it crashed";
      case EXITED -> "it exited";
      case FAILED_TO_START -> "it failed to start";
      case UNHEALTHY -> "it did not answer its health check";
      case HOST_LOST -> "its host was lost";
      case REPLACED -> "it was replaced";
      case STOPPED_BY_REQUEST -> "somebody stopped it";
      case CAPACITY_TAKEN_BACK -> "AWS took its capacity back";
      case UNKNOWN -> "ECS does not say why";
    };
  }
}
