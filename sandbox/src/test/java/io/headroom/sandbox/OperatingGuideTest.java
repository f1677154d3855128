package io.headroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.headroom.core.app.AdvanceIncident;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.World;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbooks;
import io.headroom.functions.CheckFleetHandler;
import io.headroom.functions.ServiceChangedHandler;
import io.headroom.functions.TaskStoppedHandler;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.EmbeddedMetrics;
import io.headroom.infra.slack.render.Actions;
import io.headroom.sandbox.aws.NoContext;
import io.headroom.sandbox.slack.SlackMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries of {@code docs/operate.md}, each held against lines that the product really writes: a
 * field that no line has would make a query that answers nothing, and look like good news.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperatingGuideTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:30Z");
  private static final Pattern QUERY = Pattern.compile("```\\n# (\\w+)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("@?[A-Za-z]\\w*");
  private static final Pattern ALIAS = Pattern.compile("\\bas (\\w+)");
  private static final Pattern OUTCOME = Pattern.compile("outcome = \"(\\w+)\"");
  private static final Set<String> LANGUAGE =
      Set.of(
          "fields",
          "filter",
          "stats",
          "sort",
          "limit",
          "by",
          "as",
          "desc",
          "asc",
          "and",
          "or",
          "like",
          "ispresent",
          "count",
          "latest",
          "pct",
          "max",
          "avg",
          "sum",
          "bin",
          "h",
          "m");
  private static final Map<String, String> SOURCES =
      Map.of(
          "CheckFleet", "check-fleet",
          "Bot", "bot",
          "TellSlack", "tell-slack",
          "RunRemedy", "run-remedy");

  /** Fields that only a line about an incident has. */
  private static final Set<String> OF_AN_INCIDENT =
      Set.of("incident", "number", "remedy", "ran", "severity", "posted");

  /** Outcomes of a stopped task or a change of a service that are about an incident. */
  private static final Set<String> ABOUT_ONE =
      Set.of("OPENED", "ADDED", "ALREADY_KNOWN", "ADVANCED");

  private static final Gson GSON = new Gson();

  private static final String KILL =
      """
      {"detail-type": "ECS Task State Change",
       "detail": {
         "clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
         "taskArn": "arn:aws:ecs:eu-central-1:123456789012:task/shop/1dc5c17a422b4dc4b493371970c6c4d6",
         "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/cart:1",
         "group": "service:cart", "lastStatus": "STOPPED", "stopCode": "EssentialContainerExited",
         "stoppedReason": "Essential container in task exited",
         "startedAt": "BEFORE", "stoppedAt": "NOW",
         "containers": [{"name": "app", "exitCode": 137,
           "reason": "OutOfMemoryError: Container killed due to memory usage"}]}}
      """;

  private static final String CHANGE =
      """
      {"detail-type": "ECS Deployment State Change",
       "resources": ["arn:aws:ecs:eu-central-1:123456789012:service/shop/cart"],
       "detail": {"eventName": "SERVICE_DEPLOYMENT_COMPLETED"}}
      """;

  private static final Pattern VALUE = Pattern.compile("v1\\|[^\"]+");
  private static final Set<RemedyKind> OTHER_REMEDIES =
      EnumSet.complementOf(EnumSet.of(RemedyKind.RESTART));

  private final List<String> lines = new ArrayList<>();

  @BeforeAll
  void emit() {
    aLeakThatPeopleActOn();
    aFleetThatCannotBeSeenWell();
    aKillAndAChangeOfTheService();
  }

  /** Detected, clicked, refused, remedied; and Slack has its moods. */
  private void aLeakThatPeopleActOn() {
    var clock = SimulatedClock.still(START);
    try (var installation = new Installation("leak", 1, clock, new DecisionLog(lines::add))) {
      installation.slack().faults().failNext("chat.postMessage", "is_archived");
      installation.slack().faults().rateLimitNext("chat.update", 1, 4);
      boolean pressed = false;
      for (int i = 0; i < 400 && !said("run-remedy", "ASKED"); i++) {
        clock.advance(Duration.ofSeconds(30));
        installation.step();
        if (!pressed && press(installation, Actions.remedy(RemedyKind.RESTART))) {
          pressed = true;
          // One at a time: refused.
          OTHER_REMEDIES.forEach(kind -> press(installation, Actions.remedy(kind)));
          chooseAnother(installation);
          press(installation, Actions.ACKNOWLEDGE);
        }
      }
      for (int i = 0; i < 20; i++) {
        clock.advance(Duration.ofSeconds(30));
        installation.step();
      }
    }
  }

  private static boolean press(Installation installation, String action) {
    for (SlackMessage message : installation.slack().channel(Installation.CHANNEL).messages()) {
      if (message.blocks().toString().contains(action)) {
        return installation
            .slack()
            .press("U0ALICE", Installation.CHANNEL, message.ts(), action)
            .ok();
      }
    }
    return false;
  }

  /** Chooses what stands in the menu of the message, if there is one. */
  private static void chooseAnother(Installation installation) {
    for (SlackMessage message : installation.slack().channel(Installation.CHANNEL).messages()) {
      VALUE
          .matcher(message.blocks().toString())
          .results()
          .map(MatchResult::group)
          .filter(value -> !value.endsWith("|restart"))
          .distinct()
          .forEach(
              value ->
                  installation
                      .slack()
                      .choose(
                          "U0ALICE",
                          Installation.CHANNEL,
                          message.ts(),
                          Actions.MORE,
                          null,
                          value));
    }
  }

  /** No data, no permission, a remedy that was left, and ECS that does not answer. */
  private void aFleetThatCannotBeSeenWell() {
    var world = new World();
    var check =
        new CheckFleetHandler(
            world.checkFleet, SampleServices.SCOPES, () -> world.now, new DecisionLog(lines::add));
    world.fleet.with(SampleServices.fargate("shop", "quiet", 2, World.LIMIT));
    world.fleet.cannotRead(new Unread("batch", Reason.ACCESS_DENIED, "not authorized"));
    world.fleet.cannotRead(new Unread("shop/secret", Reason.ACCESS_DENIED, "not authorized"));
    world.uses(0.95);
    minutes(world, check, 6);
    world.decideClick.decide(
        world.incident().id(), world.incident().offer(), RemedyKind.RESTART, World.ANA, world.now);
    minutes(world, check, 5);
    world.fleet.failAlways(
        World.CART, new FleetException(Reason.THROTTLED, "ThrottlingException: Rate exceeded"));
    minutes(world, check, 2);
  }

  /** EventBridge tells of both. */
  private void aKillAndAChangeOfTheService() {
    var world = new World();
    var log = new DecisionLog(lines::add);
    var stopped = new TaskStoppedHandler(world.recordStoppedTask, () -> world.now, log);
    var changed =
        new ServiceChangedHandler(
            new AdvanceIncident(
                world.fleet,
                new MemoryReader(world.fleet, world.metrics),
                world.store,
                Runbooks.bundled(),
                world.runRemedy,
                SampleServices.SCOPES),
            () -> world.now,
            log);
    world.uses(0.5);
    world.minutes(3);
    for (int times = 0; times < 2; times++) {
      stopped.handleRequest(event(KILL, world), NoContext.INSTANCE);
    }
    changed.handleRequest(event(CHANGE, world), NoContext.INSTANCE);
  }

  private static Map<String, Object> event(String json, World world) {
    String filled =
        json.replace("NOW", world.now.toString())
            .replace("BEFORE", world.now.minusSeconds(600).toString());
    return GSON.fromJson(filled, new TypeToken<Map<String, Object>>() {}.getType());
  }

  private static void minutes(World world, CheckFleetHandler check, int minutes) {
    for (int i = 0; i < minutes; i++) {
      world.minute();
      check.handleRequest(Map.of(), NoContext.INSTANCE);
    }
  }

  private boolean said(String source, String outcome) {
    return lines.stream()
        .anyMatch(
            line ->
                line.contains("\"source\":\"" + source + "\"")
                    && line.contains("\"outcome\":\"" + outcome + "\""));
  }

  static Stream<String> queries() {
    return QUERY.matcher(guide()).results().map(MatchResult::group);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aQueryAsksForWhatIsWritten(String block) {
    var match = QUERY.matcher(block);
    assertThat(match.matches()).isTrue();
    Set<String> written = fields(match.group(1));
    String query = match.group(2);
    Set<String> aliases =
        ALIAS.matcher(query).results().map(found -> found.group(1)).collect(Collectors.toSet());
    String bare = query.replaceAll("\"[^\"]*\"", "").replaceAll("/[^/]*/", "");
    Set<String> asked =
        WORD.matcher(bare).results().map(MatchResult::group).collect(Collectors.toSet());
    asked.removeIf(word -> word.startsWith("@") || LANGUAGE.contains(word));
    asked.removeAll(aliases);
    assertThat(written).as("fields of the log of %s", match.group(1)).containsAll(asked);
    OUTCOME
        .matcher(query)
        .results()
        .map(found -> found.group(1))
        .filter(outcome -> !outcome.equals("STALE_DATA"))
        .forEach(
            outcome ->
                assertThat(said(SOURCES.getOrDefault(match.group(1), ""), outcome))
                    .as(outcome)
                    .isTrue());
  }

  /**
   * By these four the lines of all functions are one story: what, of which, whose, in which call.
   */
  @Test
  void everyLineAboutAnIncidentSaysItsReasonIncidentServiceAndRequest() {
    var sources = new TreeSet<String>();
    for (String line : lines) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      String source = json.get("source").getAsString();
      boolean event =
          Set.of("task-stopped", "service-changed").contains(source)
              && ABOUT_ONE.contains(json.get("outcome").getAsString());
      if (event || OF_AN_INCIDENT.stream().anyMatch(json::has)) {
        sources.add(source);
        assertThat(json.keySet()).as(line).contains("outcome", "incident", "service", "requestId");
      }
    }
    assertThat(sources)
        .containsExactly(
            "bot", "check-fleet", "run-remedy", "service-changed", "task-stopped", "tell-slack");
  }

  @Test
  void theGuideNamesEveryLogThatTellsOfAnIncident() {
    String question = guide().replaceFirst("(?s).*### What happened in an incident\\?", "");
    String answer = question.replaceFirst("(?s)\n### .*", "");
    assertThat(answer)
        .contains("CheckFleet", "Bot", "RunRemedy", "TellSlack", "TaskStopped", "ServiceChanged");
  }

  @Test
  void thereAreQueriesForTheUsualQuestions() {
    assertThat(queries()).hasSizeGreaterThanOrEqualTo(9);
  }

  @Test
  void everyMetricThatIsWrittenIsInTheGuideAndInTheFormat() {
    var metrics = new TreeSet<String>();
    lines.stream()
        .filter(EmbeddedMetrics::in)
        .forEach(
            line ->
                EmbeddedMetrics.of(line).keySet().stream()
                    .map(name -> name.replaceAll("Headroom/(\\w+).*", "$1"))
                    .forEach(metrics::add));
    assertThat(metrics).contains("Heartbeat", "SlackFailures", "Clicks", "AnswerMilliseconds");
    assertThat(metrics).allSatisfy(metric -> assertThat(guide()).contains("`" + metric + "`"));
  }

  /** All fields that lines of a function have; of any function for {@code any}. */
  private Set<String> fields(String function) {
    var fields = new HashSet<String>();
    for (String line : lines) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      if (!SOURCES.containsKey(function)
          || SOURCES.get(function).equals(json.get("source").getAsString())) {
        fields.addAll(json.keySet());
      }
    }
    return fields;
  }

  private static String guide() {
    try {
      return Files.readString(Path.of("..", "docs", "operate.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
