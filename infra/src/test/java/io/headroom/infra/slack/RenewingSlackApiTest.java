package io.headroom.infra.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.IncidentId;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.SecretsManagerDouble;
import io.headroom.infra.slack.render.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotation of the bot token in the middle of calls, over HTTP. */
class RenewingSlackApiTest {

  private static final IncidentId ID = new IncidentId("checkout-api-20261121-1340-08f7");
  private static final MessageTag TAG = new MessageTag(ID, "parent", "h1");
  private static final Message MESSAGE = new Message("parent", "93% & climbing", List.of());

  private final ScriptedSlackApi api = new ScriptedSlackApi();
  private final SecretsManagerDouble manager = new SecretsManagerDouble("xoxb-1-old", "s1");
  private final List<String> logged = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final SlackMessages slack =
      new SlackApiMessages(
          new RenewingSlackApi(
              SlackClients.slack(Optional.of(api.url())),
              new CachedSlackSecrets(
                  manager, "headroom/slack", () -> now, new DecisionLog(logged::add))));

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "no_active_installation_for_app"
      })
  void aRefusedTokenIsReadAgainAndTheCallRepeatedWithTheNewOne(String error) {
    posted();
    manager.rotate("xoxb-2-new", "s2");
    now = now.plusSeconds(60);
    refused(error);
    api.answer(200, "{\"ok\":true,\"ts\":\"2.2\"}");

    assertThat(post()).isEqualTo("2.2");
    assertThat(tokens()).containsExactly("xoxb-1-old", "xoxb-1-old", "xoxb-2-new");
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void theSameTokenIsNotTriedTwice() {
    posted();
    now = now.plusSeconds(60);
    refused("token_revoked");

    assertThatThrownBy(this::post)
        .isInstanceOfSatisfying(
            SlackFailure.class,
            failure -> assertThat(failure.reason()).isEqualTo(SlackFailure.Reason.INVALID_AUTH));
    assertThat(tokens()).hasSize(2);
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void aNewTokenThatIsRefusedAsWellIsNotReadAThirdTime() {
    posted();
    manager.rotate("xoxb-2-new", "s2");
    now = now.plusSeconds(60);
    refused("token_revoked");
    refused("invalid_auth");

    assertThatThrownBy(this::post).hasMessageContainingAll("invalid_auth", "SlackSecret");
    assertThat(tokens()).containsExactly("xoxb-1-old", "xoxb-1-old", "xoxb-2-new");
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void otherRefusalsReadNothing() {
    posted();
    now = now.plusSeconds(60);
    refused("channel_not_found");

    assertThatThrownBy(this::post).hasMessageContaining("channel_not_found");
    assertThat(manager.reads()).isEqualTo(1);
  }

  @Test
  void callsOfManyThreadsGetThroughARotation() throws Exception {
    posted();
    manager.rotate("xoxb-2-new", "s2");
    now = now.plusSeconds(60);
    api.accepts("xoxb-2-new");
    int threads = 8;
    Callable<String> post = this::post;
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (Future<String> call : pool.invokeAll(Collections.nCopies(threads, post))) {
        assertThat(call.get()).isEqualTo("9.9");
      }
    }
    assertThat(manager.reads()).as("one of them has read it").isEqualTo(2);
    assertThat(tokens().stream().filter("xoxb-2-new"::equals)).hasSize(threads);
  }

  private void posted() {
    api.answer(200, "{\"ok\":true,\"ts\":\"1.1\"}");
    assertThat(post()).isEqualTo("1.1");
  }

  private void refused(String error) {
    api.answer(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error));
  }

  private String post() {
    return slack.post("C1", Optional.empty(), MESSAGE, TAG);
  }

  private List<String> tokens() {
    return api.calls().stream().map(call -> call.authorization().replace("Bearer ", "")).toList();
  }
}
