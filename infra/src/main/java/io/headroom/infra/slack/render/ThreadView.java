package io.headroom.infra.slack.render;

import java.util.List;

/**
 * How a thread should look.
 *
 * @param parent the message in the channel, edited in place
 * @param replies below it, in order of what happened; keys unique
 */
public record ThreadView(Message parent, List<Message> replies) {

  public ThreadView {
    replies = List.copyOf(replies);
  }
}
