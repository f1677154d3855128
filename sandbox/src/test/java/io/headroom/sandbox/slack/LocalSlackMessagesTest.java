package io.headroom.sandbox.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.SlackApiMessages;
import io.headroom.infra.slack.SlackClients;
import io.headroom.infra.slack.SlackMessages;
import io.headroom.infra.slack.SlackMessagesContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** The product's way into Slack, over HTTP into the local one. */
class LocalSlackMessagesTest extends SlackMessagesContract {

  private static final Instant NOW = Instant.parse("2026-11-21T13:40:00Z");

  private final LocalSlack slack =
      LocalSlack.start(
          LocalSlackConfig.builder().messageClock(new ManualClock(NOW)).limitPosts(false).build());
  private final MethodsClient methods =
      SlackClients.methods("xoxb-local-token", Optional.of(slack.apiUrl().toString()));

  @AfterEach
  void stop() {
    slack.close();
  }

  @Override
  protected SlackMessages slack() {
    return new SlackApiMessages(SlackApi.of(methods));
  }

  @Override
  protected String channel() {
    return "C0ALERTS";
  }

  @Override
  protected Instant now() {
    return NOW;
  }

  @Override
  protected void delete(String channel, String ts) {
    try {
      methods.chatDelete(request -> request.channel(channel).ts(ts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SlackApiException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected List<String> texts(String channel) {
    return slack.channel(channel).messages().stream()
        .flatMap(parent -> Stream.concat(Stream.of(parent), parent.replies().stream()))
        .sorted(Comparator.comparing(SlackMessage::ts))
        .map(SlackMessage::text)
        .toList();
  }
}
