package io.headroom.sandbox;

import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.SlackMessage;
import io.headroom.sandbox.slack.ThreadText;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Prints a channel as it grows: each message once, and of an edited one the lines that are new. */
final class ThreadPrinter {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final LocalSlack slack;
  private final String channel;
  private final Map<String, Set<String>> printed = new HashMap<>();

  ThreadPrinter(PrintStream out, LocalSlack slack, String channel) {
    this.out = out;
    this.slack = slack;
    this.channel = channel;
  }

  /** Prints what is new since the last call. */
  void print(Instant now) {
    for (SlackMessage parent : slack.channel(channel).messages()) {
      print(parent, "", now);
      parent.replies().forEach(reply -> print(reply, "    ", now));
    }
  }

  private void print(SlackMessage message, String indent, Instant now) {
    List<String> lines = ThreadText.render(message, slack::nameOf).lines().toList();
    boolean edited = printed.containsKey(message.ts());
    Set<String> before = printed.getOrDefault(message.ts(), Set.of());
    printed.put(message.ts(), new HashSet<>(lines));
    List<String> fresh =
        edited ? lines.stream().filter(line -> !before.contains(line)).toList() : lines;
    String time = MINUTE.format(edited ? now : message.at());
    String mark = edited ? " ~ " : " + ";
    for (String line : fresh) {
      out.println(time + mark + indent + line);
      time = "     ";
      mark = "   ";
    }
    out.flush();
  }
}
