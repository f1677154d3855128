package io.headroom.bot;

import com.slack.api.model.block.LayoutBlock;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.infra.slack.render.BlockList;
import io.headroom.infra.slack.render.Durations;
import io.headroom.infra.slack.render.Headline;
import io.headroom.infra.slack.render.Mrkdwn;
import io.headroom.infra.slack.render.Plural;
import io.headroom.infra.slack.render.SlackTime;
import io.headroom.infra.slack.render.Sparkline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code /memory status}: first whether all is watched. Silence is never green: a check that is
 * late and how much cannot be seen stand at the top, in the largest letters that Slack has.
 *
 * @param checks of each scope, one at least
 */
record StatusMessage(List<ScopeCheck> checks, List<Incident> open, ThreadLinks links, Instant now) {

  private static final int MOST_INCIDENTS = 10;
  private static final int MOST_OF_A_KIND = 6;
  private static final int COLUMNS = 30;

  /** In a chart's line, and elsewhere; names may be 255 long each. */
  private static final int SHORT_NAME = 48;

  private static final int NAME = 100;

  /** The message; at most about a dozen blocks. */
  List<LayoutBlock> blocks() {
    var blocks = new BlockList();
    Optional<CheckReport> seen;
    if (several()) {
      var scopes = new ScopesStatus(checks, now);
      scopes.add(blocks);
      seen = scopes.seen();
    } else {
      seen = checks.getFirst().last();
      one(blocks, checks.getFirst());
    }
    incidents(blocks);
    seen.ifPresent(report -> unseen(blocks, report));
    seen.ifPresent(report -> details(blocks, report));
    return blocks.build();
  }

  private boolean several() {
    return checks.size() > 1;
  }

  private void one(BlockList blocks, ScopeCheck check) {
    if (check.last().isPresent()) {
      checked(blocks, check.last().get(), check.overdue(now));
    } else {
      blocks.header("Nothing is watched: no check has run yet");
      blocks.section(
          "Checks start each minute once Headroom is deployed. If this stays, look at the log of"
              + " the function CheckFleet and at its schedule.");
    }
    check
        .failing()
        .ifPresent(
            failing ->
                blocks.section(ScopesStatus.failing("Checks have been failing", failing, now)));
  }

  private void checked(BlockList blocks, CheckReport report, boolean late) {
    Duration age = Duration.between(report.at(), now);
    if (late) {
      blocks.header("Not watching: the last check was %s ago".formatted(Durations.text(age)));
      blocks.section(
          ("Checks come each minute; the last one, of %s, was at %s. What follows is from"
                  + " then, and says nothing of now. Look at the log of the function CheckFleet.")
              .formatted(
                  Plural.of(report.services(), "service"), SlackTime.dayAndTime(report.at())));
    } else {
      blocks.header(
          "Watching %s".formatted(Plural.of(report.services(), "service")) + gaps(report));
    }
    blocks.section("Checked %s ago · %s".formatted(Durations.text(age), data(report, age)));
  }

  static String gaps(CheckReport report) {
    int missing = report.withoutData().size() + report.unread().size();
    return missing == 0 ? "" : ", but not all: %d cannot be seen".formatted(missing);
  }

  /** The report says how old the data was when the check ran; it has aged since. */
  static String data(CheckReport report, Duration age) {
    return report
        .dataAge()
        .map(old -> "data up to %s old".formatted(Durations.text(old.plus(age))))
        .orElse("*no data from any service*");
  }

  private void unseen(BlockList blocks, CheckReport report) {
    blocks.section(
        listed("Not read", report.unread(), unread -> name(unread.what()) + why(unread)));
    blocks.section(listed("Without data", report.withoutData(), service -> name(service(service))));
    blocks.section(listed("Problems", report.problems(), problem -> Mrkdwn.plain(problem, 250)));
    blocks.section(
        listed("Tag names no runbook", report.unknownRunbooks(), tag -> Mrkdwn.plain(tag, 250)));
  }

  private String service(ServiceId service) {
    return several() ? service.inPlace() : service.toString();
  }

  private static String name(String clusterOrService) {
    return Mrkdwn.code(clusterOrService, NAME);
  }

  private static String why(Unread unread) {
    return " (%s: %s)".formatted(unread.reason(), Mrkdwn.plain(unread.detail(), 150));
  }

  private static <T> List<String> listed(String title, List<T> all, Function<T, String> line) {
    if (all.isEmpty()) {
      return List.of();
    }
    Stream<String> shown = all.stream().limit(MOST_OF_A_KIND).map(each -> "• " + line.apply(each));
    Stream<String> more =
        all.size() > MOST_OF_A_KIND
            ? Stream.of("• … and %d more".formatted(all.size() - MOST_OF_A_KIND))
            : Stream.of();
    return Stream.of(Stream.of("*%s (%d)*".formatted(title, all.size())), shown, more)
        .flatMap(Function.identity())
        .toList();
  }

  private void incidents(BlockList blocks) {
    if (open.isEmpty()) {
      blocks.section("*No open incidents*");
      return;
    }
    var lines = new ArrayList<String>();
    lines.add("*%s*".formatted(Plural.of(open.size(), "open incident")));
    open.stream()
        .sorted(
            Comparator.comparing(Incident::severity).reversed().thenComparing(Incident::openedAt))
        .limit(MOST_INCIDENTS)
        .map(this::line)
        .forEach(lines::add);
    if (open.size() > MOST_INCIDENTS) {
      lines.add("• … and %d more".formatted(open.size() - MOST_INCIDENTS));
    }
    blocks.section(lines);
  }

  private String line(Incident incident) {
    var headline = new Headline(incident);
    return "• *%s* · %s · %s · for %s · %s"
        .formatted(
            Mrkdwn.plain(service(incident.service()), NAME),
            incident.severity(),
            headline.status(true),
            Durations.text(Duration.between(incident.openedAt(), now)),
            links.of(incident.id()));
  }

  private void details(BlockList blocks, CheckReport report) {
    if (!report.hottest().isEmpty()) {
      blocks.section("*Nearest to the limit*");
      blocks.section(
          Mrkdwn.codeBlock(
              String.join("\n", report.hottest().stream().map(this::hot).toList()), 2_900));
    }
    blocks.context(
        "The check asked for %s in %s"
            .formatted(Plural.of(report.queries(), "metric"), Plural.of(report.calls(), "call")));
  }

  /** {@code 93% ▃▃▄▄·▅▆▆▇ shop/checkout-api}, last hour. */
  private String hot(CheckReport.Usage usage) {
    return "%-4s %s %s"
        .formatted(
            usage.ratio(),
            Sparkline.line(usage.recent(), COLUMNS),
            Mrkdwn.cut(service(usage.service()), several() ? NAME : SHORT_NAME));
  }
}
