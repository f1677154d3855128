package io.headroom.infra.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.incident.UnreadableIncidentException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads incidents; every read is consistent, because decisions are made on what it gives. */
final class IncidentReader {

  /** What the head of an incident calls the number of its events. */
  static final String VERSION = "version";

  /** What the head of an incident calls whose it is. */
  static final String SERVICE = "service";

  /** What an entry of the open or resolved ones calls the incident. */
  static final String INCIDENT = "incident";

  private static final Logger LOG = LoggerFactory.getLogger(IncidentReader.class);

  /**
   * How often an incident is read until its head and its events agree. A query may see half of a
   * transaction that is being done, for some milliseconds.
   */
  private static final int READS = 10;

  private final DynamoDbClient client;
  private final String table;
  private final Abreast abreast;

  /**
   * @param abreast how many open incidents are read at the same time
   */
  IncidentReader(DynamoDbClient client, String table, Abreast abreast) {
    this.client = client;
    this.table = table;
    this.abreast = abreast;
  }

  /** An incident; empty if there is none or DynamoDB has begun to delete it. */
  Optional<Incident> load(IncidentId id) {
    List<Map<String, AttributeValue>> items = List.of();
    for (int read = 1; read <= READS; read++) {
      items = itemsOf(id);
      if (items.isEmpty()) {
        return Optional.empty();
      }
      if (whole(items)) {
        List<Recorded> events =
            items.subList(0, items.size() - 1).stream().map(EventItems::read).toList();
        return Optional.of(incident(id, events, items.getLast()));
      }
    }
    Map<String, AttributeValue> last = items.getLast();
    if (!isHead(last) || last.containsKey(Keys.EXPIRES_AT)) {
      return Optional.empty();
    }
    throw new IllegalStateException(
        "incident %s: its head counts %d events, but there are %d; items of table %s were changed by hand"
            .formatted(id, Items.number(last, VERSION), items.size() - 1, table));
  }

  private static Incident incident(
      IncidentId id, List<Recorded> events, Map<String, AttributeValue> head) {
    try {
      return Incident.of(id, events);
    } catch (UnreadableIncidentException e) {
      throw Optional.ofNullable(head.get(SERVICE))
          .map(arn -> e.of(ServiceId.ofArn(arn.s())))
          .orElse(e);
    }
  }

  /** The incident that is open for a service. */
  Optional<Incident> openFor(ServiceId service) {
    var marker =
        client.getItem(
            request -> request.tableName(table).key(Keys.open(service)).consistentRead(true));
    return Optional.ofNullable(marker.item().get(INCIDENT))
        .map(AttributeValue::s)
        .map(IncidentId::new)
        .flatMap(this::load)
        .filter(Incident::open);
  }

  /** The open incidents of some services, in order of their ids. */
  List<Incident> open(Predicate<ServiceId> services) {
    var markers = query("PK = :pk", Map.of(":pk", fromS(Keys.OPEN)));
    List<IncidentId> ids =
        ids(markers, marker -> services.test(Keys.serviceOf(Items.text(marker, Keys.SK)))).toList();
    return abreast.map(ids, this::loadReadable).stream()
        .flatMap(Optional::stream)
        .filter(Incident::open)
        .sorted(Comparator.comparing(incident -> incident.id().value()))
        .toList();
  }

  /** The latest incidents that were resolved, newest first. */
  List<Incident> resolvedSince(Instant since, int most) {
    var values = Map.of(":pk", fromS(Keys.RESOLVED), ":since", fromS(Keys.sortable(since)));
    var entries = query("PK = :pk AND SK >= :since", values).scanIndexForward(false);
    return ids(entries, entry -> true)
        .flatMap(id -> loadReadable(id).stream())
        .limit(most)
        .toList();
  }

  private Stream<IncidentId> ids(
      QueryRequest.Builder entries, Predicate<Map<String, AttributeValue>> wanted) {
    return client.queryPaginator(entries.build()).items().stream()
        .filter(wanted)
        .map(entry -> new IncidentId(Items.text(entry, INCIDENT)));
  }

  /** One incident that only a newer version can read must not hide the others. */
  private Optional<Incident> loadReadable(IncidentId id) {
    try {
      return load(id);
    } catch (UnreadableIncidentException unreadable) {
      LOG.warn("Incident {} is left out: this version cannot read it.", id, unreadable);
      return Optional.empty();
    }
  }

  /** The events in their order, then the head. */
  private List<Map<String, AttributeValue>> itemsOf(IncidentId id) {
    var values =
        Map.of(
            ":pk", fromS(Keys.incident(id)),
            ":first", fromS(Keys.EVENT_PREFIX),
            ":last", fromS(Keys.HEAD));
    var query = query("PK = :pk AND SK BETWEEN :first AND :last", values);
    return client.queryPaginator(query.build()).items().stream().toList();
  }

  private static boolean whole(List<Map<String, AttributeValue>> items) {
    Map<String, AttributeValue> last = items.getLast();
    return isHead(last) && Items.number(last, VERSION) == items.size() - 1;
  }

  private static boolean isHead(Map<String, AttributeValue> item) {
    return Items.text(item, Keys.SK).equals(Keys.HEAD);
  }

  private QueryRequest.Builder query(String keys, Map<String, AttributeValue> values) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression(keys)
        .expressionAttributeValues(values)
        .consistentRead(true);
  }
}
