package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.methods.MethodsClient;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.Responders;
import io.headroom.infra.slack.InMemoryThreadBook;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.SlackClients;
import io.headroom.infra.slack.ThreadRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackRespondersTest {

  private static final Actor ANA = new Actor("U0ANA", "ana");
  private static final Actor BOB = new Actor("U0BOB", "bob");

  private static final IncidentId INCIDENT = IncidentExamples.ID;

  private final InMemoryThreadBook threads = new InMemoryThreadBook();
  private final SlackDouble slack = new SlackDouble();
  private final MethodsClient methods =
      SlackClients.methods("xoxb-1-test", Optional.of(slack.apiUrl().toString()));
  private Instant now = Instant.parse("2031-01-01T00:00:00Z");

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void membersOfTheUserGroupMayAct() {
    slack.answers("usergroups.users.list", 200, "{\"ok\":true,\"users\":[\"U0ANA\"]}");
    Responders group = responders(Optional.of("S0123456789"));
    assertThat(group.mayAct(ANA, INCIDENT)).isTrue();
    assertThat(group.mayAct(BOB, INCIDENT)).isFalse();
    assertThat(slack.calls("usergroups.users.list"))
        .singleElement()
        .asString()
        .contains("usergroup=S0123456789");
  }

  @Test
  void theListIsReadAgainAfterAMinute() {
    slack.answers("usergroups.users.list", 200, "{\"ok\":true,\"users\":[\"U0ANA\"]}");
    slack.answers("usergroups.users.list", 200, "{\"ok\":true,\"users\":[\"U0BOB\"]}");
    Responders group = responders(Optional.of("S0123456789"));
    assertThat(group.mayAct(BOB, INCIDENT)).isFalse();
    now = now.plus(SlackResponders.KEPT).minusMillis(1);
    assertThat(group.mayAct(BOB, INCIDENT)).isFalse();
    now = now.plusMillis(1);
    assertThat(group.mayAct(BOB, INCIDENT)).isTrue();
    assertThat(group.mayAct(ANA, INCIDENT)).isFalse();
  }

  @Test
  void withoutAGroupTheMembersOfTheChannelMayActPageByPage() {
    slack.answers(
        "conversations.members",
        200,
        "{\"ok\":true,\"members\":[\"U0ANA\"],\"response_metadata\":{\"next_cursor\":\"abc=\"}}");
    slack.answers(
        "conversations.members",
        200,
        "{\"ok\":true,\"members\":[\"U0BOB\"],\"response_metadata\":{\"next_cursor\":\"\"}}");
    Responders channel = responders(Optional.empty());
    assertThat(channel.mayAct(ANA, INCIDENT)).isTrue();
    assertThat(channel.mayAct(BOB, INCIDENT)).isTrue();
    assertThat(slack.calls("conversations.members")).hasSize(2);
    assertThat(slack.calls("conversations.members").get(1)).contains("cursor=abc=");
  }

  @Test
  void whoActsIsInTheChannelThatTheThreadIsIn() {
    var other = new IncidentId("cart-20261121-1200-0001");
    threads.save(
        new ThreadRecord(other, "C0TEAM", Optional.empty(), 0, 1, Map.of(), Optional.empty()));
    slack.answers("conversations.members", 200, "{\"ok\":true,\"members\":[\"U0BOB\"]}");
    slack.answers("conversations.members", 200, "{\"ok\":true,\"members\":[\"U0ANA\"]}");
    Responders channel = responders(Optional.empty());
    assertThat(channel.mayAct(BOB, other)).isTrue();
    assertThat(channel.mayAct(BOB, INCIDENT)).as("he is not in that one").isFalse();
    assertThat(channel.mayAct(ANA, INCIDENT)).isTrue();
    assertThat(slack.calls("conversations.members")).hasSize(2);
    assertThat(slack.calls("conversations.members").get(0)).contains("channel=C0TEAM");
    assertThat(slack.calls("conversations.members").get(1)).contains("channel=C0123456789");
  }

  @Test
  void aListThatCannotBeReadLetsNobodyActAndSaysWhy() {
    Responders group = responders(Optional.of("S0123456789"));
    slack.answers("usergroups.users.list", 200, "{\"ok\":false,\"error\":\"missing_scope\"}");
    assertThatThrownBy(() -> group.mayAct(ANA, INCIDENT))
        .isInstanceOf(Responders.Unreadable.class)
        .hasMessageContainingAll("usergroups.users.list of S0123456789", "missing_scope");
    slack.answers("usergroups.users.list", 500, "{}");
    assertThatThrownBy(() -> group.mayAct(ANA, INCIDENT)).hasMessageContaining("HTTP status 500");
    slack.answers("usergroups.users.list", 200, "{\"ok\":true,\"users\":[\"U0ANA\"]}");
    assertThat(group.mayAct(ANA, INCIDENT)).isTrue();
  }

  @Test
  void anOldListIsNotUsedWhileItCannotBeReadAgain() {
    slack.answers("usergroups.users.list", 200, "{\"ok\":true,\"users\":[\"U0ANA\"]}");
    Responders group = responders(Optional.of("S0123456789"));
    assertThat(group.mayAct(ANA, INCIDENT)).isTrue();
    now = now.plus(Duration.ofMinutes(2));
    slack.close();
    assertThatThrownBy(() -> group.mayAct(ANA, INCIDENT)).hasMessageContaining("no answer");
  }

  private Responders responders(Optional<String> group) {
    return new SlackResponders(SlackApi.of(methods), group, threads, "C0123456789", () -> now);
  }
}
