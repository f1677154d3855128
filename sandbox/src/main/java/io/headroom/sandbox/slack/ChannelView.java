package io.headroom.sandbox.slack;

import java.util.List;

/**
 * A channel as people see it, at one moment.
 *
 * @param id of the channel
 * @param name without {@code #}
 * @param version of this Slack when it was taken: anything changed since gives a higher one
 * @param messages oldest first; replies are inside their parent, broadcast replies here as well
 */
public record ChannelView(String id, String name, long version, List<SlackMessage> messages) {

  public ChannelView {
    messages = List.copyOf(messages);
  }
}
