package io.headroom.infra.slack;

import com.slack.api.Slack;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.slack.render.Message;
import java.time.Instant;
import java.util.Optional;

/**
 * {@link SlackApiMessages} with the bot token as it is at each call, so that it is first read when
 * it is needed and a rotated one is taken up.
 */
public final class SecretSlackMessages implements SlackMessages {

  private final Slack slack;
  private final SlackSecretSource secrets;

  public SecretSlackMessages(Slack slack, SlackSecretSource secrets) {
    this.slack = slack;
    this.secrets = secrets;
  }

  @Override
  public String post(String channel, Optional<String> thread, Message message, MessageTag tag) {
    return messages().post(channel, thread, message, tag);
  }

  @Override
  public void update(String channel, String ts, Message message, MessageTag tag) {
    messages().update(channel, ts, message, tag);
  }

  @Override
  public Optional<Posted> find(
      String channel, Optional<String> thread, MessageTag wanted, Instant since) {
    return messages().find(channel, thread, wanted, since);
  }

  private SlackMessages messages() {
    return new SlackApiMessages(slack.methods(secrets.get().botToken().reveal()));
  }
}
