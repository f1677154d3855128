package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.headroom.core.runbook.RemedyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The app's secrets are rotated while people use it. */
class RotationTest {

  private static final String NEW_SECRET = "0123456789abcdef0123456789abcdef";
  private static final String HELP =
      "command=%2Fmemory&text=help&user_id=U0ANA&team_id=T0001&channel_id=C1&api_app_id=A1";

  private final BotWorld world = new BotWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRequestUnderTheNewSigningSecretIsTakenAtOnce() {
    assertThat(status(signedBy(SignedRequest.SECRET))).isEqualTo(200);
    world.secretsManager.rotate("xoxb-1-test", NEW_SECRET);
    pass(SignatureCheck.YOUNGEST.toSeconds());
    assertThat(status(signedBy(SignedRequest.SECRET)))
        .as("the old one goes on until the new one is seen")
        .isEqualTo(200);
    assertThat(status(signedBy(NEW_SECRET))).isEqualTo(200);
    assertThat(world.secretsManager.reads()).isEqualTo(2);
    pass(SignatureCheck.YOUNGEST.toSeconds());
    assertThat(status(signedBy(SignedRequest.SECRET))).as("no longer").isEqualTo(401);
  }

  @Test
  void aSecretReadAMomentAgoIsNotReadAgain() {
    assertThat(status(signedBy(SignedRequest.SECRET))).isEqualTo(200);
    world.secretsManager.rotate("xoxb-1-test", NEW_SECRET);
    pass(SignatureCheck.YOUNGEST.toSeconds() - 1);
    assertThat(status(signedBy(NEW_SECRET))).isEqualTo(401);
    pass(1);
    assertThat(status(signedBy(NEW_SECRET))).isEqualTo(200);
  }

  @Test
  void forgedRequestsDoNotMakeItAskSecretsManagerAtWill() {
    assertThat(status(signedBy(SignedRequest.SECRET))).isEqualTo(200);
    for (int second = 0; second < 120; second++) {
      pass(1);
      for (int i = 0; i < 20; i++) {
        assertThat(status(signedBy("guess-" + i))).isEqualTo(401);
      }
    }
    assertThat(world.secretsManager.reads()).isEqualTo(1 + 120 / 30);
  }

  @Test
  void whatIsNoSignatureAsksNothing() {
    assertThat(status(signedBy(SignedRequest.SECRET))).isEqualTo(200);
    pass(60);
    var odd = SignedRequest.of(HELP, world.realNow).header("x-slack-signature", "v0=forged");
    assertThat(status(odd.event())).isEqualTo(401);
    assertThat(world.secretsManager.reads()).isEqualTo(1);
  }

  @Test
  void forgedRequestsAtTheSameTimeLetNothingThrough() throws Exception {
    assertThat(status(signedBy(SignedRequest.SECRET))).isEqualTo(200);
    world.secretsManager.rotate("xoxb-1-test", NEW_SECRET);
    pass(60);
    var requests = new ArrayList<Callable<Integer>>();
    requests.addAll(Collections.nCopies(8, () -> status(signedBy("a guess"))));
    requests.addAll(Collections.nCopies(8, () -> status(signedBy(NEW_SECRET))));
    List<Integer> statuses = new ArrayList<>();
    try (var pool = Executors.newFixedThreadPool(16)) {
      for (Future<Integer> answer : pool.invokeAll(requests)) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses.subList(0, 8)).containsOnly(401);
    assertThat(statuses.subList(8, 16)).containsOnly(200);
    assertThat(world.secretsManager.reads()).isEqualTo(2);
  }

  @Test
  void aRevokedTokenIsReplacedWhileAConfirmationIsOpened() {
    world.choose("U0ANA", RemedyKind.SCALE_OUT);
    world.secretsManager.rotate("xoxb-2-new", SignedRequest.SECRET);
    world.slack.answers("views.open", 200, "{\"ok\":false,\"error\":\"token_revoked\"}");
    pass(60);
    assertThat(world.choose("U0ANA", RemedyKind.SCALE_OUT).status()).isEqualTo(200);
    assertThat(
            world.slack.calls().stream()
                .filter(call -> call.method().equals("views.open"))
                .map(SlackDouble.Call::token))
        .containsExactly("xoxb-1-test", "xoxb-1-test", "xoxb-2-new");
    assertThat(world.whispers()).isEmpty();
  }

  @Test
  void wordsOfSlackThatRepeatATokenAreMasked() {
    world.slack.answers("views.open", 200, "{\"ok\":false,\"error\":\"odd: xoxb-1-test\"}");
    world.choose("U0ANA", RemedyKind.SCALE_OUT);
    assertThat(world.whispers()).singleElement().asString().contains("•••").doesNotContain("xoxb");
    assertThat(world.logged.toString()).contains("NOT_OPENED").doesNotContain("xoxb");
  }

  private void pass(long seconds) {
    world.realNow = world.realNow.plusSeconds(seconds);
  }

  private int status(JsonObject event) {
    return world.send(event).status();
  }

  private JsonObject signedBy(String secret) {
    Instant at = world.realNow;
    return SignedRequest.of(HELP, at)
        .header("x-slack-signature", SignedRequest.signature(secret, at.getEpochSecond(), HELP))
        .event();
  }
}
