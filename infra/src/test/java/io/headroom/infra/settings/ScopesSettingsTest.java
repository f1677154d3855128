package io.headroom.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.fleet.Place;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopesSettingsTest {

  private static final String TWO = "123456789012/eu-central-1/shop,210987654321/eu-west-1/*";

  @Test
  void scopesAreAllThatIsWatched() {
    Settings settings =
        read(Map.of("SCOPES", TWO, "SCOPE_ROLE", "headroom-read", "EXTERNAL_ID", "x9"));
    assertThat(settings.scopes()).hasToString(TWO);
    assertThat(settings.scopeRole()).contains(new ScopeRole("headroom-read", "x9"));
  }

  @Test
  void aFunctionThatReachesNoOtherPlaceNeedsNoRole() {
    assertThat(read(Map.of("SCOPES", TWO)).scopeRole()).as("the bot").isEmpty();
    assertThat(read(Map.of("SCOPE_ROLE", "headroom-read", "EXTERNAL_ID", "")).scopeRole())
        .as("one scope")
        .isEmpty();
  }

  @Test
  void theRoleOfAPlaceHasItsRegionInItsName() {
    var role = new ScopeRole("headroom-act", "x9");
    assertThat(role.arn(new Place("210987654321", "eu-west-1")))
        .isEqualTo("arn:aws:iam::210987654321:role/headroom-act-eu-west-1");
    assertThat(role.arn(new Place("210987654321", "cn-north-1")))
        .isEqualTo("arn:aws-cn:iam::210987654321:role/headroom-act-cn-north-1");
  }

  @Test
  void theExternalIdIsAskedForWhereARoleNeedsIt() {
    assertThatThrownBy(() -> read(Map.of("SCOPES", TWO, "SCOPE_ROLE", "headroom-read")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("environment variable EXTERNAL_ID is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "shop, 'SCOPES: \"shop\" is no ACCOUNT/REGION/CLUSTERS'",
    "123456789012/eu-central-1/a;123456789012/eu-west-1/a, 'is no ACCOUNT/REGION'",
    "'123456789012/eu-central-1/a,', 'SCOPES: \"\" is no ACCOUNT/REGION/CLUSTERS'",
    "'123456789012/eu-west-1/a,123456789012/eu-west-1/a', overlap",
    "123456789012/eu-central-1/shop+vault, 'goes beyond the parameter Clusters (shop,batch)'",
    "123456789012/eu-central-1/*, 'goes beyond the parameter Clusters (shop,batch)'",
  })
  void aWrongScopeIsNamedWithWhatIsRight(String scopes, String said) {
    assertThatThrownBy(() -> read(Map.of("SCOPES", scopes, "CLUSTERS", "shop,batch")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(said);
  }

  @Test
  void clustersAreNamesOfClusters() {
    assertThatThrownBy(() -> read(Map.of("CLUSTERS", "shop;batch")))
        .hasMessageContaining("CLUSTERS: \"shop;batch\" is no name of a cluster");
  }

  @Test
  void aScopeAtHomeMayBeAnyPartOfTheClusters() {
    assertThat(
            read(Map.of(
                    "CLUSTERS",
                    "shop,batch",
                    "SCOPES",
                    "123456789012/eu-central-1/shop,123456789012/eu-central-1/batch"))
                .scopes()
                .all())
        .hasSize(2);
  }

  private static Settings read(Map<String, String> more) {
    var environment =
        new HashMap<>(
            Map.of(
                "TABLE_NAME", "headroom",
                "SLACK_SECRET", "headroom/slack",
                "CHANNEL", "C0123456789",
                "PLACE", "123456789012/eu-central-1"));
    environment.putAll(more);
    return Settings.of(environment);
  }
}
