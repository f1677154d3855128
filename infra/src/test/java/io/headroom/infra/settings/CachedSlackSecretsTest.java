package io.headroom.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.infra.log.DecisionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

class CachedSlackSecretsTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final SecretsManagerDouble manager = new SecretsManagerDouble("xoxb-1-old", "s1");
  private final List<String> logged = new ArrayList<>();
  private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final SlackSecretSource source =
      new CachedSlackSecrets(manager, "headroom/slack", () -> now, new DecisionLog(logged::add));

  @Test
  void isReadOnceInAWhile() {
    assertThat(token(source.get())).isEqualTo("xoxb-1-old");
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s1");
    now = now.plus(CachedSecret.KEPT).minusMillis(1);
    source.get();
    assertThat(manager.reads()).isEqualTo(1);
  }

  @Test
  void aRotatedSecretIsTakenUp() {
    source.get();
    manager.rotate("xoxb-2-new", "s2");
    now = now.plus(CachedSecret.KEPT);
    assertThat(token(source.get())).isEqualTo("xoxb-2-new");
    assertThat(logged).singleElement().asString().contains("ROTATED").doesNotContain("xoxb", "s2");
  }

  @Test
  void theLastOneGoesOnWhileItCannotBeRead() {
    source.get();
    manager.denies();
    now = now.plus(Duration.ofMinutes(6));
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s1");
    assertThat(logged).singleElement().asString().contains("KEPT_OLD", "AccessDenied");
    manager.rotate("xoxb-2-new", "s2");
    now = now.plus(Duration.ofMinutes(6));
    assertThat(source.get().signingSecret().reveal()).isEqualTo("s2");
  }

  @Test
  void theLastOneGoesOnWhenARotationPutsSomethingElse() {
    source.get();
    manager.put("{\"botToken\":\"xoxb-2-hidden\"}");
    now = now.plus(Duration.ofMinutes(6));
    assertThat(token(source.get())).isEqualTo("xoxb-1-old");
    assertThat(logged)
        .singleElement()
        .asString()
        .contains("KEPT_OLD", "signingSecret")
        .doesNotContain("hidden");
  }

  @Test
  void oneThatIsRefusedIsReadAgainAtOnce() {
    SlackSecrets old = source.get();
    manager.rotate("xoxb-2-new", "s2");
    assertThat(token(source.renewed(old, AT_ONCE))).isEqualTo("xoxb-2-new");
    assertThat(token(source.get())).isEqualTo("xoxb-2-new");
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void notWhenItWasReadAMomentAgo() {
    SlackSecrets old = source.get();
    manager.rotate("xoxb-2-new", "s2");
    now = now.plusSeconds(29);
    assertThat(source.renewed(old, Duration.ofSeconds(30))).isEqualTo(old);
    now = now.plusSeconds(1);
    assertThat(token(source.renewed(old, Duration.ofSeconds(30)))).isEqualTo("xoxb-2-new");
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void aRefusalOfOneThatWasReplacedMeanwhileReadsNothing() {
    SlackSecrets old = source.get();
    manager.rotate("xoxb-2-new", "s2");
    source.renewed(old, AT_ONCE);
    assertThat(token(source.renewed(old, AT_ONCE))).isEqualTo("xoxb-2-new");
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void aRefusalWhileItCannotBeReadKeepsIt() {
    SlackSecrets old = source.get();
    manager.denies();
    assertThat(source.renewed(old, AT_ONCE)).isEqualTo(old);
  }

  @Test
  void ofManyThreadsThatAreRefusedOneReads() throws Exception {
    SlackSecrets old = source.get();
    manager.rotate("xoxb-2-new", "s2");
    now = now.plusSeconds(60);
    int threads = 16;
    var together = new CyclicBarrier(threads);
    Callable<SlackSecrets> refused =
        () -> {
          together.await();
          return source.renewed(old, AT_ONCE);
        };
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var calls = new ArrayList<Future<SlackSecrets>>();
      for (int i = 0; i < threads; i++) {
        calls.add(pool.submit(refused));
      }
      for (Future<SlackSecrets> call : calls) {
        assertThat(token(call.get())).isEqualTo("xoxb-2-new");
      }
    }
    assertThat(manager.reads()).isEqualTo(2);
  }

  @Test
  void whatIsMissingSaysHowToMakeIt() {
    manager.fails(ResourceNotFoundException.builder().message("no such secret").build());
    assertThatThrownBy(source::get)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("headroom/slack", "create-secret", "botToken");
  }

  @Test
  void whatIsMissingIsNotAskedForByEveryRequest() {
    manager.denies();
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(source::get).hasMessageContainingAll("headroom/slack", "AccessDenied");
    }
    assertThat(manager.reads()).isEqualTo(1);
    manager.rotate("xoxb-1-made", "s1");
    now = now.plus(CachedSecret.FAILED);
    assertThat(token(source.get())).isEqualTo("xoxb-1-made");
  }

  private static String token(SlackSecrets secrets) {
    return secrets.botToken().reveal();
  }
}
