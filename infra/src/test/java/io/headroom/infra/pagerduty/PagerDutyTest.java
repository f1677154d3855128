package io.headroom.infra.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.port.Pager;
import io.headroom.core.port.Pager.Answer;
import io.headroom.core.port.PagerContract;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSecret;
import io.headroom.infra.settings.PagerDutySecret;
import io.headroom.infra.settings.SecretsManagerDouble;
import io.headroom.infra.slack.render.IncidentStory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what each of PagerDuty's answers is taken for. */
class PagerDutyTest extends PagerContract {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String NEW_KEY = "fedcba9876543210fedcba9876543210";

  private final PagerDutyDouble pagerDuty = new PagerDutyDouble(KEY);
  private final SecretsManagerDouble manager = new SecretsManagerDouble(KEY);
  private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

  private final PagerDuty pager = PagerDuty.at(pagerDuty.url(), secret(), true, () -> now);
  private final Incident incident =
      IncidentStory.leak()
          .minutes(5)
          .then(new Escalated(0, "On-call engineer", "PagerDuty", Escalated.Cause.TIME))
          .incident();

  private CachedSecret<PagerDutySecret> secret() {
    return new CachedSecret<>(
        manager,
        "headroom/pagerduty",
        PagerDutySecret::parse,
        PagerDutySecret.EXAMPLE,
        "pagerduty-secret",
        () -> now,
        new DecisionLog(line -> {}));
  }

  @AfterEach
  void close() {
    pagerDuty.close();
  }

  @Override
  protected Pager pager() {
    return pager;
  }

  @Override
  protected List<String> effects() {
    return pagerDuty.effects().stream()
        .map(effect -> effect.replaceAll("-\\d{8}-\\d{4}-[0-9a-f]{4}", ""))
        .toList();
  }

  @Test
  void anAlertSaysWhatMattersAndWhereToLook() {
    assertThat(trigger()).isEqualTo(new Answer.Sent());
    JsonObject event = pagerDuty.events().getFirst();
    assertThat(event.get("dedup_key").getAsString()).isEqualTo(incident.id().value() + "/1");
    JsonObject payload = event.getAsJsonObject("payload");
    assertThat(payload.get("summary").getAsString())
        .isEqualTo(
            "SEV2 · shop/checkout-api · 93% of 512 MiB, climbing 12 MiB a minute; about 3 min to"
                + " the limit · open, nobody has acknowledged it");
    assertThat(payload.get("severity").getAsString()).isEqualTo("error");
    assertThat(payload.get("source").getAsString()).isEqualTo(incident.service().arn());
    assertThat(payload.getAsJsonObject("custom_details").get("escalation").getAsString())
        .isEqualTo("step 1, On-call engineer: nobody has acknowledged in time");
    assertThat(event.getAsJsonArray("links").toString())
        .contains("eu-central-1.console.aws.amazon.com", "checkout-api");
  }

  @Test
  void theRestCarriesOnlyItsKey() {
    assertThat(pager.send(Action.RESOLVE, incident, 0)).isEqualTo(new Answer.Sent());
    assertThat(pagerDuty.events().getFirst().keySet())
        .containsExactlyInAnyOrder("routing_key", "event_action", "dedup_key");
  }

  @Test
  void theLongestNameFits() {
    var service = new ServiceId("123456789012", "eu-central-1", "c".repeat(255), "s".repeat(255));
    Incident longest =
        IncidentStory.detected(service, IncidentStory.climbing(), IncidentStory.usage()).incident();
    assertThat(pager.send(Action.TRIGGER, longest, 0)).isEqualTo(new Answer.Sent());
    assertThat(pagerDuty.events().getFirst().get("dedup_key").getAsString())
        .hasSize(255)
        .endsWith("/1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 413})
  void whatItRefusesIsRefusedWithItsWords(int status) {
    pagerDuty.answer(
        status,
        "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\","
            + "\"errors\":[\"routing_key %s is unknown\"]}".formatted(KEY));
    assertThat(trigger())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.why())
                    .contains("HTTP status " + status, "Event object is invalid", "PagerDutySecret")
                    .doesNotContain(KEY));
  }

