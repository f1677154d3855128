package io.headroom.sandbox.slack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A channel and what was written in it. Guarded by the workspace's lock. */
final class StoredChannel {

  final SlackChannel setup;
  final Set<String> members;

  /** By the microseconds of their ts, so in the order people see them. */
  final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();

  final List<StoredMessage> ephemerals = new ArrayList<>();

  StoredChannel(SlackChannel setup) {
    this.setup = setup;
    this.members = new LinkedHashSet<>(setup.members());
  }

  String id() {
    return setup.id();
  }

  boolean isDirect() {
    return id().startsWith("D");
  }

  @Nullable StoredMessage find(@Nullable String ts) {
    return ts == null || !MessageClock.isTs(ts) ? null : messages.get(MessageClock.micros(ts));
  }

  List<StoredMessage> replies(String parentTs) {
    return messages.values().stream()
        .filter(message -> message.isReply() && parentTs.equals(message.threadTs))
        .toList();
  }
}
