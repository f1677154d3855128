package io.headroom.sandbox;

import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.SlackMessage;
import io.headroom.sandbox.slack.ThreadText;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Prints a channel as it grows: each message once, and of an edited one the lines that are new. */
public final class ThreadPrinter {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintStream out;
  private final LocalSlack slack;
  private final String channel;
  private final Function<SlackMessage, String> label;
  private final int mostLines;
  private final Map<String, Set<String>> printed = new HashMap<>();

  ThreadPrinter(PrintStream out, LocalSlack slack, String channel) {
    this(out, slack, channel, parent -> "", Integer.MAX_VALUE);
  }

  /**
   * @param channel id of the channel
   * @param label what stands before the lines of a thread, by its parent message
   * @param mostLines of one message
   */
  public ThreadPrinter(
      PrintStream out,
      LocalSlack slack,
      String channel,
      Function<SlackMessage, String> label,
      int mostLines) {
    this.out = out;
    this.slack = slack;
    this.channel = channel;
    this.label = label;
    this.mostLines = mostLines;
  }

  /** Prints what is new since the last call. */
  public void print(Instant now) {
    for (SlackMessage parent : slack.channel(channel).messages()) {
      String before = label.apply(parent);
      print(parent, before, now);
      parent.replies().forEach(reply -> print(reply, before + "    ", now));
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
    for (String line : cut(fresh)) {
      out.println(time + mark + indent + line);
      time = "     ";
      mark = "   ";
    }
    out.flush();
  }

  private List<String> cut(List<String> lines) {
    if (lines.size() <= mostLines) {
      return lines;
    }
    var cut = new ArrayList<>(lines.subList(0, mostLines));
    cut.add("... and %d lines more".formatted(lines.size() - mostLines));
    return cut;
  }
}
