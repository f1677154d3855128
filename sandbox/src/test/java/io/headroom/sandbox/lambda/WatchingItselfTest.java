package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alarms and the dashboard of {@code template.yaml}, and what {@code docs/operate.md} says. */
final class WatchingItselfTest {

  private static final Pattern OWN_METRIC = Pattern.compile("\"Headroom\", \"(\\w+)\"");

  private final Template template = Template.read();
  private final String guide = read(Path.of("..", "docs", "operate.md"));

  @Test
  void everyFunctionHasAnAlarmOnErrorsAndOnThrottles() {
    for (String metric : List.of("Errors", "Throttles")) {
      assertThat(functionsOf(metric)).as(metric).isEqualTo(template.functions().keySet());
    }
  }

  /** What a function answers rather than throws is no error to Lambda, nor a late record. */
  @Test
  void everyFunctionThatHandlesItsFailuresHasAnAlarmOnThem() {
    assertThat(functionsOf("Failures"))
        .containsExactlyInAnyOrder("TaskStopped", "ServiceChanged", "RunRemedy", "Bot");
    assertThat(functionsOf("SlackFailures")).containsExactly("TellSlack");
  }

  /** A check that comes to its end is a heartbeat, however little it could see. */
  @Test
  void whatCannotBeSeenIsAlarmedOnThoughTheHeartBeats() {
    assertThat(template.properties("CannotSee"))
        .containsEntry("MetricName", "Unread")
        .containsEntry("Threshold", 0)
        .containsEntry("EvaluationPeriods", 15)
        .containsEntry("DatapointsToAlarm", 10);
    assertThat(template.properties("ScopesNotChecked"))
        .containsEntry("MetricName", "ScopesOverdue")
        .containsEntry("Threshold", 0);
  }

  /** To CloudWatch an execution that took too long, or was held up, is none that failed. */
  @Test
  void theMapOverScopesHasAnAlarmOnEachWayInWhichItCanEndBadly() {
    List<Map<String, Object>> own =
        alarms().values().stream()
            .filter(alarm -> "AWS/States".equals(alarm.get("Namespace")))
            .toList();
    assertThat(own)
        .extracting(alarm -> alarm.get("MetricName"))
        .containsExactlyInAnyOrder("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled");
    assertThat(own)
        .allSatisfy(
            alarm ->
                assertThat(String.valueOf(alarm.get("Dimensions")))
                    .contains(":stateMachine:" + template.properties("CheckScopes").get("Name")));
  }

  @Test
  void everyFunctionOnTheStreamHasAnAlarmOnItsAge() {
    assertThat(functionsOf("IteratorAge")).containsExactlyInAnyOrder("TellSlack", "RunRemedy");
  }

  @Test
  void theHeartbeatBreachesWhenItIsMissing() {
    assertThat(template.properties("NotChecking"))
        .containsEntry("Namespace", "Headroom")
        .containsEntry("MetricName", "Heartbeat")
        .containsEntry("TreatMissingData", "breaching");
  }

  /** What is only there with an address could be seen by nobody who has none. */
  @Test
  void alarmsAreAlwaysThereAndGoToTheTopic() {
    assertThat(alarms()).hasSizeGreaterThan(15);
    alarms()
        .forEach(
            (name, properties) -> {
              assertThat(template.resource(name)).as(name).doesNotContainKey("Condition");
              assertThat(properties).containsEntry("AlarmActions", List.of("AlarmTopic"));
            });
    assertThat(template.resource("AlarmTopic")).doesNotContainKey("Condition");
  }

  @Test
  void theGuideSaysWhatEachAlarmMeansAndTheDashboardShowsIt() {
    String dashboard = String.valueOf(template.properties("Overview").get("DashboardBody"));
    for (String alarm : alarms().keySet()) {
      assertThat(guide).contains("`" + alarm + "`");
      assertThat(dashboard).contains("${" + alarm + ".Arn}");
    }
    assertThat(guide).contains("The %d alarms cost $0.10 each".formatted(alarms().size()));
  }

  @Test
  void theGuideNamesEveryMetricThatIsShownOrAlarmedOn() {
    Set<String> used =
        alarms().values().stream()
            .filter(alarm -> "Headroom".equals(alarm.get("Namespace")))
            .map(alarm -> (String) alarm.get("MetricName"))
            .collect(Collectors.toCollection(TreeSet::new));
    OWN_METRIC
        .matcher(String.valueOf(template.properties("Overview").get("DashboardBody")))
        .results()
        .forEach(match -> used.add(match.group(1)));
    assertThat(used).hasSizeGreaterThan(15);
    assertThat(used).allSatisfy(metric -> assertThat(guide).contains("`" + metric + "`"));
  }

  private Set<String> functionsOf(String metric) {
    return alarms().values().stream()
        .filter(alarm -> metric.equals(alarm.get("MetricName")))
        .map(alarm -> String.valueOf(alarm.get("Dimensions")))
        .map(dimensions -> dimensions.replaceAll(".*Value=(\\w+).*", "$1"))
        .collect(Collectors.toSet());
  }

  private Map<String, Map<String, Object>> alarms() {
    return template.keys("Resources").stream()
        .filter(name -> "AWS::CloudWatch::Alarm".equals(template.resource(name).get("Type")))
        .collect(Collectors.toMap(name -> name, template::properties));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
