package io.headroom.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.lambda.Grants.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets come from Secrets Manager, when they are needed, to the functions that need them. */
final class TemplateSecretsTest {

  private static final String GET = "secretsmanager:GetSecretValue";
  private static final Set<String> EVERYTHING =
      Set.of("RemediesOn", "PassesRoles", "InVpc", "HasPagerDuty");

  private final Template template = Template.read();

  /** What CloudFormation resolves into a template is in the function's configuration, for all. */
  @Test
  void nothingIsResolvedIntoTheTemplate() {
    assertThat(Template.text())
        .doesNotContain("{{resolve:", "NoEcho", "xoxb-1", "SecretString", "AWS::SSM::Parameter");
  }

  /** Only by these names: each is the name of a secret, not what is in it. */
  @Test
  void theEnvironmentNamesSecretsAndHoldsNone() {
    var named = new TreeMap<String, Object>();
    var places = new ArrayList<>(template.functions().values());
    places.add(template.globals());
    places.stream()
        .filter(place -> place.containsKey("Environment"))
        .map(place -> Template.map(Template.map(place, "Environment"), "Variables"))
        .forEach(
            variables ->
                variables.forEach(
                    (variable, value) -> {
                      if (variable.matches(".*(SECRET|TOKEN|KEY|PASSWORD|CREDENTIAL).*")) {
                        named.put(variable, value);
                      }
                    }));
    assertThat(named)
        .containsOnly(
            Map.entry("SLACK_SECRET", "SlackSecret"),
            Map.entry("PAGERDUTY_SECRET", "PagerDutySecret"));
  }

  @Test
  void onlyCheckFleetCallsByPagerDutyAndOnlyWhereItIsSetUp() {
    template
        .functions()
        .forEach(
            (name, function) -> {
              if (!name.equals("CheckFleet")) {
                assertThat(function.toString()).as(name).doesNotContain("PagerDutySecret");
              }
            });
    assertThat(secrets("CheckFleet", EVERYTHING))
        .allMatch(arn -> arn.contains("${PagerDutySecret}-"));
    assertThat(secrets("CheckFleet", EVERYTHING)).hasSize(1);
    assertThat(secrets("CheckFleet", Set.of("RemediesOn"))).isEmpty();
  }

  @Test
  void theSlackSecretIsForThoseThatSpeakToSlack() {
    for (String name : template.functions().keySet()) {
      boolean speaks = name.equals("Bot") || name.equals("TellSlack");
      assertThat(secrets(name, EVERYTHING).stream().filter(arn -> arn.contains("${SlackSecret}-")))
          .as(name)
          .hasSize(speaks ? 1 : 0);
    }
  }

  /** Whoever types the secret itself where its name belongs is told so, before it is stored. */
  @ParameterizedTest
  @CsvSource({
    "SlackSecret, headroom/slack, true",
    "SlackSecret, prod/headroom_slack.v2, true",
    "SlackSecret, xoxb-1234-abcd, false",
    "SlackSecret, '{\"botToken\": \"xoxb-1\"}', false",
    "PagerDutySecret, '', true",
    "PagerDutySecret, headroom/pagerduty, true",
    "PagerDutySecret, e93facc04764012d7bfb002500d5d1a6, false",
    "PagerDutySecret, '{\"routingKey\": \"x\"}', false",
  })
  void aParameterTakesTheNameOfASecretAndNotTheSecret(
      String parameter, String value, boolean taken) {
    Object pattern = template.section("Parameters", parameter).get("AllowedPattern");
    assertThat(value.matches(String.valueOf(pattern))).isEqualTo(taken);
  }

  private List<String> secrets(String function, Set<String> conditions) {
    return new Grants(template, conditions)
        .statements(function).stream()
            .filter(statement -> statement.actions().contains(GET))
            .map(Statement::resources)
            .flatMap(List::stream)
            .toList();
  }
}
