package io.headroom.bot;

import com.slack.api.model.block.LayoutBlock;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.ServiceNote.Origin;
import io.headroom.core.watch.ServiceNote.RuleNote;
import io.headroom.core.watch.Source;
import io.headroom.core.watch.WatchReason;
import io.headroom.infra.slack.render.BlockList;
import io.headroom.infra.slack.render.Mrkdwn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code /memory service NAME}: how a service is watched, from where its numbers come, what is
 * missing, and which threshold of which rule holds for it.
 *
 * @param name as it was typed
 * @param notes of the services of that name
 * @param severalPlaces whether account and Region are to be told
 */
record ServiceMessage(String name, List<ServiceNote> notes, boolean severalPlaces) {

  /** Services of one name that are shown; more are only named. */
  private static final int MOST_SHOWN = 3;

  private static final int MOST_NAMED = 20;
  private static final int LONGEST = 255;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  List<LayoutBlock> blocks() {
    var blocks = new BlockList();
    if (notes.isEmpty()) {
      return blocks
          .section(
              "No service %s is known. Type its name, or cluster and name as in `shop/cart`. A new service is known after a check or two; one with the tag `%s` is not watched."
                  .formatted(Mrkdwn.code(name, LONGEST), Tags.IGNORE))
          .build();
    }
    if (notes.size() > MOST_SHOWN) {
      return blocks
          .section(
              "%d services are called %s. Type the cluster as well: %s"
                  .formatted(
                      notes.size(),
                      Mrkdwn.code(name, LONGEST),
                      String.join(
                          ", ",
                          notes.stream()
                              .limit(MOST_NAMED)
                              .map(note -> Mrkdwn.code(named(note.service()), LONGEST))
                              .toList())))
          .build();
    }
    notes.forEach(note -> add(blocks, note));
    return blocks.build();
  }

  private void add(BlockList blocks, ServiceNote note) {
    blocks.header(named(note.service()));
    note.noDataSince()
        .ifPresent(
            since ->
                blocks.section(
                    "*No data since %s:* no rule about its memory fires anew or clears."
                        .formatted(time(since))));
    blocks.section(watched(note));
    blocks.section(sources(note));
    blocks.section(rules(note));
    var wrong = new ArrayList<String>();
    note.problems().forEach(problem -> wrong.add("• " + Mrkdwn.escape(problem)));
    if (!wrong.isEmpty()) {
      wrong.addFirst("*Tags that set nothing*");
      blocks.section(wrong);
    }
    blocks.context("As of " + time(note.at()) + "; thresholds and sources are current.");
  }

  private String named(ServiceId id) {
    return severalPlaces ? id.inPlace() : id.toString();
  }

  private static List<String> watched(ServiceNote note) {
    String usage =
        note.usage().map(ratio -> "It used %s of its limit then. ".formatted(ratio)).orElse("");
    return List.of(
        usage + "Limit %s: %s.".formatted(note.limit(), Mrkdwn.escape(note.limitOf())),
        how(note.reason()));
  }

  private static String how(WatchReason reason) {
    return switch (reason) {
      case OPEN_INCIDENT -> "CloudWatch is asked each minute: an incident is open.";
      case NEAR -> "CloudWatch is asked each minute: it is near a threshold.";
      case CLIMBING -> "CloudWatch is asked each minute: it climbs towards a threshold.";
      case NEW -> "CloudWatch is asked each minute for a quarter of an hour: it is new here.";
      case IDLE -> "CloudWatch is not asked: it should have no task and has none.";
      case QUIET ->
          "CloudWatch is asked every 5 minutes, for every minute: it is far from any threshold.";
    };
  }

  private static List<String> sources(ServiceNote note) {
    var lines = new ArrayList<String>();
    lines.add("*Sources*");
    note.perTask()
        .ifPresent(
            source ->
                lines.add(
                    "• memory of each task%s: %s"
                        .formatted(
                            source == Source.APPLICATION ? "" : " and container", source.words())));
    lines.add(
        "• memory of the service: %s, since %s"
            .formatted(note.source().words(), time(note.sourceSince())));
    note.applications().forEach(line -> lines.add("• " + Mrkdwn.escape(line)));
    note.missing().forEach(line -> lines.add("• missing: " + Mrkdwn.escape(line)));
    return lines;
  }

  private static List<String> rules(ServiceNote note) {
    var lines = new ArrayList<String>();
    lines.add("*Rules*");
    for (RuleNote rule : note.rules()) {
      String from =
          rule.origin() == Origin.TAG
              ? "tag `%s%s`".formatted(Tags.PREFIX, rule.rule())
              : "runbook";
      lines.add(
          "• `%s` of %s: %s, from the %s"
              .formatted(rule.rule(), rule.runbook(), rule.threshold(), from));
    }
    return lines;
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
