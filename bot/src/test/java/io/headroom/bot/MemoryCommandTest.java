package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.CheckReport.Usage;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Ratio;
import io.headroom.infra.slack.Posted;
import io.headroom.infra.slack.ThreadRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden answers are in the resources; what differs is shown whole, to be read and copied. */
class MemoryCommandTest {

  private static final Scopes THREE =
      Scopes.parse(
          "123456789012/eu-central-1/shop,210987654321/eu-central-1/shop+batch,"
              + "210987654321/eu-west-1/*");

  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final BotWorld world = new BotWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void help() {
    golden("help", world.type("help"));
  }

  @Test
  void nothingTypedIsHelp() {
    assertThat(world.type("  ").body()).isEqualTo(world.type("help").body());
  }

  @Test
  void statusOfAFleetThatIsWellSeen() {
    world.checkLog.save(
        report(BotWorld.NOW.minusSeconds(40), List.of(), List.of(), List.of(), List.of()));
    thread();
    golden("status", world.type("status"));
  }

  @Test
  void statusSaysAtTheTopThatSomethingCannotBeSeen() {
    world.checkLog.save(
        report(
            BotWorld.NOW.minusSeconds(40),
            List.of("search", "batch_*run*"),
            List.of(
                new Unread("payments", FleetException.Reason.ACCESS_DENIED, "no <ecs:List> here")),
            List.of("THROTTLED: GetMetricData: Rate exceeded"),
            List.of("shop/cart: \"nodejs\"")));
    world.press(RemedyKind.RESTART);
    golden("status-gaps", world.type("STATUS"));
  }

  @Test
  void aCheckThatIsLateIsSaidLoudly() {
    world.checkLog.save(
        report(BotWorld.NOW.minusSeconds(181), List.of(), List.of(), List.of(), List.of()));
    assertThat(world.type("status").body())
        .contains(
            "Not watching: the last check was 3 min ago", "says nothing of now", "of 9 services")
        .doesNotContain("Watching ");
    world.checkLog.save(
        report(BotWorld.NOW.minusSeconds(180), List.of(), List.of(), List.of(), List.of()));
    assertThat(world.type("status").body()).contains("Watching 9 services");
  }

  @Test
  void noCheckAtAllIsSaidLoudly() {
    golden("status-never", world.type("status"));
  }

  @Test
  void aCheckThatFailsSaysWhyAndForHowLong() {
    world.checkLog.save(
        report(BotWorld.NOW.minusSeconds(90), List.of(), List.of(), List.of(), List.of()));
    world.checkLog.failed(SampleServices.SCOPE, failure(BotWorld.NOW.minusSeconds(30)));
    assertThat(world.type("status").body())
        .contains(
            "Watching 9 services",
            "*Checks have been failing for 30 s*: THROTTLED: ListClusters: Rate exceeded");
  }

  @Test
  void aCheckThatHasAlwaysFailedSaysWhy() {
    world.checkLog.failed(SampleServices.SCOPE, failure(BotWorld.NOW.minusSeconds(300)));
    assertThat(world.type("status").body())
        .contains(
            "Nothing is watched",
            "*Checks have been failing for 5 min*, last tried 5 min ago: THROTTLED");
  }

  @Test
  void severalScopesThatAreAllWatched() {
    try (var several = new BotWorld(true, THREE)) {
      fill(several, THREE.all().get(0), 40, "search");
      fill(several, THREE.all().get(1), 70);
      fill(several, THREE.all().get(2), 50);
      golden("status-scopes", several.type("status"));
    }
  }

  /** One fails, one was never checked: both stand first, and nothing is said of what they have. */
  @Test
  void aScopeThatIsNotWatchedIsSaidLoudly() {
    try (var several = new BotWorld(true, THREE)) {
      fill(several, THREE.all().get(0), 40);
      fill(several, THREE.all().get(1), 720, "search");
      several.checkLog.failed(
          THREE.all().get(1),
          new CheckFailure(
              BotWorld.NOW.minusSeconds(660), CheckFailure.Reason.THROTTLED, "Rate exceeded"));
      several.checkLog.failed(
          THREE.all().get(1),
          new CheckFailure(
              BotWorld.NOW.minusSeconds(50),
              CheckFailure.Reason.ACCESS_DENIED,
              "AssumeRole arn:aws:iam::210987654321:role/headroom-act-eu-central-1: AccessDenied:"
                  + " not <authorized> to perform: sts:AssumeRole"));
      golden("status-scopes-failing", several.type("status"));
    }
  }

