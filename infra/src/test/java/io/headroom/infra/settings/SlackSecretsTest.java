package io.headroom.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.infra.log.DecisionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SlackSecretsTest {

  private static final String OLD = "{\"botToken\":\"xoxb-1-old\",\"signingSecret\":\"s1\"}";
  private static final String NEW = "{\"botToken\":\"xoxb-2-new\",\"signingSecret\":\"s2\"}";

  private final Deque<Supplier<String>> answers = new ArrayDeque<>();
  private final List<String> logged = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final SlackSecretSource source =
      new CachedSlackSecrets(
          new Answering(answers), "headroom/slack", () -> now, new DecisionLog(logged::add));

  @Test
  void isReadOnceInAWhile() {
    answers.add(() -> OLD);
    assertThat(source.get().botToken().reveal()).isEqualTo("xoxb-1-old");
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s1");
    assertThat(answers).isEmpty();
  }

  @Test
  void aRotatedSecretIsTakenUp() {
    answers.add(() -> OLD);
    answers.add(() -> NEW);
    source.get();
    now = now.plus(CachedSlackSecrets.KEPT);
    assertThat(source.get().botToken().reveal()).isEqualTo("xoxb-2-new");
  }

  @Test
  void theLastOneGoesOnWhileItCannotBeRead() {
    answers.add(() -> OLD);
    answers.add(SlackSecretsTest::denied);
    answers.add(() -> NEW);
    source.get();
    now = now.plus(Duration.ofMinutes(6));
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s1");
    assertThat(logged).singleElement().asString().contains("KEPT_OLD", "AccessDenied");
    now = now.plus(Duration.ofMinutes(6));
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s2");
  }

  @Test
  void whatIsMissingSaysHowToMakeIt() {
    answers.add(
        () -> {
          throw ResourceNotFoundException.builder().message("no such secret").build();
        });
    assertThatThrownBy(source::get)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("headroom/slack", "create-secret");
  }

  @Test
  void whatIsDeniedSaysWhichSecret() {
    answers.add(SlackSecretsTest::denied);
    assertThatThrownBy(source::get).hasMessageContainingAll("headroom/slack", "AccessDenied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xoxb-1-hidden",
        "[\"xoxb-1-hidden\"]",
        "{\"botToken\":\"xoxb-1-hidden\"}",
        "{\"botToken\":\"xoxb-1-hidden\",\"signingSecret\":\"\"}",
        "{\"botToken\":\"xoxb-1-hidden\",\"signingSecret\":{\"a\":\"hidden\"}}",
        "{\"botToken\":\"xoxp-1-hidden\",\"signingSecret\":\"hidden\"}",
        "{\"botToken\": xoxb-1-hidden\", oops",
      })
  void aWrongSecretIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> SlackSecrets.parse("headroom/slack", text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("headroom/slack")
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void printsAsDots() {
    assertThat(SlackSecrets.parse("headroom/slack", OLD).toString())
        .contains("•••")
        .doesNotContain("xoxb", "s1");
  }

  private static String denied() {
    throw SecretsManagerException.builder().message("AccessDenied").statusCode(403).build();
  }

  /** Secrets Manager as far as it is asked. */
  private record Answering(Deque<Supplier<String>> answers) implements SecretsManagerClient {

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
      return GetSecretValueResponse.builder().secretString(answers.remove().get()).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
