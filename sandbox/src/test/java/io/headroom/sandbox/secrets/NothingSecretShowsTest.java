package io.headroom.sandbox.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonParser;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.Recorded;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.slack.render.Actions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * Secrets are planted wherever the product holds or meets one, the whole loop is played with
 * everything failing once, and nothing that comes out holds any of them.
 */
class NothingSecretShowsTest {

  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "aws.accessKeyId", Marks.ACCESS_KEY,
          "aws.secretAccessKey", Marks.SECRET_KEY,
          "aws.sessionToken", Marks.SESSION_TOKEN);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @BeforeEach
  void plant() {
    CREDENTIALS.forEach(System::setProperty);
    var both = new PrintStream(printed, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    CREDENTIALS.keySet().forEach(System::clearProperty);
  }

  @Test
  void whateverFailsNothingSecretIsSaidAnywhere() {
    try (var product = new MarkedProduct()) {
      pagerDutyFails(product);
      Incident incident = untilItIsDetected(product);
      remedies(product, incident);
      awsFails(product);
      slackFails(product);
      secretsAreMalformed(product);

      assertNothingShows(product.log, product.answers, product.slackSaid(), product.items());
      assertThat(printed.toString(UTF_8)).doesNotContain(Marks.MARK);
      assertThat(product.log.toString()).as("something was masked").contains("•••");
      assertThat(product.answers.toString()).as("here too").contains("•••");
      assertThat(events(product, incident, Paged.class))
          .extracting(Paged::outcome)
          .contains(Paged.Outcome.FAILED, Paged.Outcome.REFUSED);
      assertThat(outcomes(product))
          .as("each failure has come about")
          .contains("FAILED", "INVALID_AUTH", "REFUSED", "NO_ANSWER")
          .contains("KEPT_OLD", "RESPONDERS_UNREADABLE");
      assertThat(product.log)
          .as("ServiceChanged has failed, and said with what")
          .anyMatch(
              line ->
                  line.startsWith("{\"source\":\"service-changed\"")
                      && line.contains("\"failure\"")
                      && line.contains("•••"));
    }
  }

  @Test
  void aSettingThatIsASecretIsNotRepeated() {
    Throwable thrown =
        catchThrowable(
            () ->
                Settings.of(
                    Map.of(
                        "TABLE_NAME",
                        "headroom",
                        "SLACK_SECRET",
                        "headroom/slack",
                        "CHANNEL",
                        Marks.BOT_TOKEN,
                        "RESPONDERS",
                        Marks.ACCESS_KEY)));
    assertThat(thrown).hasMessageContainingAll("CHANNEL", "RESPONDERS", "•••");
    assertThat(thrown.getMessage()).doesNotContain(Marks.MARK);
  }

  private static Incident untilItIsDetected(MarkedProduct product) {
    for (int minute = 0; minute < 90 && product.store.open().isEmpty(); minute++) {
      product.minutes(1);
    }
    product.command("status");
    product.command("help");
    return product.store.open().getFirst();
  }

  /** The plan of a raise copies the environment; ECS refuses it, and then takes it. */
  private static void remedies(MarkedProduct product, Incident incident) {
    product.ecsFaults.when("registerTaskDefinition", Marks.badEnvironment());
    assertThat(product.press(Actions.remedy(RemedyKind.RAISE_LIMIT)).ok()).isTrue();
    product.deliver();
    assertThat(events(product, incident, RemedyFailed.class))
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.detail()).contains("DB_PASSWORD=•••").doesNotContain(Marks.MARK));
    product.ecsFaults.recovers();
    product.kill();
    product.minutes(2);
  }

  private static void awsFails(MarkedProduct product) {
    for (RuntimeException failure : List.of(Marks.badSignature(), Marks.brokenConnection())) {
      for (Failing faults :
          List.of(product.ecsFaults, product.cloudWatchFaults, product.dynamoDbFaults)) {
        faults.always(failure);
        product.minutes(1);
        product.kill();
        product.steady();
        product.command("status");
        if (faults == product.dynamoDbFaults) {
          product.press(Actions.ACKNOWLEDGE);
        }
        faults.recovers();
        product.minutes(1);
        product.command("status");
      }
    }
  }

  private static void slackFails(MarkedProduct product) {
    String words = "invalid_auth: " + Marks.BOT_TOKEN;
    for (String method : List.of("chat.postMessage", "chat.update")) {
      product.slack.faults().failNext(method, "invalid_auth");
      product.slack.faults().failNext(method, words);
      product.slack.faults().failNext(method, 500);
      product.slack.faults().dropResponseNext(method);
    }
    product.kill();
    product.minutes(6);
    // The list of people is kept for a minute.
    product.slack.faults().failNext("conversations.members", words);
    product.press(Actions.ACKNOWLEDGE);
  }

  /** The first calls fail, and their answers repeat the key. */
  private static void pagerDutyFails(MarkedProduct product) {
    String words =
        "{\"message\":\"%s is unknown\",\"errors\":[\"%s\"]}"
            .formatted(Marks.ROUTING_KEY, Marks.ROUTING_KEY);
    product.pagerDuty.answer(500, words);
    product.pagerDuty.answer(429, words);
    product.pagerDuty.answer(400, words);
  }

  private static void secretsAreMalformed(MarkedProduct product) {
    for (String text :
        List.of(
            Marks.NEW_BOT_TOKEN,
            "{\"botToken\": " + Marks.NEW_BOT_TOKEN + "\", oops",
            "{\"botToken\":\"" + Marks.SIGNING_SECRET + "\",\"signingSecret\":\"x\"}",
            "[\"" + Marks.NEW_BOT_TOKEN + "\"]")) {
      product.slackSecret.put(text);
      product.pagerSecret.put(text);
      product.kill();
      product.minutes(6);
      product.command("status");
    }
    product.slackSecret.fails(
        SecretsManagerException.builder()
            .message("not authorized with " + Marks.SESSION_TOKEN)
            .statusCode(403)
            .build());
    product.minutes(6);
    product.slackSecret.rotate(Marks.BOT_TOKEN, Marks.SIGNING_SECRET);
    product.minutes(6);
  }

  private static <E> List<E> events(MarkedProduct product, Incident incident, Class<E> type) {
    return events(product.store.load(incident.id()).orElseThrow())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static Stream<Object> events(Incident incident) {
    return incident.events().stream().map(Recorded::event);
  }

  private static List<String> outcomes(MarkedProduct product) {
    return product.log.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .map(line -> line.get("outcome").getAsString())
        .distinct()
        .toList();
  }

  @SafeVarargs
  private static void assertNothingShows(List<String>... said) {
    for (List<String> texts : said) {
      assertThat(texts).isNotEmpty();
      for (String text : texts) {
        int at = text.indexOf(Marks.MARK);
        if (at >= 0) {
          throw new AssertionError(
              "shows a secret: …"
                  + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 100)));
        }
      }
    }
  }
}
