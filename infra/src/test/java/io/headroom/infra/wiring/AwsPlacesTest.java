package io.headroom.infra.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.ScopedFleet;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The SDK's own protocols, over HTTP. */
class AwsPlacesTest {

  private static final Place HOME = new Place("123456789012", "eu-central-1");
  private static final Place AWAY = new Place("210987654321", "eu-west-1");
  private static final Place THIRD = new Place("333333333333", "eu-central-1");

  @AutoClose private final StsAndEcs aws = new StsAndEcs();
  private final Settings settings = settings(Map.of());
  private final AwsPlaces places = places(settings);
  private final ScopedFleet fleet = new ScopedFleet(settings.scopes(), places);

  @Test
  void homeIsReachedByTheFunctionsOwnRole() {
    read(HOME);
    assertThat(aws.listed()).containsExactly("AKIAHOME/eu-central-1");
    assertThat(aws.assumed()).isEmpty();
  }

  @Test
  void anotherAccountIsReachedByItsRoleThere() {
    read(AWAY);
    assertThat(aws.listed()).containsExactly("ASIA210987654321/eu-west-1");
    assertThat(aws.assumed())
        .singleElement()
        .satisfies(
            asked ->
                assertThat(asked)
                    .containsEntry(
                        "RoleArn", "arn:aws:iam::210987654321:role/headroom-act-eu-west-1")
                    .containsEntry("ExternalId", "x9-agreed")
                    .containsEntry("RoleSessionName", "headroom"));
  }

  @Test
  void eachPlaceHasCredentialsOfItsOwnAndKeepsThem() {
    for (int invocation = 0; invocation < 3; invocation++) {
      read(HOME);
      read(AWAY);
      read(THIRD);
    }
    assertThat(aws.assumed()).hasSize(2);
    assertThat(aws.listed())
        .hasSize(9)
        .contains(
            "AKIAHOME/eu-central-1", "ASIA210987654321/eu-west-1", "ASIA333333333333/eu-central-1");
  }

  /** The SDK renews within a minute of the end at the latest. */
  @Test
  void credentialsThatAreAboutToEndAreRenewed() {
    aws.lasts = Duration.ofSeconds(30);
    read(AWAY);
    aws.lasts = Duration.ofHours(1);
    read(AWAY);
    int renewed = aws.assumed().size();
    read(AWAY);
    assertThat(renewed).isGreaterThan(1);
    assertThat(aws.assumed()).as("and then kept").hasSize(renewed);
  }

  @Test
  void aRoleThatIsRefusedIsToldAsThat() {
    aws.refuses = true;
    assertThatThrownBy(() -> read(AWAY))
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ACCESS_DENIED))
        .hasMessageContainingAll(
            "AssumeRole arn:aws:iam::210987654321:role/headroom-act-eu-west-1",
            "AccessDenied: not authorized to perform: sts:AssumeRole");
    assertThat(aws.listed()).isEmpty();

    aws.refuses = false;
    read(AWAY);
    assertThat(aws.listed()).as("once it is allowed, it goes on").hasSize(1);
  }

  @Test
  void whatTheOtherAccountRefusesHoldsNothingOfTheCredentials() {
    aws.ecsRefuses = true;
    assertThatThrownBy(() -> read(AWAY))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("ListClusters")
        .hasStackTraceContaining("AccessDeniedException")
        .satisfies(
            thrown -> assertThat(stackTrace(thrown)).doesNotContain(StsAndEcs.SECRET, "x9-agreed"));
  }

  @Test
  void aFunctionWithoutARoleSaysWhatIsMissing() {
    Settings without = settings(Map.of("SCOPE_ROLE", ""));
    assertThatThrownBy(() -> places(without).fleet(AWAY))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("210987654321/eu-west-1", "SCOPE_ROLE");
  }

  private void read(Place place) {
    fleet.read(Scope.all(place));
  }

  private AwsPlaces places(Settings of) {
    return new AwsPlaces(
        AwsClients.at(
            aws.endpoint(),
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAHOME", "home"))),
        of,
        Abreast.ONE,
        Abreast.ONE);
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Settings settings(Map<String, String> more) {
    var environment =
        new HashMap<>(
            Map.of(
                "TABLE_NAME", "headroom",
                "SLACK_SECRET", "headroom/slack",
                "CHANNEL", "C0123456789",
                "PLACE", HOME.toString(),
                "SCOPES", "%s/*,%s/*,%s/*".formatted(HOME, AWAY, THIRD),
                "SCOPE_ROLE", "headroom-act",
                "EXTERNAL_ID", "x9-agreed"));
    environment.putAll(more);
    return Settings.of(environment);
  }
}
