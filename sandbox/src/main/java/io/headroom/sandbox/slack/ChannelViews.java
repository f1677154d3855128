package io.headroom.sandbox.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies a channel out of the workspace. Expects the workspace's lock to be held. */
final class ChannelViews {

  private final Workspace workspace;

  ChannelViews(Workspace workspace) {
    this.workspace = workspace;
  }

  /** What people see in a channel; with a reader, also what only that person sees. */
  ChannelView of(StoredChannel channel, @Nullable String readerId) {
    List<SlackMessage> messages = new ArrayList<>();
    List<StoredMessage> own =
        channel.ephemerals.stream()
            .filter(each -> readerId != null && readerId.equals(each.visibleTo))
            .toList();
    Map<String, List<StoredMessage>> threads =
        Stream.concat(
                channel.messages.values().stream().filter(StoredMessage::isReply), own.stream())
            .filter(each -> each.threadTs != null)
            .collect(Collectors.groupingBy(each -> String.valueOf(each.threadTs)));
    for (StoredMessage message : channel.messages.values()) {
      if (!message.isReply()) {
        List<StoredMessage> replies = threads.getOrDefault(message.ts, List.of());
        messages.add(message.snapshot(workspace.userName(message.userId), snapshots(replies)));
      } else if (message.broadcast) {
        messages.add(message.snapshot(workspace.userName(message.userId), List.of()));
      }
    }
    messages.addAll(snapshots(own.stream().filter(each -> each.threadTs == null).toList()));
    messages.sort((a, b) -> Long.compare(MessageClock.micros(a.ts()), MessageClock.micros(b.ts())));
    return new ChannelView(channel.id(), channel.setup.name(), workspace.version(), messages);
  }

  private List<SlackMessage> snapshots(List<StoredMessage> messages) {
    return messages.stream()
        .sorted((a, b) -> Long.compare(MessageClock.micros(a.ts), MessageClock.micros(b.ts)))
        .map(message -> message.snapshot(workspace.userName(message.userId), List.of()))
        .toList();
  }
}
