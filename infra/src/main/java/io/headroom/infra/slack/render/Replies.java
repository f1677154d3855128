package io.headroom.infra.slack.render;

import com.slack.api.model.block.LayoutBlock;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.fleet.LimitKind;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The blocks of each reply. */
final class Replies {

  private final Incident incident;
  private final Runbooks runbooks;
  private final FindingText findings;

  Replies(Incident incident, Runbooks runbooks) {
    this.incident = incident;
    this.runbooks = runbooks;
    this.findings = new FindingText(runbooks);
  }

  List<LayoutBlock> detected(Detected event) {
    var blocks = new BlockList();
    var text = new RunbookText(incident);
    List<Runbook> involved = runbooksOf(event.findings());
    for (Runbook runbook : involved) {
      blocks.section(text.overview(runbook));
      blocks.section(text.remedies(runbook));
    }
    for (Runbook runbook : involved) {
      text.diagnosis(runbook).forEach(blocks::section);
    }
    List<LayoutBlock> built = blocks.build();
    return built.isEmpty()
        ? new BlockList().section("None of the runbooks at hand belongs to this finding.").build()
        : built;
  }

  List<LayoutBlock> findingAdded(FindingAdded event) {
    var lines = new ArrayList<String>();
    lines.add("*New finding:* " + findings.line(event.finding()));
    findings.summary(event.finding().key()).ifPresent(lines::add);
    return new BlockList().section(lines).build();
  }

  List<LayoutBlock> findingCleared(FindingCleared event) {
    return one("*Cleared:* " + findings.title(event.finding()) + " · " + rule(event.finding()));
  }

  List<LayoutBlock> oomKilled(OomKilled event) {
    OomKill kill = event.kill();
    boolean reserved = event.limitKind().filter(LimitKind.RESERVED::equals).isPresent();
    return new BlockList()
        .section(
            "*Out of memory:* container %s of task %s was killed%s (exit code %d)%s"
                .formatted(
                    Mrkdwn.code(kill.container(), 80),
                    Mrkdwn.code(RemedyWords.shortened(kill.task()), 20),
                    reserved ? "" : " at its limit of " + event.limit(),
                    kill.exitCode(),
                    reserved
                        ? ". It has no hard limit and reserves %s: look at what else runs on its instance"
                            .formatted(event.limit())
                        : ""))
        .context(Mrkdwn.code(kill.reason(), 500))
        .build();
  }

  List<LayoutBlock> verdict(Verdict verdict) {
    return one("Verdict · " + VerdictText.line(verdict));
  }

  List<LayoutBlock> acknowledged(Acknowledged event) {
    return one("*Acknowledged:* %s looks after it".formatted(Mrkdwn.person(event.by())));
  }

  List<LayoutBlock> remedyRequested(RemedyRequested event) {
    RemedyPlan plan = event.plan();
    String label = RemedyWords.label(plan.remedy().kind());
    return new BlockList()
        .section("*%s* requested by %s".formatted(label, Mrkdwn.person(event.by())))
        .section(plan.changes().stream().map(Replies::change).toList())
        .context(
            plan.warnings().stream().map(warning -> "Note: " + Mrkdwn.plain(warning, 300)).toList())
        .build();
  }

  List<LayoutBlock> progress(RemedyRun run) {
    return one(RunText.progress(run));
  }

  List<LayoutBlock> verification(VerificationResult result) {
    return one(
        "%s: %s %s"
            .formatted(
                VerificationText.state(result),
                VerificationText.numbers(result),
                VerificationText.bar(result)));
  }

  List<LayoutBlock> verified(Verified event) {
    return one(
        "*Verified:* the %s held. %s"
            .formatted(
                noun(event.remedy()), Headline.capital(VerificationText.numbers(event.result()))));
  }

  List<LayoutBlock> didNotHold(DidNotHold event) {
    return one(
        "*The %s did not hold*%s. %s"
            .formatted(
                noun(event.remedy()),
                VerificationText.reason(event.result().outcome()),
                Headline.capital(VerificationText.numbers(event.result()))));
  }

