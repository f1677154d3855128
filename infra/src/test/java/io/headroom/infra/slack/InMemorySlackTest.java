package io.headroom.infra.slack;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

class InMemorySlackTest extends SlackMessagesContract {

  private final InMemorySlack slack = new InMemorySlack("C0ALERTS");

  @Override
  protected SlackMessages slack() {
    return slack;
  }

  @Override
  protected String channel() {
    return "C0ALERTS";
  }

  @Override
  protected Instant now() {
    return InMemorySlack.START;
  }

  @Override
  protected void delete(String channel, String ts) {
    slack.delete(ts);
  }

  @Override
  protected List<String> texts(String channel) {
    return slack.messages().stream()
        .filter(standing -> standing.channel().equals(channel))
        .sorted(Comparator.comparing(InMemorySlack.Standing::ts))
        .map(standing -> standing.message().text())
        .toList();
  }
}
