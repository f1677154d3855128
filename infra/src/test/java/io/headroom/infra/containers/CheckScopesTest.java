package io.headroom.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.fleet.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The state machine of {@code template.yaml}, started by EventBridge Scheduler with the input that
 * the template gives it: one invocation for each scope, whatever becomes of the others. In the
 * place of CheckFleet stands a function that takes its payload and fails for one scope.
 */
@NeedsContainers
class CheckScopesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String SCOPES =
      "123456789012/eu-central-1/shop+batch,210987654321/eu-west-1/*,333333333333/eu-west-1/denied";

  private static final String CHECK_FLEET =
      """
      def handler(event, context):
          if list(event) != ["scope"]:
              raise ValueError("not a payload of CheckFleet: " + str(event))
          if event["scope"].endswith("denied"):
              raise RuntimeError("AssumeRole: AccessDenied")
          return {"outcome": "CHECKED", "services": 9, "scope": event["scope"]}
      """;

  private final Place place = AwsContainers.miniStackPlace();
  private final EmulatorApi api = new EmulatorApi(AwsContainers.miniStackEndpoint(), place);
  private final Map<String, Object> resources = resources();

  @Test
  void aScheduleHasEachScopeCheckedAndOneThatFailsStopsNoOther() throws IOException {
    String machine = stateMachine(function());

    schedule(machine);

    JsonObject execution =
        await()
            .atMost(PATIENCE)
            .until(() -> executions("stateMachineArn", machine), found -> !found.isEmpty())
            .getFirst();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status(execution)).isEqualTo("SUCCEEDED"));
    String run =
        states("ListMapRuns", Map.of("executionArn", text(execution, "executionArn")))
            .getAsJsonArray("mapRuns")
            .get(0)
            .getAsJsonObject()
            .get("mapRunArn")
            .getAsString();
    JsonObject mapRun = states("DescribeMapRun", Map.of("mapRunArn", run));
    JsonObject counts = mapRun.getAsJsonObject("itemCounts");
    assertThat(counts.get("total").getAsInt()).isEqualTo(3);
    assertThat(counts.get("succeeded").getAsInt()).isEqualTo(2);
    assertThat(counts.get("failed").getAsInt()).isEqualTo(1);
    assertThat(mapRun.get("maxConcurrency").getAsInt()).isBetween(1, 100);
    assertThat(executions("mapRunArn", run))
        .filteredOn(child -> text(child, "status").equals("SUCCEEDED"))
        .hasSize(2)
        .allSatisfy(
            child ->
                assertThat(text(described(child), "output"))
                    .as("no more than the outcome is handed on")
                    .isEqualTo("{\"outcome\": \"CHECKED\"}"));
  }

  private String function() throws IOException {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("index.py"));
      out.write(CHECK_FLEET.getBytes(StandardCharsets.UTF_8));
    }
    var code = new JsonObject();
    code.addProperty("ZipFile", Base64.getEncoder().encodeToString(zip.toByteArray()));
    JsonObject function =
        json(
            Map.of(
                "FunctionName", "check-fleet",
                "Runtime", "python3.12",
                "Handler", "index.handler",
                "Role", "arn:aws:iam::000000000000:role/check-fleet"));
    function.add("Code", code);
    return text(api.rest("lambda", "/2015-03-31/functions", function), "FunctionArn");
  }

  private String stateMachine(String function) {
    String definition =
        new Gson()
            .toJson(map(properties("CheckScopes"), "Definition"))
            .replace("${Invoke}", "arn:aws:states:::lambda:invoke")
            .replace("${CheckFleet}", function);
    assertThat(definition).doesNotContain("${").contains("\"DISTRIBUTED\"");
    return text(
        states(
            "CreateStateMachine",
            Map.of(
                "name", "headroom-check-scopes",
                "definition", definition,
                "roleArn", "arn:aws:iam::000000000000:role/check-scopes")),
        "stateMachineArn");
  }

  /** As in the template but for its time: once, at once. */
  private void schedule(String machine) {
    List<?> input = list(map(properties("CheckScopesEveryMinute"), "Target").get("Input"));
    String delimiter = String.valueOf(list(((Map<?, ?>) input.getLast()).get("scopes")).getFirst());
    JsonObject target =
        json(
            Map.of(
                "Arn",
                machine,
                "RoleArn",
                "arn:aws:iam::000000000000:role/every-minute",
                "Input",
                String.valueOf(input.getFirst())
                    .replace("${scopes}", String.join(delimiter, SCOPES.split(",", -1)))));
    String at =
        LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    JsonObject schedule = json(Map.of("ScheduleExpression", "at(" + at + ")"));
    schedule.add("FlexibleTimeWindow", json(Map.of("Mode", "OFF")));
    schedule.add("Target", target);
    api.rest("scheduler", "/schedules/check-scopes", schedule);
  }

  private List<JsonObject> executions(String of, String arn) {
    JsonArray found = states("ListExecutions", Map.of(of, arn)).getAsJsonArray("executions");
    var executions = new ArrayList<JsonObject>();
    found.forEach(execution -> executions.add(execution.getAsJsonObject()));
    return executions;
  }

  private String status(JsonObject execution) {
    return text(described(execution), "status");
  }

  private JsonObject described(JsonObject execution) {
    return states("DescribeExecution", Map.of("executionArn", text(execution, "executionArn")));
  }

  private JsonObject states(String operation, Map<String, String> parameters) {
    return api.json("states", "AWSStepFunctions." + operation, json(parameters));
  }

  private static JsonObject json(Map<String, String> members) {
    return JsonParser.parseString(new Gson().toJson(members)).getAsJsonObject();
  }

  private static String text(JsonObject of, String member) {
    return of.get(member).getAsString();
  }

  private static List<?> list(@Nullable Object of) {
    return (List<?>) Objects.requireNonNull(of);
  }

  private Map<String, Object> properties(String resource) {
    return map(map(resources, resource), "Properties");
  }

  private static Map<String, Object> resources() {
    try {
      Map<String, Object> template =
          new Yaml(new WithoutTags()).load(Files.readString(Path.of("..", "template.yaml")));
      return map(template, "Resources");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked") // YAML's keys are text here
  private static Map<String, Object> map(Map<String, Object> of, String key) {
    return (Map<String, Object>) of.getOrDefault(key, Map.of());
  }

  /** CloudFormation's short functions read as what they hold. */
  private static final class WithoutTags extends SafeConstructor {
    WithoutTags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new AssertionError(node);
              };
            }
          });
    }
  }
}
