package io.headroom.infra.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.Reading;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.fleet.LimitKind;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {

  static List<IncidentEvent> oneOfEach() {
    var events = new ArrayList<IncidentEvent>(IncidentExamples.oneOfEach());
    IncidentExamples.oneOfEachVerdict().stream()
        .skip(1)
        .map(VerdictReached::new)
        .forEach(events::add);
    ofEachMetric().map(FindingAdded::new).forEach(events::add);
    return events;
  }

  /** Those that {@link IncidentExamples} has not: it has usage of memory and heap, and growth. */
  private static Stream<Finding> ofEachMetric() {
    var used = Bytes.mib(477);
    var limit = Bytes.mib(512);
    Stream<Reading> readings =
        Stream.concat(
            Stream.of(
                new UsageReading(
                    Metric.SWAP,
                    new Ratio(0.93),
                    used,
                    limit,
                    new Ratio(0.9),
                    Duration.ofMinutes(5))),
            Stream.of(Metric.HEAP, Metric.SWAP)
                .map(
                    metric ->
                        new GrowthReading(
                            metric,
                            Bytes.mib(64),
                            Duration.ofMinutes(30),
                            Bytes.mib(10),
                            Duration.ofHours(1),
                            used,
                            limit)));
    return readings.map(
        reading ->
            new Finding(
                new Finding.Key("nodejs-heap", "of-each-metric"),
                Severity.SEV3,
                Subject.SERVICE,
                IncidentExamples.NOON,
                reading));
  }

  /**
   * A line that differs is an event that incidents of the version before can no longer be read
   * from. What is written now is left in {@code target/events.golden}, to be copied where no such
   * version was ever deployed.
   */
  @Test
  void eventsAreWrittenAsInTheGoldenFile() throws IOException {
    List<String> written = oneOfEach().stream().map(EventJsonTest::line).toList();
    Files.write(Path.of("target", "events.golden"), written);
    assertThat(written).containsExactlyElementsOf(golden());
  }

  @Test
  void theGoldenFileIsRead() {
    var read =
        golden().stream()
            .map(line -> line.split(" ", 2))
            .map(parts -> EventJson.read(parts[0], parts[1]));
    assertThat(read).containsExactlyElementsOf(oneOfEach());
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void anEventIsReadAsItWasWritten(IncidentEvent event) {
    assertThat(EventJson.read(EventJson.type(event), EventJson.body(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void fieldsOfANewerVersionAreSkipped(IncidentEvent event) {
    if (event instanceof Unknown) {
      return;
    }
    String body = EventJson.body(event);
    String newer =
        body.replaceAll("\\{(?=\")", "{\"new\":{\"of\":[1,null]},")
            .replaceAll("\\{}", "{\"new\":true}");
    assertThat(newer).isNotEqualTo(body);
    assertThat(EventJson.read(EventJson.type(event), newer)).isEqualTo(event);
  }

  @Test
  void everyTypeHasAName() {
    for (Class<?> type : IncidentEvent.class.getPermittedSubclasses()) {
      if (type != Unknown.class) {
        assertThat(EventJson.type(type.asSubclass(IncidentEvent.class))).matches("[a-z-]+");
      }
    }
    assertThatThrownBy(() -> EventJson.type(Unknown.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everySealedTypeHasAWordForEachOfItsKinds() {
    for (KindAdapter<?> adapter :
        List.of(Json.READINGS, Json.OFFERS, Json.REMEDIES, Json.VERDICTS)) {
      assertThat(Set.<Class<?>>copyOf(adapter.classes().values()))
          .containsExactlyInAnyOrder(adapter.sealed().getPermittedSubclasses());
      for (Class<?> record : adapter.classes().values()) {
        assertThat(record.getRecordComponents())
            .extracting(RecordComponent::getName)
            .doesNotContain(adapter.field());
      }
    }
  }

  /** Else an old version's words could change, and no test would say so. */
  @Test
  void theGoldenFileHasAnExampleOfEachKindAndOfEachMetric() {
    String golden = String.join("\n", golden());
    for (KindAdapter<?> adapter :
        List.of(Json.READINGS, Json.OFFERS, Json.REMEDIES, Json.VERDICTS)) {
      assertThat(adapter.classes().keySet())
          .allSatisfy(
              word ->
                  assertThat(golden).contains("{\"%s\":\"%s\"".formatted(adapter.field(), word)));
    }
    for (String kind : List.of("usage", "growth")) {
      assertThat(Metric.values())
          .allSatisfy(
              metric ->
                  assertThat(golden)
                      .contains("\"kind\":\"%s\",\"of\":\"%s\"".formatted(kind, metric)));
    }
  }

  @Test
  void aTypeThisVersionDoesNotKnowIsKeptToTheByte() {
    String body = "{ \"until\" :\"tomorrow\",\n\"n\":1.50, \"ü\":null}";

    IncidentEvent event = EventJson.read("silenced", body);

    assertThat(event).isEqualTo(new Unknown("silenced", body));
    assertThat(EventJson.type(event)).isEqualTo("silenced");
    assertThat(EventJson.body(event)).isSameAs(body);
  }

  /**
   * What stands in a golden line, and what a newer version, or a broken one, might write instead.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          detected           | "SEV2"                    | "SEV0"
          detected           | "kind":"growth"           | "kind":"forecast"
          detected           | "kind":"growth",          | ''
          detected           | "kind":"growth"           | "kind":{}
          detected           | "span":"PT5M"             | "span":"five minutes"
          detected           | "ratio":0.931             | "ratio":-1
          detected           | "ratio":0.931             | "ratio":"high"
          detected           | "recent":[0.82            | "recent":["high"
          detected           | "count":2                 | "count":"two"
          detected           | "limit":536870912         | "limit":1.5
          remedies-offered   | "kind":"restart"          | "kind":"roll-back"
          remedies-offered   | "offer":"off"             | "offer":"scheduled"
          remedies-offered   | "NOT_OFFERED"             | "TOO_EXPENSIVE"
          acknowledged       | "name":"Ana"              | "nickname":"Ana"
          acknowledged       | "name":"Ana"              | "name":null
          evidence-captured  | "2026-11-21T11:59:00Z"    | "a minute before noon"
          remedy-failed      | DEPLOYMENT_FAILED         | OUT_OF_CREDIT
          remedy-progressed  | "done":1,                 | ''
          verified           | "HELD"                    | "HELD_WITH_DOUBTS"
          escalated          | "TIME"                    | "MOON"
          paged              | "FAILED"                  | "ANSWERED"
          paged              | "TRIGGER"                 | "SNOOZE"
          resolved           | "VERIFIED"                | "REVIEWED"
          resolved           | }                         | ''
          """)
  void anEventWithAValueThisVersionDoesNotKnowIsKeptAsUnknown(
      String type, String known, String newer) {
    String body =
        golden().stream()
            .filter(line -> line.startsWith(type + " "))
            .map(line -> line.substring(type.length() + 1))
            .findFirst()
            .orElseThrow();
    assertThat(body).contains(known);
    String changed = body.replace(known, newer);

    assertThat(EventJson.read(type, changed)).isEqualTo(new Unknown(type, changed, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acknowledged | ''
          acknowledged | null
          acknowledged | []
          acknowledged | 7
          acknowledged | {"by"
          acknowledged | {"by":[]}
          detected     | {"findings":[null]}
          """)
  void whatIsNoEventAtAllIsKeptAsUnknown(String type, String body) {
    assertThat(EventJson.read(type, body)).isEqualTo(new Unknown(type, body, true));
  }

  @Test
  void absentOptionalsAreNoFieldsAndMissingListsAreEmpty() {
    var resolved = new Resolved(Resolved.Why.CLEARED, Optional.empty());
    assertThat(EventJson.body(resolved)).isEqualTo("{\"why\":\"CLEARED\"}");
    assertThat(EventJson.read("resolved", "{\"why\":\"CLEARED\",\"by\":null}")).isEqualTo(resolved);
    assertThat(EventJson.read("remedies-offered", "{}")).isEqualTo(new RemediesOffered(List.of()));
  }

  @Test
  void whetherALimitIsHardIsKeptAndWasNotSaidBefore() {
    var reserved =
        new OomKilled(IncidentExamples.kill(), Bytes.mib(512), Optional.of(LimitKind.RESERVED));
    String body = EventJson.body(reserved);
    assertThat(EventJson.read("oom-killed", body)).isEqualTo(reserved);
    assertThat(body).contains(",\"limitKind\":\"RESERVED\"");
    assertThat(EventJson.read("oom-killed", body.replace(",\"limitKind\":\"RESERVED\"", "")))
        .isEqualTo(new OomKilled(IncidentExamples.kill(), Bytes.mib(512), Optional.empty()));
  }

  private static String line(IncidentEvent event) {
    return EventJson.type(event) + " " + EventJson.body(event);
  }

  private static List<String> golden() {
    try (InputStream file = EventJsonTest.class.getResourceAsStream("events.golden")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
