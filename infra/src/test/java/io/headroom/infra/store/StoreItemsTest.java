package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.CART;
import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static io.headroom.core.incident.IncidentExamples.REMEDY;
import static io.headroom.core.incident.IncidentExamples.evidence;
import static io.headroom.core.incident.IncidentExamples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.remedy.Remedy;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands in the table: expiry, sizes, and items that others left or removed. */
class StoreItemsTest {

  private final DynamoDbClient client = LocalTables.client();
  private final String table = LocalTables.create();
  private final DynamoDbIncidentStore store = new DynamoDbIncidentStore(client, table);

  @Test
  void nothingOfAnOpenIncidentExpires() {
    append(begin(CHECKOUT, NOON), "ack", new Acknowledged(IncidentExamples.ANA));
    assertThat(items()).hasSize(4).noneMatch(item -> item.containsKey("expiresAt"));
  }

  @Test
  void everythingOfAResolvedIncidentExpiresNinetyDaysAfterItsEnd() {
    Incident acknowledged =
        append(begin(CHECKOUT, NOON), "ack", new Acknowledged(IncidentExamples.ANA));
    append(resolve(acknowledged), "review", new Unknown("reviewed", "{}"));

    String expiry =
        Long.toString(Instant.parse("2026-11-21T12:10:00Z").getEpochSecond() + 90 * 86_400);
    assertThat(items())
        .as("the entry among the resolved, the head, and four events")
        .hasSize(6)
        .allMatch(item -> AttributeValue.fromN(expiry).equals(item.get("expiresAt")));
  }

  @Test
  void anIncidentThatDynamoDbHasBegunToDeleteIsGone() {
    Incident first = resolve(begin(CHECKOUT, NOON));
    Incident second = resolve(begin(CART, NOON));
    delete(Keys.event(first.id(), 1));
    assertThat(store.load(first.id())).isEmpty();
    assertThat(store.resolvedSince(NOON, 1)).containsExactly(second);

    delete(Keys.head(second.id()));
    assertThat(store.load(second.id())).isEmpty();
    assertThat(store.resolvedSince(NOON, 10)).isEmpty();
  }

  @Test
  void anOpenIncidentThatLacksAnEventIsReported() {
    Incident begun = begin(CHECKOUT, NOON);
    append(begun, "ack", new Acknowledged(IncidentExamples.ANA));
    delete(Keys.event(begun.id(), 1));
    assertThatThrownBy(() -> store.load(begun.id()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("counts 2 events, but there are 1");
  }

  @Test
  void anIncidentOnlyANewerVersionCanReadDoesNotHideTheOthers() {
    Incident checkout = begin(CHECKOUT, NOON);
    Incident cart = begin(CART, NOON);
    var item = new HashMap<>(item(Keys.event(cart.id(), 1)));
    item.put("type", AttributeValue.fromS("foreseen"));
    client.putItem(put -> put.tableName(table).item(item));

    assertThat(store.open()).containsExactly(checkout);
    assertThatThrownBy(() -> store.load(cart.id())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMarkerThatIsGoneDoesNotKeepAnIncidentOpen() {
    Incident begun = begin(CHECKOUT, NOON);
    delete(Keys.open(CHECKOUT));
    assertThat(resolve(begun).open()).isFalse();
  }

  @Test
  void anIncidentDoesNotTakeTheMarkerOfAnother() {
    Incident begun = begin(CHECKOUT, NOON);
    var marker = new HashMap<>(Keys.open(CHECKOUT));
    marker.put("incident", AttributeValue.fromS("another"));
    client.putItem(put -> put.tableName(table).item(marker));
    Draft end = new Draft(begun, NOON.plusSeconds(600));
    end.add("end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));

    assertThat(store.append(begun, end.added())).isEqualTo(Append.CONFLICT);
    assertThat(item(Keys.open(CHECKOUT))).isEqualTo(marker);
  }

  @Test
  void anEventTooLargeForAnItemIsRefused() {
    Incident begun = begin(CHECKOUT, NOON);
    var large = new Unknown("new", "\"" + "x".repeat(400_000) + "\"");
    assertThatThrownBy(() -> append(begun, "large", large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("event 2 (new) has 400002 bytes");
    assertThat(store.load(begun.id())).contains(begun);
  }

  @Test
  void anEventAsLargeAsAnItemTakesIsWritten() {
    Incident begun = begin(CHECKOUT, NOON);
    var large = new Unknown("new", "ü".repeat(EventItems.MOST_BODY / 2));
    assertThat(store.load(begun.id())).contains(begun);
    assertThat(store.load(append(begun, "large", large).id()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void eventsTooLargeForATransactionAreRefused() {
    Incident begun = begin(CHECKOUT, NOON);
    var large = new Unknown("new", "x".repeat(300_000));
    List<Recorded> events =
        IntStream.range(2, 20).mapToObj(i -> new Recorded(i, NOON, "large " + i, large)).toList();
    assertThatThrownBy(() -> store.append(begun, events))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("18 events of 5400000 bytes");
  }

  @Test
  void evidenceTooLargeForAnItemIsCutAndSaysSo() {
    Incident requested =
        append(
            begin(CHECKOUT, NOON),
            "request",
            new RemedyRequested(REMEDY, plan(new Remedy.Restart()), IncidentExamples.ANA));
    StoppedTask task = evidence().stopped().getFirst();
    StoppedTask wordy =
        new StoppedTask(
            task.service(),
            task.id(),
            task.taskDefinition(),
            task.startedAt(),
            task.stoppedAt(),
            task.stopCode(),
            "because ".repeat(500),
            task.exits());
    var large =
        new Evidence(
            evidence().situation(),
            Collections.nCopies(2000, wordy),
            List.of("one deployment"),
            Collections.nCopies(10, new ServiceEvent(NOON, "unable to place a task")),
            List.of("task definition: AccessDeniedException"));

    Incident captured = append(requested, "evidence", new EvidenceCaptured(REMEDY, large));

    Incident stored = store.load(captured.id()).orElseThrow();
    Evidence kept = ((EvidenceCaptured) stored.events().getLast().event()).evidence();
    assertThat(kept.stopped()).hasSizeBetween(200, 1999);
    assertThat(kept.stopped().getFirst().stoppedReason()).hasSize(501).startsWith("because");
    assertThat(kept.deployments()).isEqualTo(large.deployments());
    assertThat(kept.events()).isEqualTo(large.events());
    assertThat(kept.missing())
        .startsWith("task definition: AccessDeniedException")
        .last()
        .asString()
        .contains(kept.stopped().size() + " of 2000 stopped tasks", "10 of 10 service events");
    assertThat(kept.situation()).isEqualTo(large.situation());
  }

  private Incident begin(ServiceId service, Instant at) {
    Incident incident = IncidentExamples.open(service, at);
    assertThat(store.begin(incident.id(), service, incident.events())).isEqualTo(Append.DONE);
    return incident;
  }

  private Incident append(Incident incident, String key, IncidentEvent event) {
    Draft draft = new Draft(incident, NOON.plusSeconds(600)).add(key, event);
    assertThat(store.append(incident, draft.added())).isEqualTo(Append.DONE);
    return draft.after();
  }

  private Incident resolve(Incident incident) {
    return append(incident, "end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
  }

  private List<Map<String, AttributeValue>> items() {
    return client.scan(scan -> scan.tableName(table)).items();
  }

  private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    return client.getItem(get -> get.tableName(table).key(key)).item();
  }

  private void delete(Map<String, AttributeValue> key) {
    client.deleteItem(delete -> delete.tableName(table).key(key));
  }
}
