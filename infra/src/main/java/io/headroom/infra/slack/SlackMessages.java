package io.headroom.infra.slack;

import io.headroom.infra.slack.render.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * Slack, as far as threads are written to it. Every method throws {@link SlackFailure} with a named
 * reason when Slack refuses or does not answer. Safe for use by several threads.
 */
public interface SlackMessages {

  /**
   * Posts a message.
   *
   * @param channel id of the channel
   * @param thread the parent's {@code ts} for a reply; empty for a message in the channel
   * @return the message's {@code ts}
   * @throws SlackFailure with {@link SlackFailure.Reason#MESSAGE_GONE} if Slack misses the parent;
   *     after {@link SlackFailure.Reason#NO_ANSWER} the message may have been posted or not
   */
  String post(String channel, Optional<String> thread, Message message, MessageTag tag);

  /**
   * Replaces a message's content.
   *
   * @param ts of the message
   * @throws SlackFailure with {@link SlackFailure.Reason#MESSAGE_GONE} if it was deleted or is not
   *     this app's to edit
   */
  void update(String channel, String ts, Message message, MessageTag tag);

  /**
   * Looks for a message by its tag, among a thread's replies or in the channel.
   *
   * @param thread the parent's {@code ts} to look among its replies
   * @param wanted its hash does not matter
   * @param since no message before this time is looked at
   * @return the latest one, with the hash that it carries
   */
  Optional<Posted> find(String channel, Optional<String> thread, MessageTag wanted, Instant since);
}
