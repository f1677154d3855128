package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.store.EventJson;
import io.headroom.infra.store.IncidentTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** What {@code template.yaml} and the code have to agree on. */
final class TemplateTest {

  /** As RunRemedy's caller counts: after three minutes a remedy is taken up by another. */
  private static final int ABANDONED_AFTER = 180;

  private static final Pattern SERVICE = Pattern.compile("Service=(\\w+)\\.amazonaws\\.com");

  private final Template template = Template.read();

  @Test
  void asksAndAnswersWhatScriptsRelyOn() {
    assertThat(template.keys("Parameters"))
        .containsExactlyInAnyOrder(
            "SlackSecret",
            "Channel",
            "Clusters",
            "Responders",
            "SlackApiUrl",
            "Remedies",
            "TaskRoles",
            "Scopes",
            "ScopeAccounts",
            "ExternalId",
            "SubnetIds",
            "SecurityGroupIds",
            "AlarmEmail",
            "BotConcurrency",
            "PagerDutySecret");
    assertThat(template.keys("Outputs"))
        .containsExactlyInAnyOrder("BotUrl", "Manifest", "TableName", "Dashboard");
  }

  @Test
  void everyHandlerIsAClassThatLambdaCanMake() throws ReflectiveOperationException {
    assertThat(template.functions())
        .containsOnlyKeys(
            "CheckFleet", "TaskStopped", "ServiceChanged", "TellSlack", "RunRemedy", "Bot");
    for (Map<String, Object> function : template.functions().values()) {
      Class<?> handler = Class.forName((String) function.get("Handler"));
      assertThat(
              RequestHandler.class.isAssignableFrom(handler)
                  || RequestStreamHandler.class.isAssignableFrom(handler))
          .as("%s is a handler", handler)
          .isTrue();
      assertThat(handler.getConstructor()).isNotNull();
      boolean bot = handler.getPackageName().equals("io.headroom.bot");
      assertThat(function)
          .containsEntry("CodeUri", bot ? "bot/target/bot.zip" : "functions/target/functions");
    }
  }

  /** Beside the code: a change of them alone changes the package, and so publishes versions. */
  @Test
  void theRunbooksAreDeployedAsTheyAreInTheFolderThatPeopleEdit() throws IOException {
    Map<String, Object> variables =
        Template.map(Template.map(template.globals(), "Environment"), "Variables");
    Path deployed = Path.of("..", "functions", "target", "functions");
    String beside = String.valueOf(variables.get("RUNBOOKS")).replaceFirst("^/var/task/", "");
    assertThat(deployed.resolve(beside).toRealPath())
        .isEqualTo(Path.of("..", "runbooks").toRealPath());
  }

  /** Measured for each, as the guide says; a default would be what nobody has decided. */
  @Test
  void everyFunctionHasTheMemoryThatWasMeasuredForIt() throws IOException {
    assertThat(template.globals()).doesNotContainKey("MemorySize");
    String guide = Files.readString(Path.of("..", "docs", "cold-start.md"));
    template
        .functions()
        .forEach(
            (name, function) ->
                assertThat(guide)
                    .as("the table by bench/memory")
                    .containsPattern(
                        "\\| %s \\| [^|]+ \\| %s \\|".formatted(name, megabytes(function))));
  }

  private static String megabytes(Map<String, Object> function) {
    return function.get("MemorySize") instanceof Integer size
        ? String.format(Locale.ROOT, "%,d", size)
        : "no MemorySize";
  }

  /** The alias serves a published version, which keeps the environment it was published with. */
  @Test
  void aChangedParameterPublishesANewVersion() {
    assertThat(template.globals()).containsEntry("AutoPublishAlias", "live");
    assertThat(template.functions().values())
        .allSatisfy(
            function -> assertThat(function).containsEntry("AutoPublishAliasAllProperties", true));
  }

  /**
   * AWS, "Troubleshooting SnapStart errors": a version that was not invoked for 14 days becomes
   * inactive, and the invocation that meets it then fails. In a healthy fleet nobody clicks.
   */
  @Test
  void everyFunctionIsCalledOftenEnoughToKeepItsSnapshot() {
    for (Map.Entry<String, Map<String, Object>> function : template.functions().entrySet()) {
      Map<String, Object> events = Template.map(function.getValue(), "Events");
      boolean checks = function.getKey().equals("CheckFleet");
      Map<String, Object> schedule = Template.map(events, checks ? "EveryMinute" : "StaysActive");
      assertThat(schedule).containsEntry("Type", "ScheduleV2");
      assertThat(Template.map(schedule, "Properties"))
          .as(function.getKey())
          .containsEntry("ScheduleExpression", checks ? "rate(1 minute)" : "rate(1 day)");
      if (!checks) {
        assertThat(Template.map(schedule, "Properties")).doesNotContainKey("State");
      }
    }
    // Where the schedule of CheckFleet is off, another one has it called as often.
    assertThat(template.resource("CheckScopesEveryMinute"))
        .containsEntry("Condition", "SeveralScopes");
    assertThat(template.properties("CheckScopesEveryMinute"))
        .containsEntry("ScheduleExpression", "rate(1 minute)");
  }

