package io.headroom.core.runbook;

import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A runbook as text, by section, one line per entry: for tests that look for words. */
final class SeedSections {

  private SeedSections() {}

  static Map<String, List<String>> of(Runbook runbook) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    sections.put(
        "head",
        List.of(
            "%s (%s) %s %s: %s"
                .formatted(
                    runbook.severity(),
                    runbook.seedSeverity(),
                    Types.kebab(runbook.appliesTo()),
                    runbook.seed(),
                    runbook.summary())));
    sections.put("symptoms", runbook.symptoms());
    sections.put("impact", runbook.impact());
    sections.put("causes", runbook.causes());
    sections.put("rules", runbook.rules().stream().map(SeedSections::rule).toList());
    sections.put("diagnosis", runbook.diagnosis().stream().map(Step::toString).toList());
    sections.put("remedies", runbook.remedies().stream().map(SeedSections::remedy).toList());
    sections.put("verification", List.of(verification(runbook.verification())));
    sections.put("escalate-when", runbook.escalateWhen());
    sections.put("escalation", runbook.escalation().stream().map(SeedSections::rung).toList());
    sections.put("evidence", runbook.evidence());
    sections.put("post-incident", runbook.postIncident());
    sections.put("prevention", runbook.prevention());
    sections.put("readings", runbook.readings());
    sections.put("background", background(runbook.background()));
    return sections;
  }

  private static String rule(Rule rule) {
    String condition =
        switch (rule) {
          case UsageRule r ->
              "%s above %s for %s, clears below %s for %s"
                  .formatted(
                      r.of(),
                      new Ratio(r.above()),
                      time(r.forAtLeast()),
                      new Ratio(r.clearBelow()),
                      time(r.clearFor()));
          case GrowthRule r ->
              "%s grows more than %s within %s for %s while above %s"
                  .formatted(
                      r.of(),
                      r.moreThan(),
                      time(r.within()),
                      time(r.forAtLeast()),
                      new Ratio(r.whileAbove()));
          case LeakRule r -> "%s leaks while above %s".formatted(r.of(), new Ratio(r.whileAbove()));
          case RateRule r ->
              "%s above %.0f/s within %s for %s"
                  .formatted(r.of(), r.abovePerSecond(), time(r.within()), time(r.forAtLeast()));
          case OomKilledRule r -> "%d OOM kill within %s".formatted(r.count(), time(r.within()));
          case RestartsRule r -> "%d restarts within %s".formatted(r.count(), time(r.within()));
        };
    return "%s %s %s: %s".formatted(rule.severity(), rule.id(), condition, rule.summary());
  }

  private static String remedy(RemedyOption remedy) {
    return "%s %s".formatted(remedy.kind().word(), remedy);
  }

  private static String verification(Verification v) {
    return "below %s, growth below %s within %s, for %s, no OOM kills %s; %s"
        .formatted(
            new Ratio(v.below()),
            v.growthBelow(),
            time(v.growthWithin()),
            time(v.holdFor()),
            v.noOomKills(),
            v.steps());
  }

  private static String rung(EscalationStep step) {
    return "after %s %s by %s when %s"
        .formatted(time(step.after()), step.who(), step.contact(), step.when());
  }

  private static List<String> background(Background background) {
    return Stream.of(
            background.recoveryTime().map(SeedSections::recovery).stream(),
            background.owner().map(owner -> "owner " + owner).stream(),
            background.sloImpact().stream(),
            background.relatedMetrics().stream().map(m -> m.metric() + " = " + m.meaning()),
            background.logEvents().stream(),
            background.metricsToTrack().stream(),
            background.longTerm().stream(),
            background.resources().stream(),
            background.provenance().stream())
        .flatMap(lines -> lines)
        .toList();
  }

  private static String recovery(RecoveryTime time) {
    return "recovery in %s to %s".formatted(time(time.atLeast()), time(time.atMost()));
  }

  private static String time(Duration time) {
    return time.toMinutes() % 60 == 0 && !time.isZero()
        ? time.toHours() + "h"
        : time.toMinutes() + "m";
  }
}