  @Test
  void manyScopesStayWithinSlacksLimits() {
    Scopes many =
        new Scopes(
            IntStream.range(0, 100)
                .mapToObj(
                    i ->
                        new Scope(
                            new Place("%012d".formatted(i), "eu-central-1"),
                            List.of("c".repeat(255))))
                .toList());
    try (var several = new BotWorld(true, many)) {
      several.checkLog.failed(
          many.all().getLast(),
          new CheckFailure(BotWorld.NOW, CheckFailure.Reason.UNEXPECTED, "<&>`*\n".repeat(1_000)));
      String body = several.type("status").body();
      assertThat(body)
          .contains("Not watching 100 of 100 scopes", "000000000099", "more left out")
          .hasSizeLessThan(20_000);
      for (JsonElement block :
          JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("blocks")) {
        assertThat(block.toString()).hasSizeLessThan(3_500);
      }
    }
  }

  @Test
  void aFleetWithoutDataIsNotWell() {
    world.checkLog.save(
        new CheckReport(
            BotWorld.NOW,
            1,
            List.of(IncidentExamples.CART),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            1,
            1));
    assertThat(world.type("status").body())
        .contains("Watching 1 service, but not all: 1 cannot be seen", "no data from any service");
  }

  /** Slack takes 50 blocks, 3,000 characters a section, and a header of 150. */
  @Test
  void aLargeFleetInTroubleStaysWithinSlacksLimits() {
    String longName = "x".repeat(255);
    List<String> many = IntStream.range(0, 400).mapToObj(i -> longName.substring(4) + i).toList();
    world.checkLog.save(
        report(
            BotWorld.NOW.minusSeconds(4_000),
            many,
            many.stream()
                .map(name -> new Unread(name, FleetException.Reason.NOT_FOUND, "<&>".repeat(500)))
                .toList(),
            many,
            many));
    for (int i = 0; i < 60; i++) {
      Incident incident =
          IncidentExamples.open(IncidentExamples.service(longName.substring(4) + i), BotWorld.NOW);
      world.store.begin(incident.id(), incident.service(), incident.events());
    }
    JsonObject answer = json(world.type("status"));
    assertThat(answer.toString().length()).isLessThan(20_000);
    assertThat(answer.getAsJsonArray("blocks")).hasSizeLessThan(20);
    for (JsonElement block : answer.getAsJsonArray("blocks")) {
      JsonElement text = block.getAsJsonObject().get("text");
      if (text != null) {
        int most = block.getAsJsonObject().get("type").getAsString().equals("header") ? 150 : 3_000;
        assertThat(text.getAsJsonObject().get("text").getAsString().length()).isBetween(1, most);
      }
    }
    assertThat(answer.toString()).contains("61 open incidents", "and 51 more", "and 394 more");
  }

  @Test
  void anIncidentWithoutAThreadSaysSo() {
    assertThat(world.type("status").body()).contains("no thread yet");
  }