  /** The JDK keeps the body of a 401 to itself. */
  @Test
  void aRefusalWithoutWordsIsToldByItsStatus() {
    pagerDuty.answer(401, "{}");
    assertThat(trigger())
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why()).contains("(HTTP status 401)"));
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 408, 429, 500, 502, 503})
  void whatMayPassFailsForNow(int status) {
    pagerDuty.answer(status, status == 503 ? "<html>down</html>" : "");
    assertThat(trigger())
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.why()).contains("HTTP status " + status));
    now = now.plus(PagerDuty.PAUSE);
    assertThat(trigger()).isEqualTo(new Answer.Sent());
  }

  @Test
  void aRedirectionIsNotFollowedWithTheKey() {
    pagerDuty.answer(302, "Location", pagerDuty.url().toString());
    assertThat(trigger()).isInstanceOf(Answer.Failed.class);
    assertThat(pagerDuty.events()).isEmpty();
  }

  @Test
  void noAnswerFailsForNow() {
    pagerDuty.hangUp();
    assertThat(trigger()).isInstanceOf(Answer.Failed.class);
    now = now.plus(PagerDuty.PAUSE);
    pagerDuty.close();
    assertThat(trigger())
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.why()).contains("no answer"));
  }

  @Test
  void afterAFailureTheOthersFailWithoutWaitingForItAgain() {
    pagerDuty.answer(500, "");
    Answer first = trigger();
    now = now.plus(PagerDuty.PAUSE).minusMillis(1);
    for (int i = 0; i < 100; i++) {
      assertThat(trigger()).isEqualTo(first);
    }
    assertThat(pagerDuty.events()).isEmpty();
    now = now.plusMillis(1);
    assertThat(trigger()).isEqualTo(new Answer.Sent());
  }

  @Test
  void callsTakeNoMoreOfAMinuteThanTheirShare() {
    pagerDuty.whileAnswering(() -> now = now.plusSeconds(1));
    int sent = 0;
    while (trigger() instanceof Answer.Sent) {
      sent++;
    }
    assertThat(sent).isEqualTo(PagerDuty.BUDGET.toSeconds());
    assertThat(trigger()).isEqualTo(new Answer.Later());
    now = now.plus(Duration.ofMinutes(1));
    assertThat(trigger()).isEqualTo(new Answer.Sent());
  }

  @Test
  void theSecretIsReadWhenThereIsSomethingToSend() {
    assertThat(manager.reads()).isZero();
    trigger();
    trigger();
    assertThat(manager.reads()).isEqualTo(1);
  }

  @Test
  void aRoutingKeyThatIsRefusedIsReadAgainOnce() {
    trigger();
    pagerDuty.rotate(NEW_KEY);
    manager.put("{\"routingKey\": \"%s\"}".formatted(NEW_KEY));
    now = now.plusSeconds(60);
    assertThat(trigger()).isEqualTo(new Answer.Sent());
    assertThat(manager.reads()).isEqualTo(2);
    now = now.plusSeconds(60);
    pagerDuty.rotate("another");
    assertThat(trigger()).isInstanceOf(Answer.Refused.class);
    assertThat(manager.reads()).isEqualTo(3);
  }

  @Test
  void aSecretThatIsMissingOrWrongFailsForNowAndSaysWhich() {
    manager.put("hunter2");
    assertThat(trigger())
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed ->
                assertThat(failed.why())
                    .contains("headroom/pagerduty", "integration key")
                    .doesNotContain("hunter2"));
    manager.put(KEY);
    now = now.plus(PagerDuty.PAUSE);
    assertThat(trigger()).isEqualTo(new Answer.Sent());
  }

  private Answer trigger() {
    return pager.send(Action.TRIGGER, incident, 0);
  }
}
