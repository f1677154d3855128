package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scopes;
import io.headroom.infra.settings.ScopeRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Headroom's template and the one for other accounts have to agree on. */
final class ScopesTemplateTest {

  /** Granted in Headroom's own account alone: its own table, logs and queue, and the way out. */
  private static final Pattern AT_HOME =
      Pattern.compile("(dynamodb|logs|sqs|sts|secretsmanager|ec2):.*");

  private static final List<String> FUNCTIONS =
      List.of("CheckFleet", "RunRemedy", "ServiceChanged", "TaskStopped");

  private final Template hub = Template.read();
  private final Template spoke = Template.spoke();

  @ParameterizedTest
  @CsvSource({"true, ActRole", "false, ActRole", "false, ReadRole"})
  void theRolesInOtherAccountsMayDoWhatTheFunctionsMayDoAtHome(boolean remediesOn, String role) {
    Set<String> on = remediesOn ? Set.of("RemediesOn", "PassesRoles") : Set.of();
    var atHome = new TreeSet<String>();
    for (String function : FUNCTIONS) {
      atHome.addAll(new Grants(hub, on).actions(function));
    }
    atHome.removeIf(AT_HOME.asMatchPredicate());
    var there = new TreeSet<String>();
    new Grants(spoke, on)
        .statementsOf(role)
        .forEach(statement -> there.addAll(statement.actions()));
    assertThat(there).containsExactlyElementsOf(atHome);
  }

  @Test
  void whatOnlyLooksHasARoleThatOnlyLooks() {
    Set<String> on = Set.of("RemediesOn", "PassesRoles", "OtherAccounts");
    for (Grants.Statement statement : new Grants(spoke, on).statementsOf("ReadRole")) {
      assertThat(statement.actions())
          .allMatch(action -> action.matches("[^:]+:(List|Describe|Get).*"));
    }
    assertThat(reached("TaskStopped", on)).containsExactly("-read-");
    assertThat(reached("CheckFleet", on)).containsExactly("-act-");
    assertThat(reached("RunRemedy", on)).containsExactly("-act-");
    assertThat(reached("RunRemedy", Set.of("OtherAccounts")))
        .as("Remedies off")
        .containsExactly("-read-");
    assertThat(reached("RunRemedy", Set.of())).as("one account").isEmpty();
  }

  private Set<String> reached(String function, Set<String> conditions) {
    var roles = new TreeSet<String>();
    for (Grants.Statement statement : new Grants(hub, conditions).statements(function)) {
      if (statement.actions().contains("sts:AssumeRole")) {
        assertThat(statement.condition().toString())
            .isEqualTo("{StringEquals={aws:ResourceAccount=[,, ScopeAccounts]}}");
        for (String resource : statement.resources()) {
          roles.add(resource.replaceFirst(".*StackName\\}", "").replace("*", ""));
        }
      }
    }
    return roles;
  }

  @Test
  void everyStatementThereIsLimitedToItsRegionOrItsResources() {
    for (String role : List.of("ReadRole", "ActRole", "TellRole")) {
      for (Grants.Statement statement :
          new Grants(spoke, Set.of("RemediesOn", "PassesRoles")).statementsOf(role)) {
        assertThat(statement.actions()).noneMatch(action -> action.contains("*"));
        if (statement.resources().contains("*")) {
          assertThat(statement.condition().toString()).contains("aws:RequestedRegion=AWS::Region");
        }
      }
    }
  }

  @Test
  void onlyTheFunctionsThatNeedItAreLetInAndOnlyWithTheExternalId() {
    for (String role : List.of("ReadRole", "ActRole")) {
      String trust = text(spoke.properties(role), "AssumeRolePolicyDocument");
      assertThat(trust)
          .contains("iam::${HubAccount}:root", "StringEquals={sts:ExternalId=ExternalId}")
          .contains(
              "${HubStack}-CheckFleetRole-*",
              "${HubStack}-RunRemedyRole-*",
              "${HubStack}-ServiceChangedRole-*")
          .doesNotContain("BotRole", "TellSlackRole");
      assertThat(trust.contains("${HubStack}-TaskStoppedRole-*"))
          .isEqualTo(role.equals("ReadRole"));
    }
    for (String function : FUNCTIONS) {
      assertThat(hub.properties(function).get("Role")).isEqualTo(function + "Role.Arn");
    }
  }

  /** CloudFormation cuts a stack's name in the name of a role after 24 characters. */
  @Test
  void theStackNameThereIsShortEnoughToBeginTheNamesOfRoles() {
    String pattern = text(spoke.section("Parameters", "HubStack"), "AllowedPattern");
    assertThat("a".repeat(24)).matches(pattern);
    assertThat("a".repeat(25)).doesNotMatch(pattern);
    assertThat("a".repeat(24) + "-read-ap-southeast-3").hasSizeLessThan(64);
  }