  @ParameterizedTest
  @CsvSource({
    "stats, status",
    "satus, status",
    "hlep, help",
    "HELPP, help",
  })
  void aMistypedWordGetsTheNearest(String typed, String meant) {
    String text = json(world.type(typed)).get("text").getAsString();
    assertThat(text)
        .contains("There is no `/memory " + typed + "`", "Did you mean `/memory " + meant + "`?");
    assertThat(world.outcomes()).containsExactly("UNKNOWN_SUBCOMMAND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"restart checkout-api", "<!channel>", "`x` *y*", "𝕤"})
  void anUnknownWordGetsTheUsageAndIsRepeatedHarmlessly(String typed) {
    String text = json(world.type(typed)).get("text").getAsString();
    assertThat(text)
        .contains("There is no", "Usage: `/memory status`, `/memory service NAME`, `/memory help`")
        .doesNotContain("<!");
  }

  @Test
  void argumentsThatAreNotTakenAreSaidWithTheUsage() {
    assertThat(json(world.type("status checkout-api")).get("text").getAsString())
        .contains("takes nothing more", "`checkout-api`", "Usage: `/memory status`");
    assertThat(world.outcomes()).containsExactly("STATUS_WITH_ARGUMENTS");
  }

  @Test
  void aStoreThatFailsIsToldToThePerson() {
    world.beforeStatus =
        () -> {
          throw new IllegalArgumentException("DynamoDB is away");
        };
    assertThat(json(world.type("status")).get("text").getAsString())
        .contains("Headroom failed")
        .doesNotContain("DynamoDB");
    assertThat(world.logged.getLast()).contains("FAILED", "DynamoDB is away");
  }

  private void thread() {
    world.threads.save(
        new ThreadRecord(
            BotWorld.incidentId(),
            "C0123456789",
            Optional.empty(),
            0,
            2,
            Map.of("parent", new Posted("1764928800.000100", "abc")),
            Optional.empty()));
    Incident second =
        Incident.of(
            IncidentExamples.open(IncidentExamples.CART, BotWorld.NOW).id(),
            List.of(
                new Recorded(
                    1,
                    BotWorld.NOW.minusSeconds(3_900),
                    "detected",
                    IncidentExamples.detected(
                        IncidentExamples.CART, IncidentExamples.usage(Severity.SEV1)))));
    world.store.begin(second.id(), second.service(), second.events());
  }

  private static CheckFailure failure(Instant at) {
    return new CheckFailure(at, CheckFailure.Reason.THROTTLED, "ListClusters: Rate exceeded");
  }

  /** A check so many seconds ago; these services have no data. */
  private static void fill(BotWorld world, Scope scope, int secondsAgo, String... withoutData) {
    Place place = scope.place();
    CheckReport like =
        report(
            BotWorld.NOW.minusSeconds(secondsAgo),
            List.of(),
            List.of(),
            withoutData.length > 0 ? List.of("THROTTLED: GetMetricData") : List.of(),
            List.of());
    world.checkLog.save(
        scope,
        new CheckReport(
            like.at(),
            like.services(),
            Arrays.stream(withoutData).map(name -> id(place, name)).toList(),
            withoutData.length > 0
                ? List.of(new Unread("vault", FleetException.Reason.ACCESS_DENIED, "no"))
                : List.of(),
            like.problems(),
            List.of(
                new Usage(
                    id(place, "checkout-api"),
                    new Ratio(0.9 - secondsAgo / 1000.0),
                    usage("checkout-api", 0.9).recent())),
            like.unknownRunbooks(),
            like.dataAge(),
            like.queries(),
            like.calls()));
  }

  private static ServiceId id(Place place, String name) {
    return new ServiceId(place.account(), place.region(), "shop", name);
  }

  private static CheckReport report(
      Instant at,
      List<String> withoutData,
      List<Unread> unread,
      List<String> problems,
      List<String> unknownRunbooks) {
    return new CheckReport(
        at,
        9,
        withoutData.stream().map(IncidentExamples::service).toList(),
        unread,
        problems,
        List.of(usage("checkout-api", 0.931), usage("cart", 0.58)),
        unknownRunbooks,
        Optional.of(Duration.ofSeconds(95)),
        13,
        2);
  }

  private static Usage usage(String service, double ratio) {
    var recent = new ArrayList<Optional<Double>>();
    for (int minute = 0; minute < 60; minute++) {
      recent.add(minute % 17 == 3 ? Optional.empty() : Optional.of(ratio * (0.5 + minute / 120.0)));
    }
    return new Usage(IncidentExamples.service(service), new Ratio(ratio), recent);
  }

  private static JsonObject json(UrlAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
    assertThat(json.get("response_type").getAsString()).isEqualTo("ephemeral");
    return json;
  }

  private static void golden(String name, UrlAnswer answer) {
    String file = name + ".json";
    assertThat(PRETTY.toJson(json(answer)))
        .as("src/test/resources/io/headroom/bot/" + file)
        .isEqualTo(resource(file));
  }

  private static String resource(String file) {
    try (InputStream in = MemoryCommandTest.class.getResourceAsStream(file)) {
      return in == null
          ? "there is no such file"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