  List<LayoutBlock> remedyFailed(RemedyFailed event) {
    var blocks = new BlockList();
    blocks.section(
        "*The %s failed:* %s"
            .formatted(noun(event.remedy()), Mrkdwn.escape(event.reason().sentence())));
    if (!event.detail().isBlank()) {
      blocks.section(Mrkdwn.codeBlock(event.detail(), 1_000));
    }
    return blocks.build();
  }

  List<LayoutBlock> escalated(Escalated event) {
    String why =
        switch (event.cause()) {
          case TIME -> "nobody has acknowledged in time";
          case DID_NOT_HOLD -> "a remedy did not hold, or failed";
        };
    return one(
        "*Escalated, step %d:* %s (%s): %s"
            .formatted(
                event.step() + 1,
                Mrkdwn.plain(event.who(), 120),
                Mrkdwn.plain(event.contact(), 120),
                why));
  }

  List<LayoutBlock> paged(Paged event) {
    String who = incident.page(event.step()).map(page -> page.escalated().who()).orElse("somebody");
    String line = PagedText.line(event, Mrkdwn.plain(who, 120));
    return PagedText.quiet(event) ? new BlockList().context(line).build() : one(line);
  }

  List<LayoutBlock> severityRaised(SeverityRaised event) {
    String what =
        switch (event.sign()) {
          case TASK_CRASHED -> "task %s crashed";
          case HEALTH_CHECK_FAILED -> "task %s does not answer its health check";
        };
    String task = Mrkdwn.code(RemedyWords.shortened(event.task()), 20);
    return new BlockList()
        .section("*Now %s:* %s".formatted(event.severity(), what.formatted(task)))
        .context(event.detail().isBlank() ? List.of() : List.of(Mrkdwn.code(event.detail(), 500)))
        .build();
  }

  List<LayoutBlock> dataStopped(DataStopped event) {
    return one(
        "*No data since %s:* until there is, nothing here fires anew or clears"
            .formatted(SlackTime.time(event.since())));
  }

  List<LayoutBlock> dataResumed() {
    return one("*Data again:* the rules can see");
  }

  List<LayoutBlock> resolved(Resolved event) {
    String by = event.by().map(who -> ", by " + Mrkdwn.person(who)).orElse("");
    List<Runbook> involved = runbooksOf(incident.everFound());
    return new BlockList()
        .section(
            "*Resolved:* %s%s, after %s"
                .formatted(
                    Headline.why(event.why()), by, Durations.text(new Headline(incident).age())))
        .section(RunbookText.checklist("Afterwards", involved, Runbook::postIncident))
        .section(RunbookText.checklist("Prevention", involved, Runbook::prevention))
        .section(RunbookText.checklist("Evidence to keep", involved, Runbook::evidence))
        .build();
  }

  List<LayoutBlock> unknown(Unknown event) {
    return new BlockList()
        .context("An event of a newer version: " + Mrkdwn.code(event.type(), 80))
        .build();
  }

  private static List<LayoutBlock> one(String line) {
    return new BlockList().section(line).build();
  }

  private static String change(RemedyPlan.Change change) {
    return "• %s: %s → *%s*"
        .formatted(
            Mrkdwn.plain(change.what(), 120),
            Mrkdwn.plain(change.before(), 120),
            Mrkdwn.plain(change.after(), 120));
  }

  private static String rule(Finding.Key key) {
    return Mrkdwn.code(key.rule(), 60);
  }

  private String noun(String remedy) {
    return incident
        .remedy(remedy)
        .map(run -> RemedyWords.noun(run.plan().remedy().kind()))
        .orElse("remedy");
  }

  private List<Runbook> runbooksOf(List<Finding> found) {
    return found.stream()
        .map(finding -> finding.key().runbook())
        .distinct()
        .map(runbooks::get)
        .flatMap(Optional::stream)
        .toList();
  }
}
