package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.ANA;
import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.ID;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.Phase;
import io.headroom.core.incident.Recorded;
import io.headroom.core.incident.UnreadableIncidentException;
import io.headroom.core.port.IncidentStore.Append;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An incident that is open while the version changes: what one wrote the other reads and goes on
 * with, both ways.
 */
class VersionsTest {

  private static final String NEW_KIND = "\"reading\":{\"kind\":\"forecast\"";

  private final DynamoDbClient client = LocalTables.client();
  private final String table = LocalTables.create();
  private final DynamoDbIncidentStore store = new DynamoDbIncidentStore(client, table);

  @Test
  void everythingThatVersion01WroteIsUnderstood() {
    Map<String, String> documents = documents("events-0.1.golden");
    assertThat(documents).hasSize(18);
    documents.forEach(
        (type, body) -> {
          IncidentEvent event = EventJson.read(type, body);
          if (type.equals("silenced")) {
            assertThat(event).isEqualTo(new Unknown(type, body));
          } else {
            assertThat(event).as(type).isNotInstanceOf(Unknown.class);
          }
        });
    assertThat(EventJson.read("detected", documents.getOrDefault("detected", "")))
        .isInstanceOfSatisfying(
            Detected.class,
            detected -> {
              assertThat(detected.channel()).isEmpty();
              assertThat(detected.owner()).isEmpty();
            });
  }

  @Test
  void anIncidentOfVersion01GoesOn() {
    Incident begun = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(begun.id(), CHECKOUT, begun.events());
    Map<String, String> documents = documents("events-0.1.golden");
    documents.remove("resolved");
    put(1, "detected", documents.getOrDefault("detected", ""));
    int number = 1;
    for (String type : List.of("remedies-offered", "acknowledged", "escalated", "oom-killed")) {
      put(++number, type, documents.getOrDefault(type, ""));
    }
    head(number);

    Incident read = store.load(ID).orElseThrow();
    assertThat(read.phase()).isEqualTo(Phase.OPEN);
    assertThat(read.escalations()).isEqualTo(2);
    assertThat(read.acknowledged()).isPresent();
    assertThat(read.pages()).as("its ladder did not page").isEmpty();

    Incident resolved = append(read, "resolved", cleared());
    assertThat(store.load(ID)).contains(resolved);
    assertThat(store.openFor(CHECKOUT)).isEmpty();
  }

  /** As a version after this one writes while it is rolled out. */
  @Test
  void whatTheNextVersionWritesIsKeptToTheByteWhileThisOneGoesOn() {
    Incident begun = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(begun.id(), CHECKOUT, begun.events());
    String future = "{ \"until\":\"tomorrow\", \"ü\":[1.50, null] }";
    put(2, "silenced", future);
    String newField =
        "{\"by\":{\"id\":\"U012ABCDEF\",\"name\":\"Ana\",\"team\":\"T1\"},\"from\":{\"app\":\"home\"}}";
    put(3, "acknowledged", newField);
    String newConstant =
        "{\"step\":0,\"who\":\"On-call\",\"contact\":\"PagerDuty\",\"cause\":\"MOON\"}";
    put(4, "escalated", newConstant);
    head(4);

    Incident read = store.load(ID).orElseThrow();
    assertThat(read.events().get(1).event()).isEqualTo(new Unknown("silenced", future));
    assertThat(read.acknowledged()).contains(new Acknowledged(ANA));
    assertThat(read.escalations()).isZero();
    assertThat(read.obscuredAt()).as("it should have understood the fourth").isPresent();
    Incident after =
        append(
            read, "escalated:1", new Escalated(1, "Lead", "Slack", Escalated.Cause.DID_NOT_HOLD));

    assertThat(after.version()).isEqualTo(5);
    assertThat(body(2)).isEqualTo(future);
    assertThat(body(3)).as("fields that it does not know are not lost").isEqualTo(newField);
    assertThat(body(4)).isEqualTo(newConstant);
    Incident resolved = append(store.load(ID).orElseThrow(), "resolved", cleared());
    assertThat(resolved.open()).isFalse();
    assertThat(body(4)).isEqualTo(newConstant);
  }

  /**
   * A kind of finding that this version does not know, in the place of each that it does: such as a
   * leak was to versions that had no detector.
   */
  @ParameterizedTest
  @MethodSource("findings")
  void aFindingOfAKindThatOnlyTheNextVersionKnowsIsKeptAndTheIncidentGoesOn(String finding) {
    Incident begun = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(begun.id(), CHECKOUT, begun.events());
    String newer = finding.replaceFirst("\"reading\":\\{\"kind\":\"[a-z-]+\"", NEW_KIND);
    assertThat(newer).isNotEqualTo(finding);
    put(2, "finding-added", newer);
    head(2);

    Incident read = store.load(ID).orElseThrow();
    assertThat(read.findings()).as("what it knew before").isEqualTo(begun.findings());
    assertThat(read.obscuredAt()).as("it keeps its hands off for a while").isPresent();
    Incident resolved = append(read, "resolved", cleared());
    assertThat(store.load(ID)).contains(resolved);
    assertThat(body(2)).isEqualTo(newer);
  }