  @Test
  void theNamesByWhichTheyFindEachOtherAreTheSame() {
    var act = new ScopeRole("headroom-act", "x9-agreed");
    assertThat(act.arn(new Place("210987654321", "eu-west-1")))
        .endsWith(":role/" + named(spoke, "ActRole", "RoleName"));
    assertThat(text(hub.properties("CheckFleet"), "Environment"))
        .contains("${AWS::StackName}-act", "EXTERNAL_ID=ExternalId");
    assertThat(text(hub.properties("TaskStopped"), "Environment"))
        .contains("SCOPE_ROLE=${AWS::StackName}-read");
    assertThat(hub.properties("Bot")).doesNotContainKey("Environment");
    assertThat(text(spoke.properties("TasksStopped"), "Targets"))
        .contains("event-bus/${HubStack}-scopes");
    assertThat(named(hub, "ScopesBus", "Name")).isEqualTo("headroom-scopes");
    assertThat(hub.properties("ScopesBus").toString())
        .contains("role/${AWS::StackName}-tell-*", "Principal={AWS=[,, ScopeAccounts]}");
    assertThat(named(spoke, "TellRole", "RoleName")).isEqualTo("headroom-tell-eu-west-1");
  }

  private static String named(Template template, String resource, String property) {
    return text(template.properties(resource), property)
        .replace("${HubStack}", "headroom")
        .replace("${AWS::StackName}", "headroom")
        .replace("${AWS::Region}", "eu-west-1");
  }

  @Test
  void stoppedTasksAreToldByTheSamePatternFromEverywhere() {
    Object atHome =
        Template.map(
                Template.map(Template.map(hub.properties("TaskStopped"), "Events"), "Stopped"),
                "Properties")
            .get("Pattern");
    assertThat(spoke.properties("TasksStopped").get("EventPattern")).isEqualTo(atHome);
    assertThat(hub.properties("StoppedElsewhere").get("EventPattern")).isEqualTo(atHome);
  }

  @Test
  void changedServicesAreToldByTheSamePatternsFromEverywhere() {
    Map<String, Object> events = Template.map(hub.properties("ServiceChanged"), "Events");
    var types = new TreeSet<String>();
    var names = new TreeSet<String>();
    for (String event : events.keySet()) {
      if (!"EventBridgeRule".equals(Template.map(events, event).get("Type"))) {
        continue;
      }
      Map<String, Object> pattern =
          Template.map(Template.map(Template.map(events, event), "Properties"), "Pattern");
      types.addAll(texts(pattern, "detail-type"));
      names.addAll(texts(Template.map(pattern, "detail"), "eventName"));
    }
    Map<String, Object> there = Template.map(spoke.properties("ServicesChanged"), "EventPattern");
    assertThat(texts(there, "detail-type")).containsExactlyInAnyOrderElementsOf(types);
    assertThat(texts(Template.map(there, "detail"), "eventName"))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(
            texts(Template.map(hub.properties("ChangedElsewhere"), "EventPattern"), "detail-type"))
        .containsExactlyInAnyOrderElementsOf(types);
  }

  private static List<String> texts(Map<String, Object> of, String key) {
    return ((List<?>) Objects.requireNonNull(of.get(key))).stream().map(String::valueOf).toList();
  }

  @Test
  void asksAndAnswersWhatOperatorsRelyOn() {
    assertThat(spoke.keys("Parameters"))
        .containsExactlyInAnyOrder(
            "HubAccount",
            "HubRegion",
            "HubStack",
            "ExternalId",
            "Clusters",
            "Remedies",
            "TaskRoles");
    assertThat(spoke.keys("Outputs"))
        .containsExactlyInAnyOrder("ReadRoleArn", "ActRoleArn", "Scope");
    for (String parameter : List.of("Clusters", "Remedies", "TaskRoles")) {
      assertThat(pattern(spoke, parameter)).isEqualTo(pattern(hub, parameter));
    }
  }

  private static Map<String, Object> pattern(Template template, String parameter) {
    Map<String, Object> declared = new HashMap<>(template.section("Parameters", parameter));
    declared.remove("Description");
    return declared;
  }

  /** CloudFormation refuses what the functions would refuse, as far as a pattern can. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012/eu-central-1/shop",
        "123456789012/eu-central-1/*",
        "123456789012/eu-central-1/shop+batch,210987654321/eu-west-1/*",
      })
  void whatTheParameterTakesTheFunctionsRead(String scopes) {
    assertThat(scopes).matches(scopesPattern());
    assertThat(Scopes.parse(scopes)).hasToString(scopes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "123456789012/eu-central-1",
        "123456789012/eu-central-1/shop,",
        "123456789012/eu-central-1/shop, 210987654321/eu-west-1/*",
        "123456789012/eu-central-1/shop+*",
        "12345678901/eu-central-1/shop",
      })
  void whatTheFunctionsRefuseTheParameterRefuses(String scopes) {
    assertThat(scopes).doesNotMatch(scopesPattern());
  }

  @Test
  void oneScopeNeedsNoParameter() {
    assertThat("").matches(scopesPattern());
  }

  private String scopesPattern() {
    return text(hub.section("Parameters", "Scopes"), "AllowedPattern");
  }

  private static String text(Map<String, Object> of, String key) {
    return String.valueOf(of.get(key));
  }
}
