package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.lambda.Grants.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The roles in {@code template.yaml} against the calls that the code makes: what is not granted
 * fails at night, and what is granted for nothing is a risk for nothing.
 */
final class PermissionsTest {

  private static final Set<String> ALL_ON =
      Set.of("RemediesOn", "PassesRoles", "HasPagerDuty", "OtherAccounts");

  /** Logs, streams, given-up events: Lambda itself does that, in the name of the function. */
  private static final Set<String> OF_LAMBDA =
      Set.of(
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams",
          "sqs:SendMessage");

  /**
   * What the bytecode reaches and the function does not: it shares the code of the check, with a
   * pager that leaves everything to it ({@code Pager.ELSEWHERE}).
   */
  private static final Map<String, Set<String>> NOT_CALLED =
      Map.of("ServiceChanged", Set.of("secretsmanager:GetSecretValue"));

  /** What changes ECS, or lets something else do so. */
  private static final Set<String> CHANGES =
      Set.of(
          "ecs:UpdateService",
          "ecs:StopTask",
          "ecs:RegisterTaskDefinition",
          "ecs:TagResource",
          "application-autoscaling:RegisterScalableTarget",
          "iam:PassRole");

  /** These take no resource, says the Service Authorization Reference. */
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of(
          "application-autoscaling:DescribeScalableTargets",
          "cloudwatch:GetMetricData",
          "cloudwatch:ListMetrics",
          "dynamodb:ListStreams",
          "ec2:DescribeNetworkInterfaces",
          "ecs:DescribeTaskDefinition",
          "ecs:ListClusters",
          "ecs:ListTaskDefinitions");

  private final Template template = Template.read();
  private final SdkCalls calls = SdkCalls.read();

  @Test
  void eachFunctionMayDoWhatItsCodeCallsAndNothingElse() throws ClassNotFoundException {
    var grants = new Grants(template, ALL_ON);
    for (Map.Entry<String, Map<String, Object>> function : template.functions().entrySet()) {
      Class<?> handler = Class.forName((String) function.getValue().get("Handler"));
      var granted = new TreeSet<>(grants.actions(function.getKey()));
      granted.removeAll(OF_LAMBDA);
      var called = new TreeSet<>(calls.from(handler));
      called.removeAll(NOT_CALLED.getOrDefault(function.getKey(), Set.of()));
      assertThat(granted).as(function.getKey()).containsExactlyElementsOf(called);
    }
  }

  @Test
  void noCallIsMadeThatNoFunctionReaches() throws ClassNotFoundException {
    var reached = new TreeSet<String>();
    for (Map<String, Object> function : template.functions().values()) {
      reached.addAll(calls.from(Class.forName((String) function.get("Handler"))));
    }
    assertThat(reached).containsExactlyElementsOf(calls.anywhere());
  }

  @Test
  void withRemediesOffNoFunctionCanChangeEcs() {
    var grants = new Grants(template, Set.of());
    for (String function : template.functions().keySet()) {
      assertThat(grants.actions(function)).as(function).doesNotContainAnyElementsOf(CHANGES);
    }
    assertThat(new Grants(template, ALL_ON).actions("RunRemedy")).containsAll(CHANGES);
  }

  @Test
  void rolesAreHandedOnlyToTasksAndOnlyThoseNamed() {
    assertThat(new Grants(template, Set.of("RemediesOn")).actions("RunRemedy"))
        .as("no role is named")
        .doesNotContain("iam:PassRole");
    Statement pass =
        new Grants(template, ALL_ON)
            .statements("RunRemedy").stream()
                .filter(statement -> statement.actions().contains("iam:PassRole"))
                .findFirst()
                .orElseThrow();
    assertThat(pass.actions()).containsExactly("iam:PassRole");
    assertThat(pass.resources().toString()).contains("role/${names}", "TaskRoles");
    assertThat(pass.condition().toString())
        .isEqualTo("{StringEquals={iam:PassedToService=ecs-tasks.amazonaws.com}}");
  }

  @Test
  void noActionHasAnAsteriskAndEveryResourceIsNamedOrConditioned() {
    var grants =
        new Grants(
            template,
            Set.of("RemediesOn", "PassesRoles", "OtherAccounts", "InVpc", "HasPagerDuty"));
    for (String function : template.functions().keySet()) {
      for (Statement statement : grants.statements(function)) {
        assertThat(statement.actions()).noneMatch(action -> action.contains("*"));
        if (statement.resources().contains("*") && statement.condition().isEmpty()) {
          assertThat(WITHOUT_RESOURCE).as(function).containsAll(statement.actions());
        }
      }
    }
  }
}
