package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.IncidentTable;
import io.headroom.infra.store.LocalDynamoDbServer;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
 * The packaged functions up to their snapshot and on from it: Lambda's runtime client runs the
 * hooks before it, waits to be restored, runs those after it, and asks for events. The process
 * stands for the snapshot, since it is all that would be in it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client is native code for Linux")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SnapshotTest {

  private static final String SECRET_BEFORE = "11111111aaaaaaaabbbbbbbbcccccccc";
  private static final String SECRET_AFTER = "22222222ddddddddeeeeeeeeffffffff";
  private static final String TOKEN_BEFORE = "xoxb-1-before";
  private static final String TOKEN_AFTER = "xoxb-2-after";

  /** DynamoDB Local has tables for each key of their own. */
  private static final String KEY = "local";

  private static final String KEY_SECRET = "a-secret-access-key-of-the-role";

  @TempDir static Path folder;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final LocalDynamoDbServer database = new LocalDynamoDbServer();
  private final AwsDouble aws = new AwsDouble(Packaged.secret(TOKEN_BEFORE, SECRET_BEFORE));
  private final LocalSlack slack =
      LocalSlack.start(
          LocalSlackConfig.builder().botToken(TOKEN_AFTER).signingSecret(SECRET_AFTER).build());

  SnapshotTest() throws Exception {}

  @BeforeAll
  void prepare() throws IOException {
    database.client().createTable(IncidentTable.creation(Packaged.TABLE));
    aws.giveCredentials(KEY, KEY_SECRET);
    Packaged.unzip("functions", folder);
    Packaged.unzip("bot", folder);
  }

  @AfterAll
  void close() throws Exception {
    slack.close();
    aws.close();
    database.stop();
  }

  @Test
  void theBotIsRestoredWithoutSecretsAndTakesUpTheOneOfThen() throws Exception {
    int before = aws.calls().size();
    try (LambdaProcess bot = function("bot", "Bot")) {
      bot.readyForSnapshot();
      assertThat(bot.output()).contains("\"REHEARSED\"").doesNotContain("NOT_REHEARSED");
      assertThat(aws.calls()).as("before the snapshot AWS is asked nothing").hasSize(before);
      assertThat(connections(bot)).as("to anything but Lambda").isEmpty();
      assertThat(heap(bot))
          .doesNotContain(TOKEN_BEFORE, SECRET_BEFORE, KEY_SECRET)
          .as("the dump is one, and readable")
          .contains("headroom.remedy");

      aws.changeSecret(Packaged.secret(TOKEN_AFTER, SECRET_AFTER));
      bot.restore();
      bot.started();
      String answer = bot.invoke(Packaged.url(Packaged.command("status"), SECRET_AFTER));
      assertThat(status(answer)).isEqualTo(200);
      assertThat(answer).contains("Status of Headroom");
      assertThat(status(bot.invoke(Packaged.url(Packaged.command("status"), SECRET_BEFORE))))
          .isEqualTo(401);
      assertThat(aws.calls()).contains(AwsDouble.CREDENTIALS, "GetSecretValue");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CheckFleet", "TaskStopped", "ServiceChanged", "TellSlack", "RunRemedy"})
  void everyFunctionRehearsesAndWorksOnceItIsRestored(String name) throws Exception {
    int before = aws.calls().size();
    try (LambdaProcess function = function("functions", name)) {
      function.readyForSnapshot();
      assertThat(function.output()).contains("\"REHEARSED\"").doesNotContain("NOT_REHEARSED");
      assertThat(aws.calls()).as("before the snapshot AWS is asked nothing").hasSize(before);
      assertThat(connections(function)).isEmpty();
      assertThat(heap(function))
          .doesNotContain(TOKEN_BEFORE, SECRET_BEFORE, KEY_SECRET)
          .as("the dump is one, and readable")
          .contains("REHEARSED");

      aws.changeSecret(Packaged.secret(TOKEN_AFTER, SECRET_AFTER));
      function.restore();
      function.started();
      assertThat(function.invoke(event(name))).isEqualTo(answer(name));
      assertThat(function.output())
          .doesNotContain("FAILED", TOKEN_AFTER, KEY_SECRET)
          .as("which keeps no seed in the snapshot")
          .contains("\"outcome\":\"RESTORED\",\"random\":\"NativePRNG\"");
    }
  }

  private String event(String name) {
    return switch (name) {
      case "CheckFleet" -> "{}";
      case "TaskStopped" -> Packaged.resource("task-stopped.json");
      case "ServiceChanged" ->
          """
          {"detail-type": "ECS Service Action",
           "resources": ["arn:aws:ecs:eu-central-1:123456789012:service/shop/payments"],
           "detail": {"eventName": "SERVICE_STEADY_STATE",
                      "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/shop"}}
          """;
      default ->
          Packaged.stream(open("snapshot-" + name.toLowerCase(Locale.ROOT)).id(), 1, "detected");
    };
  }

  private static String answer(String name) {
    return switch (name) {
      case "CheckFleet" ->
          "{\"outcome\":\"CHECKED\",\"services\":0,\"withoutData\":0,\"unread\":0,\"problems\":0}";
      case "TaskStopped" -> "{\"outcome\":\"SERVICE_GONE\"}";
      case "ServiceChanged" -> "{\"outcome\":\"NO_INCIDENT\"}";
      default -> "{\"batchItemFailures\":[]}";
    };
  }

  private Incident open(String service) {
    Incident incident = IncidentExamples.open(IncidentExamples.service(service), now);
    new DynamoDbIncidentStore(database.client(), Packaged.TABLE)
        .begin(incident.id(), incident.service(), incident.events());
    return incident;
  }

  /** Started as under SnapStart: credentials come from an endpoint, not from variables. */
  private LambdaProcess function(String module, String name) {
    Map<String, String> environment =
        Packaged.environment(name, aws.endpoint(), database.endpoint(), slack.apiUrl());
    environment.remove("AWS_ACCESS_KEY_ID");
    environment.remove("AWS_SECRET_ACCESS_KEY");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.endpoint() + AwsDouble.CREDENTIALS);
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "container-token");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    return new LambdaProcess(
        JavaRuntime.command(Packaged.handler(name), List.of()),
        folder.resolve(module),
        environment);
  }

  /** TCP connections of a process, but for the one to the runtime API. */
  private static List<String> connections(LambdaProcess process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    List<String> sockets;
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      sockets = files.map(SnapshotTest::target).filter(file -> file.startsWith("socket:")).toList();
    }
    int runtimeApi = Integer.parseInt(process.runtimeApi().replaceAll(".*:", ""));
    String own = ":%04X".formatted(runtimeApi);
    try (Stream<String> tcp =
        Stream.concat(
            Files.readAllLines(proc.resolve("net/tcp")).stream(),
            Files.readAllLines(proc.resolve("net/tcp6")).stream())) {
      return tcp.map(String::strip)
          .map(line -> line.split("\\s+"))
          .filter(field -> field.length > 9 && sockets.contains("socket:[" + field[9] + "]"))
          .map(field -> field[2])
          .filter(remote -> !remote.endsWith(own))
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  /** All live objects, as text: one byte a character, as Java keeps such strings. */
  private static String heap(LambdaProcess process) throws Exception {
    Path dump = folder.resolve("heap-" + process.pid());
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.heap_dump",
                dump.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    return Files.readString(dump, StandardCharsets.ISO_8859_1);
  }

  private static int status(String answer) {
    JsonObject json = JsonParser.parseString(answer).getAsJsonObject();
    return json.get("statusCode").getAsInt();
  }
}
