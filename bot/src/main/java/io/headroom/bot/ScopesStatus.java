package io.headroom.bot;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.CheckReport.Usage;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.detect.ScopeCheck.Failing;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Place;
import io.headroom.infra.slack.render.BlockList;
import io.headroom.infra.slack.render.Durations;
import io.headroom.infra.slack.render.Mrkdwn;
import io.headroom.infra.slack.render.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The part of the status that tells of several scopes: one that is not watched is said first. */
record ScopesStatus(List<ScopeCheck> checks, Instant now) {

  private static final int HOTTEST = 10;
  private static final int NAME = 100;
  private static final int DETAIL = 250;

  /** Header, and a line for each scope, those in trouble first. */
  void add(BlockList blocks) {
    long overdue = checks.stream().filter(check -> check.overdue(now)).count();
    String services = Plural.of(seen().map(CheckReport::services).orElse(0), "service");
    if (overdue > 0) {
      blocks.header("Not watching %d of %d scopes".formatted(overdue, checks.size()));
      blocks.section(
          ("Each scope is checked every minute; of one that is not, nothing is known. The others"
                  + " have %s. Look at the log of the function CheckFleet and at the executions of"
                  + " the state machine CheckScopes.")
              .formatted(services));
    } else {
      blocks.header(
          "Watching %s in %d scopes".formatted(services, checks.size())
              + seen().map(StatusMessage::gaps).orElse(""));
    }
    blocks.section(
        checks.stream()
            .sorted(
                Comparator.comparing((ScopeCheck check) -> !check.overdue(now))
                    .thenComparing(check -> check.failing().isEmpty()))
            .map(this::line)
            .toList());
  }

  private String line(ScopeCheck check) {
    String last =
        check.last().map(report -> last(report, check.overdue(now))).orElse("*never checked*");
    String trouble =
        check
            .failing()
            .map(failing -> " · " + failing("failing", failing, now))
            .orElse(check.overdue(now) ? " · no check has come to its end since then" : "");
    return "• %s: %s%s"
        .formatted(
            Mrkdwn.code(check.scope().toString(), NAME),
            last,
            check.last().isEmpty() && check.failing().isEmpty() ? "" : trouble);
  }

  private String last(CheckReport report, boolean overdue) {
    Duration age = Duration.between(report.at(), now);
    return overdue
        ? "*last checked %s ago*".formatted(Durations.text(age))
        : "checked %s ago · %s · %s"
            .formatted(
                Durations.text(age),
                Plural.of(report.services(), "service"),
                StatusMessage.data(report, age));
  }

  /** {@code failing for 12 min: ACCESS_DENIED: …}, in bold what matters. */
  static String failing(String verb, Failing failing, Instant now) {
    Duration sinceLatest = Duration.between(failing.latest().at(), now);
    return "*%s for %s*%s: %s: %s"
        .formatted(
            verb,
            Durations.text(Duration.between(failing.since(), now)),
            sinceLatest.compareTo(ScopeCheck.LATE) > 0
                ? ", last tried %s ago".formatted(Durations.text(sinceLatest))
                : "",
            failing.latest().reason(),
            Mrkdwn.plain(failing.latest().detail(), DETAIL));
  }

  /**
   * What the scopes that are watched saw, as one report that names the place of each thing; empty
   * where none is.
   */
  Optional<CheckReport> seen() {
    List<ScopeCheck> fresh = checks.stream().filter(check -> !check.overdue(now)).toList();
    List<CheckReport> reports = fresh.stream().flatMap(check -> check.last().stream()).toList();
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CheckReport(
            reports.stream().map(CheckReport::at).min(Comparator.naturalOrder()).orElseThrow(),
            reports.stream().mapToInt(CheckReport::services).sum(),
            all(reports, CheckReport::withoutData),
            unread(fresh),
            placed(fresh, CheckReport::problems),
            all(reports, CheckReport::hottest).stream()
                .sorted(Comparator.comparing(Usage::ratio).reversed())
                .limit(HOTTEST)
                .toList(),
            placed(fresh, CheckReport::unknownRunbooks),
            reports.stream()
                .flatMap(report -> report.dataAge().stream())
                .max(Comparator.naturalOrder()),
            reports.stream().mapToInt(CheckReport::queries).sum(),
            reports.stream().mapToInt(CheckReport::calls).sum()));
  }

  private static <T> List<T> all(List<CheckReport> reports, Function<CheckReport, List<T>> part) {
    return reports.stream().map(part).flatMap(List::stream).toList();
  }

  private static List<String> placed(
      List<ScopeCheck> checks, Function<CheckReport, List<String>> part) {
    var all = new ArrayList<String>();
    for (ScopeCheck check : checks) {
      Place place = check.scope().place();
      check.last().map(part).orElse(List.of()).forEach(line -> all.add(place + ": " + line));
    }
    return all;
  }

  private static List<Unread> unread(List<ScopeCheck> checks) {
    var all = new ArrayList<Unread>();
    for (ScopeCheck check : checks) {
      Place place = check.scope().place();
      check
          .last()
          .map(CheckReport::unread)
          .orElse(List.of())
          .forEach(
              unread ->
                  all.add(
                      new Unread(
                          unread.what() + " in " + place, unread.reason(), unread.detail())));
    }
    return all;
  }
}
