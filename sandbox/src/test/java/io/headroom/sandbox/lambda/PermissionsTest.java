package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.lambda.Grants.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The roles in {@code template.yaml} against the calls that the code makes: what is not granted
 * fails at night, and what is granted for nothing is a risk for nothing.
 */
final class PermissionsTest {

  private static final Set<String> ALL_ON =
      Set.of("RemediesOn", "PassesRoles", "HasPagerDuty", "OtherAccounts", "InVpc");

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

  /** What does not change ECS, nor lets something else do so, by its name. */
  private static final Pattern READS = Pattern.compile("[a-z0-9-]+:(List|Describe|Get)\\w*");

  /** What a function may write with the remedies off: its own table, logs and dead letters. */
  private static final Set<String> OWN =
      Set.of(
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem",
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "sqs:SendMessage");

  /**
   * What is about one cluster, which the condition key {@code ecs:cluster} can limit; says the
   * Service Authorization Reference.
   */
  private static final Set<String> OF_A_CLUSTER =
      Set.of(
          "ecs:ListServices",
          "ecs:ListTasks",
          "ecs:DescribeServices",
          "ecs:DescribeTasks",
          "ecs:UpdateService",
          "ecs:StopTask");

  private static final String REGION = "aws:RequestedRegion=AWS::Region";

  /** The clusters given, as ARNs. */
  private static final String CLUSTERS =
      "[,, [arn:*:ecs:*:*:cluster/${names}, {names=[,arn:*:ecs:*:*:cluster/, [,, Clusters]]}]]";

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
    var everythingElseOn = new TreeSet<>(ALL_ON);
    everythingElseOn.removeAll(Set.of("RemediesOn", "PassesRoles"));
    var grants = new Grants(template, everythingElseOn);
    for (String function : template.functions().keySet()) {
      // Where the role assumed may only read: ScopesTemplateTest.
      assertThat(grants.actions(function))
          .as(function)
          .filteredOn(action -> !OWN.contains(action) && !action.equals("sts:AssumeRole"))
          .allMatch(READS.asMatchPredicate());
    }
    assertThat(new Grants(template, ALL_ON).actions("RunRemedy")).containsAll(CHANGES);
  }

  @Test
  void whatReachesTheFleetReachesThisRegionAndTheClustersGiven() {
    var limited = new TreeSet<String>();
    for (String function : template.functions().keySet()) {
      for (Statement statement : new Grants(template, ALL_ON).statements(function)) {
        String condition = statement.condition().toString();
        for (String action : statement.actions()) {
          if (OF_A_CLUSTER.contains(action)) {
            assertThat(condition).as(action).contains("ecs:cluster=" + CLUSTERS);
            limited.add(action);
          }
          if (action.matches("(ecs|cloudwatch|application-autoscaling):.*")
              && statement.resources().stream().noneMatch(one -> one.contains("AWS::Region"))) {
            assertThat(condition).as(action).contains(REGION);
          }
        }
        if (statement.actions().contains("ecs:DescribeClusters")) {
          assertThat(statement.resources()).hasToString(CLUSTERS);
        }
      }
    }
    assertThat(limited).isEqualTo(new TreeSet<>(OF_A_CLUSTER));
  }

  /** Lambda connects a function to a VPC in the name of its role; its code has no part in it. */
  @Test
  void noCodeOfOursCanTouchANetworkInterface() {
    var grants = new Grants(template, Set.of("InVpc"));
    for (String function : template.functions().keySet()) {
      var ofEc2 = new TreeSet<String>();
      grants.statements(function).forEach(statement -> ofEc2.addAll(statement.actions()));
      ofEc2.removeIf(action -> !action.startsWith("ec2:"));
      assertThat(ofEc2).as(function).contains("ec2:DeleteNetworkInterface");
      assertThat(grants.denied(function)).containsExactlyElementsOf(ofEc2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shop-*", "ecsTaskExecutionRole,shop-*", "path/of/role,*-task"})
  void rolesAreNamed(String roles) {
    assertThat(roles).matches(taskRoles(template)).matches(taskRoles(Template.spoke()));
  }

  /** Every role of the account could be handed to a task then. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "*/*", "shop-*,*", "*,shop-*", "shop-*,"})
  void anAsteriskAloneIsNoNameOfARole(String roles) {
    assertThat(roles).doesNotMatch(taskRoles(template)).doesNotMatch(taskRoles(Template.spoke()));
  }

  private static String taskRoles(Template template) {
    return String.valueOf(template.section("Parameters", "TaskRoles").get("AllowedPattern"));
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
    var grants = new Grants(template, ALL_ON);
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
