package io.headroom.infra.slack.render;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.Finding.RateReading;
import io.headroom.core.detect.Finding.RestartsReading;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The message that the thread hangs on: the state now and what can be done; then how it ended. */
final class ParentMessage {

  private static final int MOST_FINDINGS = 6;

  /** A phone shows about forty characters of code in a line, the scale included. */
  private static final int COLUMNS = 30;

  private final Incident incident;
  private final Runbooks runbooks;
  private final RenderContext context;
  private final Headline headline;
  private final FindingText findings;

  ParentMessage(Incident incident, Runbooks runbooks, RenderContext context) {
    this.incident = incident;
    this.runbooks = runbooks;
    this.context = context;
    this.headline = new Headline(incident);
    this.findings = new FindingText(runbooks);
  }

  Message message() {
    BlockList blocks = new BlockList().header(headline.title(service()));
    if (incident.open()) {
      open(blocks);
    } else {
      over(blocks);
    }
    String text = Mrkdwn.plain(headline.notification(service()), SlackLimits.FALLBACK);
    return new Message(Message.PARENT, text, blocks.build());
  }

  private String service() {
    return context.name(incident.service());
  }

  private void open(BlockList blocks) {
    Latest latest = Latest.of(incident);
    incident.verdict().ifPresent(verdict -> blocks.section(VerdictText.line(verdict)));
    blocks.section(
        "*%s* · *%s*".formatted(Headline.capital(headline.trend()), headline.status(true)));
    if (latest.situation().recent().stream().anyMatch(Optional::isPresent)) {
      blocks.section(Mrkdwn.codeBlock(chart(latest), 400));
    }
    incident
        .noDataSince()
        .ifPresent(since -> blocks.section("*No data since %s*".formatted(SlackTime.time(since))));
    blocks.context(
        "Hottest task in the hour until %s, when %s"
            .formatted(SlackTime.time(latest.at()), SituationText.tasks(latest.situation())));
    blocks.section(listed(incident.findings()));
    blocks.context(facts());
    var buttons = new Buttons(incident, context);
    blocks.actions(buttons.elements());
    var lines = new ArrayList<>(buttons.explanations());
    lines.addAll(buttons.refusals());
    blocks.context(lines);
  }

  private void over(BlockList blocks) {
    String until = incident.resolvedAt().map(at -> ", until " + SlackTime.time(at)).orElse("");
    blocks.section("Open for %s%s".formatted(Durations.text(headline.age()), until));
    blocks.section(incident.remedies().stream().map(run -> "• " + RunText.story(run)).toList());
    blocks.section(listed(incident.everFound()));
    blocks.context(facts());
  }

  private List<String> listed(List<Finding> found) {
    var lines = new ArrayList<String>();
    found.stream()
        .limit(MOST_FINDINGS)
        .forEach(finding -> lines.add("• " + findings.line(finding)));
    if (found.size() > MOST_FINDINGS) {
      lines.add("… and %d more".formatted(found.size() - MOST_FINDINGS));
    }
    return lines;
  }

  private List<String> facts() {
    var lines = new ArrayList<String>();
    ServiceId service = incident.service();
    incident.owner().ifPresent(owner -> lines.add("Owner: " + Mrkdwn.owner(owner)));
    lines.add(service.account() + " · " + service.region() + console());
    lines.add(
        "%s · opened %s · %s"
            .formatted(
                incident.severity(),
                SlackTime.dayAndTime(incident.openedAt()),
                Mrkdwn.code(incident.id().value(), 310)));
    if (!incident.oomKills().isEmpty()) {
      lines.add("Killed for memory since it opened: " + Plural.times(incident.oomKills().size()));
    }
    escalation().ifPresent(lines::add);
    return lines;
  }

  private Optional<String> escalation() {
    return incident.events().reversed().stream()
        .flatMap(
            recorded ->
                recorded.event() instanceof Escalated escalated
                    ? Stream.of(escalated)
                    : Stream.of())
        .findFirst()
        .map(
            last ->
                "Escalated to %s (%s)"
                    .formatted(Mrkdwn.plain(last.who(), 120), Mrkdwn.plain(last.contact(), 120)));
  }

  private String console() {
    if (!context.consoleLinks()) {
      return "";
    }
    return " · " + Mrkdwn.link(ConsoleLink.url(incident.service()), "ECS console");
  }

  private String chart(Latest latest) {
    OptionalDouble threshold = threshold(incident.worstFinding());
    return threshold.isPresent()
        ? Sparkline.chart(latest.situation().recent(), threshold.getAsDouble(), COLUMNS)
        : Sparkline.line(latest.situation().recent(), COLUMNS);
  }

  /** The worst finding's own threshold, else the one below which its runbook calls it well. */
  private OptionalDouble threshold(Finding finding) {
    return switch (finding.reading()) {
      case UsageReading usage when usage.of() == Metric.MEMORY ->
          OptionalDouble.of(usage.above().value());
      case UsageReading other -> verifiedBelow(finding);
      case GrowthReading growth -> verifiedBelow(finding);
      case LeakReading leak -> verifiedBelow(finding);
      case RateReading rate -> verifiedBelow(finding);
      case OomKillReading kill -> verifiedBelow(finding);
      case RestartsReading restarts -> verifiedBelow(finding);
    };
  }

  private OptionalDouble verifiedBelow(Finding finding) {
    return runbooks
        .get(finding.key().runbook())
        .map((Runbook runbook) -> OptionalDouble.of(runbook.verification().below()))
        .orElse(OptionalDouble.empty());
  }
}
