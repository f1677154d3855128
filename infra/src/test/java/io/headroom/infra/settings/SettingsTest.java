package io.headroom.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "TABLE_NAME", "headroom",
          "SLACK_SECRET", "headroom/slack",
          "CHANNEL", "C0123456789",
          "PLACE", "123456789012/eu-central-1");

  private static final Place HOME = new Place("123456789012", "eu-central-1");

  @Test
  void defaults() {
    assertThat(Settings.of(LEAST))
        .isEqualTo(
            new Settings(
                "headroom",
                "headroom/slack",
                "C0123456789",
                HOME,
                Scopes.of(Scope.all(HOME)),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void explicitMapping() {
    var environment = new HashMap<>(LEAST);
    environment.put("CLUSTERS", "shop, batch");
    environment.put("SLACK_API_URL", "http://localhost:4000/api");
    environment.put("REMEDIES", "off");
    environment.put("RESPONDERS", "S0123456789");
    environment.put("TASK_ROLES", "ecsTaskExecutionRole, shop-*");
    environment.put("PAGERDUTY_SECRET", "headroom/pagerduty");
    environment.put("RUNBOOKS", "/opt");
    assertThat(Settings.of(environment))
        .isEqualTo(
            new Settings(
                "headroom",
                "headroom/slack",
                "C0123456789",
                HOME,
                Scopes.of(new Scope(HOME, List.of("shop", "batch"))),
                Optional.empty(),
                Optional.of(URI.create("http://localhost:4000/api/")),
                false,
                Optional.of("S0123456789"),
                List.of("ecsTaskExecutionRole", "shop-*"),
                Optional.of(Path.of("/opt")),
                Optional.of("headroom/pagerduty")));
  }

  /** A parameter that is left empty in CloudFormation arrives as an empty variable. */
  @Test
  void emptyIsAsIfNotSet() {
    var environment = new HashMap<>(LEAST);
    environment.put("CLUSTERS", "*");
    environment.put("SLACK_API_URL", "");
    environment.put("RESPONDERS", " ");
    environment.put("RUNBOOKS", "");
    assertThat(Settings.of(environment)).isEqualTo(Settings.of(LEAST));
  }

  @Test
  void everythingMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> Settings.of(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("TABLE_NAME", "SLACK_SECRET", "CHANNEL", "PLACE");
  }

  @ParameterizedTest
  @CsvSource({
    "CHANNEL, #ops, the id of a channel",
    "CHANNEL, ops, the id of a channel",
    "PLACE, eu-central-1, account and Region",
    "SLACK_API_URL, slack.com/api, a URL such as",
    "SLACK_API_URL, ftp://slack.com/api, a URL such as",
    "REMEDIES, no, on or off",
    "RESPONDERS, @oncall, the id of a user group",
    "TASK_ROLES, shop role, names of roles with commas between",
    "TASK_ROLES, arn:aws:iam::1:role/shop, names of roles with commas between",
  })
  void aWrongValueIsNamedWithWhatIsRight(String variable, String value, String wanted) {
    var environment = new HashMap<>(LEAST);
    environment.put(variable, value);
    assertThatThrownBy(() -> Settings.of(environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("environment variable " + variable + " is", wanted);
  }
}
