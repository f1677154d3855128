package io.headroom.infra.slack.render;

import com.slack.api.model.block.LayoutBlock;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.remedy.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was kept before a remedy: what ECS forgets within the hour. */
final class EvidenceReply {

  private static final int MOST_STOPPED = 8;
  private static final int MOST_DEPLOYMENTS = 4;
  private static final int MOST_EVENTS = 6;
  private static final String ROW = "%-8s  %-9s  %4s  %s";

  private EvidenceReply() {}

  static List<LayoutBlock> blocks(Evidence evidence) {
    var blocks = new BlockList();
    blocks.section(
        "*Evidence kept*: %s, %s"
            .formatted(
                SituationText.usage(evidence.situation()),
                SituationText.trend(evidence.situation())));
    if (evidence.stopped().isEmpty()) {
      blocks.section("No task stopped within ECS's memory of about an hour.");
    } else {
      blocks.section(Mrkdwn.codeBlock(table(evidence.stopped()), 2_000));
    }
    blocks.section(listed("Deployments", evidence.deployments(), MOST_DEPLOYMENTS));
    blocks.section(
        listed(
            "Service events",
            evidence.events().stream()
                .map(event -> SlackTime.utc(event.at()) + "  " + event.message())
                .toList(),
            MOST_EVENTS));
    blocks.context(
        evidence.missing().stream()
            .map(missing -> "Could not be read: " + Mrkdwn.plain(missing, 300))
            .toList());
    return blocks.build();
  }

  private static String table(List<StoppedTask> stopped) {
    var rows = new ArrayList<String>();
    rows.add(ROW.formatted("task", "stopped", "exit", "why"));
    for (StoppedTask task : stopped.subList(0, Math.min(MOST_STOPPED, stopped.size()))) {
      rows.add(
          ROW.formatted(
              RemedyWords.shortened(task.id()),
              SlackTime.utc(task.stoppedAt()),
              exitCode(task).map(code -> String.format(Locale.ROOT, "%d", code)).orElse("–"),
              Mrkdwn.cut(why(task), 80)));
    }
    if (stopped.size() > MOST_STOPPED) {
      rows.add("… and %d more".formatted(stopped.size() - MOST_STOPPED));
    }
    return String.join("\n", rows);
  }

  private static Optional<Integer> exitCode(StoppedTask task) {
    return task.outOfMemory()
        .or(() -> task.exits().stream().filter(exit -> exit.exitCode().isPresent()).findFirst())
        .flatMap(StoppedTask.Exit::exitCode);
  }

  private static String why(StoppedTask task) {
    String why =
        task.outOfMemory()
            .map(exit -> exit.container() + ": " + exit.reason())
            .orElseGet(
                () -> task.stoppedReason().isBlank() ? task.stopCode() : task.stoppedReason());
    return why.replaceAll("\\s+", " ");
  }

  private static List<String> listed(String title, List<String> items, int most) {
    var lines = new ArrayList<String>();
    if (!items.isEmpty()) {
      lines.add("*" + title + "*");
    }
    items.stream().limit(most).forEach(item -> lines.add("• " + Mrkdwn.plain(item, 250)));
    if (items.size() > most) {
      lines.add("… and %d more".formatted(items.size() - most));
    }
    return lines;
  }
}
