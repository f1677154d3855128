package io.headroom.sandbox.slack;

import java.util.List;

/**
 * A channel as it is set up.
 *
 * @param id such as {@code C0ALERTS}
 * @param name without the leading {@code #}
 * @param isPrivate needs {@code groups:*} scopes, and is not found by a bot that is not a member
 * @param archived takes no messages
 * @param members user ids; the bot is a member when its user id is one of them
 */
public record SlackChannel(
    String id, String name, boolean isPrivate, boolean archived, List<String> members) {

  public SlackChannel {
    members = List.copyOf(members);
  }

  /** A public channel with these members. */
  public static SlackChannel open(String id, String name, List<String> members) {
    return new SlackChannel(id, name, false, false, members);
  }
}
