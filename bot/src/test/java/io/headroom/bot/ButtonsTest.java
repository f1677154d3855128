package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.Responders;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.log.EmbeddedMetrics;
import io.headroom.infra.slack.render.Actions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonsTest {

  private final BotWorld world = new BotWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aClickIsAnEventAndNothingElse() {
    acknowledged(world.press(RemedyKind.RESTART));
    assertThat(world.incident().phase()).isEqualTo(Phase.REQUESTED);
    assertThat(world.incident().lastRemedy().orElseThrow().by().id()).isEqualTo("U0ANA");
    assertThat(world.slack.calls()).as("the thread shows it, through the store").isEmpty();
    assertThat(world.outcomes()).containsExactly("ACCEPTED");
    assertThat(world.logged.getFirst())
        .contains(
            "\"incident\":\"%s\"".formatted(BotWorld.incidentId()),
            "\"service\":\"%s\"".formatted(IncidentExamples.CHECKOUT),
            "\"user\":\"U0ANA\"",
            "\"requestId\":\"");
    assertThat(EmbeddedMetrics.of(world.logged.getFirst()))
        .containsOnly(
            entry("Headroom/Clicks{FunctionName=test}", 1L),
            entry("Headroom/Refused{FunctionName=test}", 0L));
    assertThat(world.answered).hasSize(1);
    assertThat(EmbeddedMetrics.of(world.answered.getFirst()))
        .containsOnlyKeys("Headroom/AnswerMilliseconds{FunctionName=test}");
  }

  @Test
  void aClickThatIsDeliveredTwiceCountsOnce() {
    String value = world.click(RemedyKind.RESTART);
    acknowledged(world.press("U0ANA", Actions.remedy(RemedyKind.RESTART), value));
    acknowledged(world.press("U0ANA", Actions.remedy(RemedyKind.RESTART), value));
    assertThat(world.requests()).isEqualTo(1);
    assertThat(world.whispers()).isEmpty();
  }

  @Test
  void aPersonWhoMayNotIsToldSo() {
    acknowledged(
        world.press("U0BOB", Actions.remedy(RemedyKind.RESTART), world.click(RemedyKind.RESTART)));
    refused(Refusal.NOT_ALLOWED);
  }

  @Test
  void whileThePeopleCannotBeReadNobodyMayAndIsToldWhy() {
    world.responders =
        (person, incident) -> {
          throw new Responders.Unreadable("Slack does not say who may: missing_scope", null);
        };
    acknowledged(world.press(RemedyKind.RESTART));
    assertThat(world.whispers()).singleElement().asString().contains("missing_scope");
    assertThat(world.requests()).isZero();
    assertThat(world.outcomes()).containsExactly("RESPONDERS_UNREADABLE");
  }

  @Test
  void aButtonOfAResolvedIncidentSaysSo() {
    String value = world.click(RemedyKind.RESTART);
    world.write("resolved", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
    acknowledged(world.press("U0ANA", Actions.remedy(RemedyKind.RESTART), value));
    refused(Refusal.INCIDENT_RESOLVED);
  }

  @Test
  void aButtonThatWasReplacedSaysSo() {
    String value = world.click(RemedyKind.RESTART);
    world.offer();
    acknowledged(world.press("U0ANA", Actions.remedy(RemedyKind.RESTART), value));
    refused(Refusal.OFFER_REPLACED);
  }

  @Test
  void aRemedyThatIsOffSaysWhyWithItsDetailEscaped() {
    acknowledged(world.press(RemedyKind.RAISE_LIMIT));
    refused(Refusal.LARGEST_SIZE);
    assertThat(world.whispers().getFirst()).endsWith("(120 GiB of &lt;16 vCPU&gt;)");
  }

  @Test
  void anIncidentThatIsNotThereSaysSo() {
    acknowledged(
        world.press("U0ANA", "headroom.remedy.restart", "v1|gone-20260101-0000-0000|2|restart"));
    refused(Refusal.INCIDENT_UNKNOWN);
  }

  @Test
  void remediesThatAreSwitchedOffSaySo() {
    try (var off = new BotWorld(false)) {
      acknowledged(off.press(RemedyKind.RESTART));
      assertThat(off.whispers()).containsExactly(Refusal.REMEDIES_OFF.sentence());
      assertThat(off.requests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v2|x|1|restart", "v1|x|0|restart", "v1|x|1|reboot", "v1|<!here>|1|restart"})
  void aValueOfAnotherVersionIsNotGuessedAt(String value) {
    acknowledged(world.press("U0ANA", "headroom.remedy.restart", value));
    assertThat(world.whispers()).containsExactly(Answers.OTHER_VERSION);
    assertThat(world.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"headroom.silence", "headroom.moreover", "other", "headroom.remedy"})
  void anUnknownButtonSaysSo(String action) {
    acknowledged(world.press("U0ANA", action, "x"));
    assertThat(world.whispers()).containsExactly(Answers.OTHER_VERSION);
    assertThat(world.outcomes()).containsExactly("UNKNOWN_BUTTON");
  }

  @Test
  void anAnswerThatCannotBeGivenDoesNotUndoTheDecision() {
    world.slack.answers("respond", 500, "no");
    acknowledged(world.press(RemedyKind.RAISE_LIMIT));
    assertThat(world.outcomes()).containsExactly("LARGEST_SIZE", "NOT_SAID");
  }

  @Test
  void aStoreThatFailsIsToldToThePerson() {
    world.store.beforeWrite =
        () -> {
          throw new IllegalArgumentException("DynamoDB is away");
        };
    acknowledged(world.press(RemedyKind.RESTART));
    assertThat(world.whispers())
        .singleElement()
        .asString()
        .contains("Headroom failed")
        .doesNotContain("DynamoDB");
    assertThat(world.logged.getLast()).contains("FAILED", "DynamoDB is away");
    assertThat(EmbeddedMetrics.of(world.logged.getLast()))
        .containsOnly(entry("Headroom/Failures{FunctionName=test}", 1L));
  }

  @Test
  void anEntryOfTheMenuIsConfirmedInAModal() {
    acknowledged(world.choose("U0ANA", RemedyKind.SCALE_OUT));
    assertThat(world.requests()).as("not before it is confirmed").isZero();
    String opened = world.slack.calls("views.open").getFirst();
    assertThat(opened)
        .contains("trigger_id=1.2.3", "tasks: 4 old → 4 new", "Connections to the old tasks")
        .contains(world.click(RemedyKind.SCALE_OUT));
    UrlAnswer closed = world.submit("U0ANA", world.click(RemedyKind.SCALE_OUT));
    acknowledged(closed);
    assertThat(world.requests()).isEqualTo(1);
    assertThat(world.outcomes()).containsExactly("ASKED_TO_CONFIRM", "ACCEPTED");
  }

  @Test
  void aModalThatIsSubmittedTwiceCountsOnce() {
    String value = world.click(RemedyKind.SCALE_OUT);
    acknowledged(world.submit("U0ANA", value));
    acknowledged(world.submit("U0ANA", value));
    assertThat(world.requests()).isEqualTo(1);
  }

  @Test
  void aModalThatComesTooLateShowsWhy() {
    String value = world.click(RemedyKind.SCALE_OUT);
    world.offer();
    UrlAnswer answer = world.submit("U0ANA", value);
    assertThat(answer.status()).isEqualTo(200);
    JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
    assertThat(json.get("response_action").getAsString()).isEqualTo("update");
    assertThat(json.getAsJsonObject("view").has("submit")).isFalse();
    assertThat(answer.body()).contains(Refusal.OFFER_REPLACED.sentence());
    assertThat(world.requests()).isZero();
  }

  @Test
  void aModalOfAPersonWhoMayNotShowsWhy() {
    UrlAnswer answer = world.submit("U0BOB", world.click(RemedyKind.SCALE_OUT));
    assertThat(answer.body()).contains(Refusal.NOT_ALLOWED.sentence());
    assertThat(world.requests()).isZero();
  }

  @Test
  void whatIsRefusedOpensNoModal() {
    acknowledged(world.choose("U0BOB", RemedyKind.SCALE_OUT));
    assertThat(world.slack.calls("views.open")).isEmpty();
    refused(Refusal.NOT_ALLOWED);
  }

  @Test
  void aModalThatSlackDoesNotOpenIsToldToThePerson() {
    world.slack.answers("views.open", 200, "{\"ok\":false,\"error\":\"expired_trigger_id\"}");
    acknowledged(world.choose("U0ANA", RemedyKind.SCALE_OUT));
    assertThat(world.whispers()).singleElement().asString().contains("expired_trigger_id");
    world.slack.answers("views.open", 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
    acknowledged(world.choose("U0ANA", RemedyKind.SCALE_OUT));
    assertThat(world.whispers()).hasSize(2);
    assertThat(world.requests()).isZero();
  }

  @Test
  void acknowledgingIsAnEventOnce() {
    acknowledged(world.press("U0ANA", Actions.ACKNOWLEDGE, BotWorld.acknowledge()));
    acknowledged(world.press("U0ANA", Actions.ACKNOWLEDGE, BotWorld.acknowledge()));
    assertThat(world.incident().acknowledged().orElseThrow().by().name()).isEqualTo("ana");
    assertThat(world.incident().events()).hasSize(3);
    assertThat(world.outcomes()).containsExactly("ACKNOWLEDGED", "ACKNOWLEDGED");
  }

  @Test
  void acknowledgingIsForThoseWhoMay() {
    acknowledged(world.press("U0BOB", Actions.ACKNOWLEDGE, BotWorld.acknowledge()));
    assertThat(world.incident().acknowledged()).isEmpty();
    assertThat(world.whispers()).containsExactly(Refusal.NOT_ALLOWED.sentence());
  }

  private static void acknowledged(UrlAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  private void refused(Refusal why) {
    assertThat(world.whispers()).singleElement().asString().startsWith(why.sentence());
    assertThat(world.outcomes()).containsExactly(why.name());
    assertThat(EmbeddedMetrics.of(world.logged.getFirst()))
        .containsEntry("Headroom/Refused{FunctionName=test}", 1L);
    assertThat(world.requests()).isZero();
  }
}
