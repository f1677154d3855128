package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Remedy;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.IncidentTable;
import io.headroom.infra.store.LocalDynamoDbServer;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Starts the zips that {@code sam deploy} uploads as Lambda does, each function in a JVM of its own
 * with Lambda's runtime interface client, and sends each a real event. The zips are made in the
 * package phase of functions and bot: run {@code ./mvnw verify}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is native code for Linux")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PackagedFunctionsTest {

  private static final String TABLE = Packaged.TABLE;
  private static final String CHANNEL = Packaged.CHANNEL;
  private static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String TOKEN = "xoxb-1-packaged";
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir static Path unpacked;

  private final LocalDynamoDbServer database = new LocalDynamoDbServer();
  private final AwsDouble aws =
      new AwsDouble(
          """
          {"ARN":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:headroom/slack-AbCdEf",
          "Name":"headroom/slack",
          "SecretString":"{\\"botToken\\":\\"%s\\",\\"signingSecret\\":\\"%s\\"}"}
          """
              .formatted(TOKEN, SIGNING_SECRET));
  private final LocalSlack slack =
      LocalSlack.start(
          LocalSlackConfig.builder().botToken(TOKEN).signingSecret(SIGNING_SECRET).build());
  private final IncidentStore store = new DynamoDbIncidentStore(database.client(), TABLE);

  PackagedFunctionsTest() throws Exception {}

  @BeforeAll
  void prepare() throws IOException {
    database.client().createTable(IncidentTable.creation(TABLE));
    Packaged.unzip("functions", unpacked);
    Packaged.unzip("bot", unpacked);
  }

  @AfterAll
  void close() throws Exception {
    slack.close();
    aws.close();
    database.stop();
  }

  @Test
  void checkFleetTakesTheSchedulersEvent() {
    try (LambdaProcess function = function("functions", "CheckFleet")) {
      assertThat(json(function.invoke("{\"time\": \"2026-11-21T12:00:00Z\"}")))
          .hasToString(
              "{\"outcome\":\"CHECKED\",\"services\":0,\"withoutData\":0,\"unread\":0,\"problems\":0}");
      assertThat(function.output()).contains("\"source\":\"check-fleet\",\"outcome\":\"CHECKED\"");
    }
    Scopes scopes = Scopes.parse("123456789012/eu-central-1/*");
    assertThat(new DynamoDbCheckLog(database.client(), TABLE).last(scopes).getFirst().last())
        .isPresent();
    assertThat(aws.calls()).contains("ListServices");
    assertThat(aws.unknown()).isEmpty();
  }

  /**
   * Of a signature that does not fit AWS repeats what was signed; the library that warns of it, and
   * the function, take its words. The credentials are where Lambda puts them.
   */
  @Test
  void credentialsInTheEnvironmentAreInNothingThatIsSaid() {
    String key = "LEAKsecretaccesskey/0123456789+abcdefgh=";
    String session = "LEAKsessiontoken/0123456789+abcdefgh==";
    try (var refusing = new AwsDouble(Packaged.secret(TOKEN, SIGNING_SECRET))) {
      refusing.refuse(
          "ListServices",
          "signed with %s: host:ecs x-amz-security-token:%s, or %s"
              .formatted(key, session, session));
      Map<String, String> environment =
          Packaged.environment(
              "CheckFleet", refusing.endpoint(), database.endpoint(), slack.apiUrl());
      environment.put("AWS_SECRET_ACCESS_KEY", key);
      environment.put("AWS_SESSION_TOKEN", session);
      try (LambdaProcess function = process("functions", "CheckFleet", environment)) {
        String answer = function.invoke("{}");
        assertThat(answer).doesNotContain("LEAK");
        assertThat(function.output())
            .contains("InvalidSignature", "signed with •••: host:ecs x-amz-security-token:•••")
            .doesNotContain("LEAK");
      }
    }
  }

  @Test
  void taskStoppedTakesTheEventOfEcs() {
    try (LambdaProcess function = function("functions", "TaskStopped")) {
      assertThat(json(function.invoke(Packaged.resource("task-stopped.json"))))
          .hasToString("{\"outcome\":\"SERVICE_GONE\"}");
      assertThat(json(function.invoke("{}"))).hasToString("{\"outcome\":\"MALFORMED\"}");
    }
    assertThat(aws.calls()).contains("DescribeServices");
  }

  @Test
  void tellSlackTakesTheTablesStream() {
    Incident incident = open("checkout-api");
    try (LambdaProcess function = function("functions", "TellSlack")) {
      String event = Packaged.stream(incident.id(), 1, "detected");
      assertThat(json(function.invoke(event))).hasToString("{\"batchItemFailures\":[]}");
      assertThat(json(function.invoke(event))).hasToString("{\"batchItemFailures\":[]}");
      assertThat(function.output())
          .contains("\"outcome\":\"TOLD\"", "\"outcome\":\"UP_TO_DATE\"")
          .doesNotContain(TOKEN, SIGNING_SECRET, "SLF4J");
    }
    assertThat(slack.channel(CHANNEL).messages())
        .filteredOn(message -> message.text().contains("shop/checkout-api"))
        .as("told twice, posted once")
        .hasSize(1);
  }

  @Test
  void runRemedyTakesTheTablesStream() {
    Incident incident = open("cart");
    Incident requested =
        write(
            incident,
            "requested:1",
            new RemedyRequested(
                "2-restart", IncidentExamples.plan(new Remedy.Restart()), IncidentExamples.ANA));
    try (LambdaProcess function = function("functions", "RunRemedy")) {
      assertThat(
              json(
                  function.invoke(
                      Packaged.stream(incident.id(), requested.version(), "remedy-requested"))))
          .hasToString("{\"batchItemFailures\":[]}");
    }
    assertThat(load(incident).lastRemedy().orElseThrow().failure())
        .as("the service is gone, which the incident says")
        .contains(FailureReason.NOT_FOUND);
  }

  /** As the schedules of {@code template.yaml} call them: it must be no failure, and do nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"TaskStopped", "ServiceChanged", "TellSlack", "RunRemedy", "Bot"})
  void whatKeepsTheSnapshotIsTakenByEachFunction(String name) {
    int before = aws.calls().size();
    Map<String, Object> events = Template.map(Template.read().properties(name), "Events");
    Map<String, Object> schedule = Template.map(Template.map(events, "StaysActive"), "Properties");
    boolean bot = name.equals("Bot");
    try (LambdaProcess function = function(bot ? "bot" : "functions", name)) {
      JsonObject answer = json(function.invoke(String.valueOf(schedule.get("Input"))));
      assertThat(answer.toString())
          .contains(
              switch (name) {
                case "Bot" -> "\"statusCode\":200";
                case "TellSlack", "RunRemedy" -> "{\"batchItemFailures\":[]}";
                default -> "{\"outcome\":\"OTHER_EVENT\"}";
              });
      assertThat(function.output()).doesNotContain("\"failure\"", "Failures", "NOT_POST");
    }
    assertThat(aws.calls()).as("AWS is asked nothing").hasSize(before);
  }

  @Test
  void theBotTakesSignedRequestsOfItsUrl() {
    Incident incident = open("search");
    Incident offered =
        write(
            incident,
            "offered:2",
            new RemediesOffered(
                List.of(new Offer.Available(IncidentExamples.plan(new Remedy.Restart())))));
    try (LambdaProcess function = function("bot", "Bot")) {
      JsonObject help =
          json(function.invoke(Packaged.url(Packaged.command("help"), SIGNING_SECRET)));
      assertThat(help.get("statusCode").getAsInt()).isEqualTo(200);
      assertThat(help.get("body").getAsString()).contains("/memory status", "ephemeral");
      JsonObject status =
          json(function.invoke(Packaged.url(Packaged.command("status"), SIGNING_SECRET)));
      assertThat(status.get("body").getAsString()).contains("shop/search");
      JsonObject forged =
          json(function.invoke(Packaged.url(Packaged.command("help"), "another secret")));
      assertThat(forged.get("statusCode").getAsInt()).isEqualTo(401);
      JsonObject click = json(function.invoke(Packaged.url(press(offered), SIGNING_SECRET)));
      assertThat(click.get("statusCode").getAsInt()).isEqualTo(200);
      assertThat(function.output())
          .contains("FORGED", "ACCEPTED")
          .doesNotContain(TOKEN, SIGNING_SECRET, "SLF4J");
    }
    assertThat(load(incident).activeRemedy()).as("the click is an event in the table").isPresent();
  }

  private Incident open(String service) {
    ServiceId id = IncidentExamples.service(service);
    Incident incident = IncidentExamples.open(id, now);
    store.begin(incident.id(), id, incident.events());
    return incident;
  }

  private Incident write(Incident incident, String key, IncidentEvent event) {
    var draft = new Draft(incident, now);
    draft.add(key, event);
    store.append(incident, draft.added());
    return draft.after();
  }

  private Incident load(Incident incident) {
    return store.load(incident.id()).orElseThrow();
  }

  private static String press(Incident incident) {
    String user = "U0ALICE";
    return Packaged.form(
        Map.of(
            "payload",
            Packaged.resource("click.json")
                .replace("USER", user)
                .replace("VALUE", "v1|%s|%d|restart".formatted(incident.id(), incident.offer()))));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private LambdaProcess function(String module, String name) {
    return process(
        module,
        name,
        Packaged.environment(name, aws.endpoint(), database.endpoint(), slack.apiUrl()));
  }

  private static LambdaProcess process(
      String module, String name, Map<String, String> environment) {
    return new LambdaProcess(
            JavaRuntime.command(Packaged.handler(name), List.of()),
            unpacked.resolve(module),
            environment)
        .started();
  }
}