  /** What has begun with such a finding is the next version's: nothing is known of it here. */
  @Test
  void anIncidentThatBeganWithSuchAFindingIsLeftToTheNextVersion() {
    Incident begun = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(begun.id(), CHECKOUT, begun.events());
    String newer =
        documents("events.golden")
            .getOrDefault("detected", "")
            .replaceFirst("\"reading\":\\{\"kind\":\"[a-z-]+\"", NEW_KIND);
    put(1, "detected", newer);

    assertThatThrownBy(() -> store.load(ID)).isInstanceOf(UnreadableIncidentException.class);
    assertThat(store.open()).isEmpty();
    assertThat(body(1)).isEqualTo(newer);
  }

  static Stream<String> findings() {
    return lines("events.golden")
        .filter(line -> line.startsWith("finding-added "))
        .map(line -> line.split(" ", 2)[1]);
  }

  @Test
  void anIncidentThatOnlyTheNextVersionUnderstandsIsLeftToIt() {
    Incident begun = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(begun.id(), CHECKOUT, begun.events());
    String newer =
        documents("events.golden").getOrDefault("detected", "").replace("\"SEV2\"", "\"SEV0\"");
    put(1, "detected", newer);

    assertThatThrownBy(() -> store.load(ID))
        .isInstanceOfSatisfying(
            UnreadableIncidentException.class, e -> assertThat(e.service()).contains(CHECKOUT));
    assertThat(store.open()).isEmpty();
    Incident another = IncidentExamples.open(CHECKOUT, NOON.plusSeconds(60));
    assertThat(store.begin(another.id(), CHECKOUT, another.events()))
        .as("no second incident beside it")
        .isEqualTo(Append.ALREADY_OPEN);
    assertThat(body(1)).isEqualTo(newer);
  }

  /** A kind of event that this version brings is one that 0.1 does not know: it passes over it. */
  @Test
  void whatIsNewInThisVersionIsAKindOfItsOwnOrAFieldThatMayBeAbsent() {
    var before = documents("events-0.1.golden");
    var now = documents("events.golden");
    // What a finding measures may be absent: then it is memory.
    now.replaceAll((type, body) -> body.replace("\"of\":\"MEMORY\",", ""));
    assertThat(now.keySet()).containsAll(before.keySet());
    var changed = new ArrayList<String>();
    before.forEach(
        (type, body) -> {
          if (!body.equals(now.get(type))) {
            changed.add(type);
          }
        });
    assertThat(changed).containsExactly("detected");
    String detected = now.getOrDefault("detected", "");
    assertThat(detected).startsWith(before.getOrDefault("detected", "").replaceAll("}$", ""));
  }

  private static Resolved cleared() {
    return new Resolved(Resolved.Why.CLEARED, Optional.empty());
  }

  private Incident append(Incident incident, String key, IncidentEvent event) {
    Draft draft = new Draft(incident, NOON.plusSeconds(600)).add(key, event);
    List<Recorded> added = draft.added();
    assertThat(store.append(incident, added)).isEqualTo(Append.DONE);
    return draft.after();
  }

  /** Puts an event as another version would. */
  private void put(int number, String type, String body) {
    var item = new HashMap<>(Keys.event(ID, number));
    item.put("type", AttributeValue.fromS(type));
    item.put("at", AttributeValue.fromS(NOON.plusSeconds(number).toString()));
    item.put("key", AttributeValue.fromS(type + ":" + number));
    item.put("body", AttributeValue.fromS(body));
    item.put("writer", AttributeValue.fromS("another"));
    item.put("newAttribute", AttributeValue.fromBool(true));
    client.putItem(put -> put.tableName(table).item(item));
  }

  private void head(int version) {
    client.updateItem(
        update ->
            update
                .tableName(table)
                .key(Keys.head(ID))
                .updateExpression("SET version = :version, newAttribute = :version")
                .expressionAttributeValues(Map.of(":version", Items.fromNumber(version))));
  }

  private String body(int number) {
    return Items.text(
        client.getItem(get -> get.tableName(table).key(Keys.event(ID, number))).item(), "body");
  }

  /** The first example of each type by its name. */
  private static Map<String, String> documents(String file) {
    var documents = new LinkedHashMap<String, String>();
    lines(file)
        .map(line -> line.split(" ", 2))
        .forEach(parts -> documents.putIfAbsent(parts[0], parts[1]));
    return documents;
  }

  private static Stream<String> lines(String file) {
    try (InputStream stream = VersionsTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