  /** SAM's own role would not say whose schedules may use it. */
  @Test
  void everyScheduleUsesTheOneRoleThatMayCallTheFunctions() {
    template.functions().values().stream()
        .flatMap(function -> Template.map(function, "Events").values().stream())
        .map(String::valueOf)
        .filter(event -> event.contains("Type=ScheduleV2"))
        .forEach(event -> assertThat(event).contains("RoleArn=SchedulesRole.Arn"));
    List<String> callable =
        new Grants(template, Set.of())
            .statementsOf("SchedulesRole").stream()
                .filter(statement -> statement.actions().contains("lambda:InvokeFunction"))
                .flatMap(statement -> statement.resources().stream())
                .toList();
    assertThat(callable)
        .containsExactlyInAnyOrderElementsOf(
            template.functions().keySet().stream().map(name -> name + ".Alias").toList());
  }

  @Test
  void rolesThatOtherServicesAssumeServeThisAccountAlone() {
    var services = new TreeSet<String>();
    for (Template each : List.of(template, Template.spoke())) {
      for (String name : each.keys("Resources")) {
        if (!"AWS::IAM::Role".equals(each.resource(name).get("Type"))) {
          continue;
        }
        String trust = String.valueOf(each.properties(name).get("AssumeRolePolicyDocument"));
        Matcher service = SERVICE.matcher(trust);
        if (service.find() && !service.group(1).equals("lambda")) {
          services.add(service.group(1));
          assertThat(trust).as(name).contains("StringEquals={aws:SourceAccount=AWS::AccountId}");
        }
      }
    }
    assertThat(services).containsExactly("events", "scheduler", "states");
  }

  @Test
  void theEnvironmentIsWhatTheFunctionsRead() {
    Map<String, Object> variables =
        Template.map(Template.map(template.globals(), "Environment"), "Variables");
    assertThat(variables)
        .containsOnlyKeys(
            "TABLE_NAME",
            "SLACK_SECRET",
            "CHANNEL",
            "PLACE",
            "CLUSTERS",
            "SCOPES",
            "SLACK_API_URL",
            "REMEDIES",
            "RESPONDERS",
            "TASK_ROLES",
            "RUNBOOKS",
            "JAVA_TOOL_OPTIONS");
    var environment = new HashMap<String, String>();
    variables.keySet().forEach(name -> environment.put(name, ""));
    environment.put("TABLE_NAME", "headroom-Table-1A2B3C");
    environment.put("SLACK_SECRET", "headroom/slack");
    environment.put("CHANNEL", "C0123456789");
    environment.put("PLACE", "123456789012/eu-central-1");
    environment.put("CLUSTERS", "shop");
    environment.put("REMEDIES", "off");
    environment.put("RESPONDERS", "S0123456789");
    environment.put("SLACK_API_URL", "http://localhost/api");
    Settings settings = Settings.of(environment);
    assertThat(settings.remediesOn()).isFalse();
    assertThat(settings.scopes()).hasToString("123456789012/eu-central-1/shop");
    assertThat(settings.responders()).contains("S0123456789");
    assertThat(settings.slackApiUrl()).isPresent();
  }

  @Test
  void theTableIsTheOneTheTestsRunOn() {
    CreateTableRequest tested = IncidentTable.creation("headroom");
    Map<String, Object> deployed = template.properties("Table");
    assertThat(deployed.get("BillingMode")).isEqualTo(tested.billingModeAsString());
    assertThat(deployed.get("KeySchema"))
        .isEqualTo(
            tested.keySchema().stream()
                .map(
                    key ->
                        Map.of(
                            "AttributeName", key.attributeName(), "KeyType", key.keyTypeAsString()))
                .toList());
    assertThat(Template.map(deployed, "StreamSpecification"))
        .containsEntry("StreamViewType", tested.streamSpecification().streamViewTypeAsString());
    assertThat(Template.map(deployed, "TimeToLiveSpecification"))
        .containsEntry(
            "AttributeName",
            IncidentTable.expiry("headroom").timeToLiveSpecification().attributeName());
  }

  @Test
  void theStreamTellsEachFunctionWhatItListensFor() {
    assertThat(pattern("TellSlack", "IncidentEvents")).contains("\"EV#\"", "\"INSERT\"");
    assertThat(pattern("RunRemedy", "Requested"))
        .contains("\"" + EventJson.type(RemedyRequested.class) + "\"", "\"INSERT\"");
  }

  @Test
  void noFunctionThatRunsRemediesOutlivesTheTimeAfterWhichAnotherTakesThemUp() {
    for (String name : List.of("CheckFleet", "RunRemedy")) {
      assertThat(template.properties(name).get("Timeout"))
          .isInstanceOfSatisfying(
              Integer.class, seconds -> assertThat(seconds).isLessThan(ABANDONED_AFTER));
    }
  }

  private String pattern(String function, String event) {
    Map<String, Object> properties =
        Template.map(
            Template.map(Template.map(template.properties(function), "Events"), event),
            "Properties");
    assertThat(properties)
        .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures"))
        .containsKeys("MaximumRetryAttempts", "MaximumRecordAgeInSeconds", "DestinationConfig");
    return String.valueOf(Template.map(properties, "FilterCriteria").get("Filters"));
  }
}
