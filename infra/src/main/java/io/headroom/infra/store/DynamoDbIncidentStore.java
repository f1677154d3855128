package io.headroom.infra.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.incident.UnreadableIncidentException;
import io.headroom.core.port.IncidentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Incidents in the table of {@link IncidentTable}; {@link Keys} says what stands where. Safe for
 * use by several threads.
 *
 * <p>Exceptions of the SDK pass through. What became of a write that ends in one is unknown, and
 * loading the incident again tells. A write whose answer was lost is recognised by the token that
 * its items carry, not by their content: two runs of a function that write the very same must not
 * both believe that they won.
 */
public final class DynamoDbIncidentStore implements IncidentStore {

  /** How long everything of an incident is kept after it was resolved. */
  public static final Duration KEPT = Duration.ofDays(90);

  private final DynamoDbClient client;
  private final String table;
  private final IncidentReader reader;

  /** Reads open incidents one after the other. */
  public DynamoDbIncidentStore(DynamoDbClient client, String table) {
    this(client, table, Abreast.ONE);
  }

  /**
   * @param abreast how many open incidents are read at the same time
   */
  public DynamoDbIncidentStore(DynamoDbClient client, String table, Abreast abreast) {
    this.client = client;
    this.table = table;
    this.reader = new IncidentReader(client, table, abreast);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreadableIncidentException if only a newer version can read how it began
   */
  @Override
  public Optional<Incident> load(IncidentId id) {
    return reader.load(id);
  }

  @Override
  public Optional<Incident> openFor(ServiceId service) {
    return reader.openFor(service);
  }

  /** {@inheritDoc} One that only a newer version can read is left out, with a warning. */
  @Override
  public List<Incident> open(Predicate<ServiceId> services) {
    return reader.open(services);
  }

  /** {@inheritDoc} One that only a newer version can read is left out, with a warning. */
  @Override
  public List<Incident> resolvedSince(Instant since, int most) {
    return reader.resolvedSince(since, most);
  }

  @Override
  public Append begin(IncidentId id, ServiceId service, List<Recorded> events) {
    Incident begun = Incident.of(id, events);
    if (!begun.open() || !begun.service().equals(service)) {
      throw new IllegalArgumentException(
          "incident %s begins open and for %s, not %s and for %s"
              .formatted(id, service, begun.phase(), begun.service()));
    }
    checkCount(id, events);
    var transaction = new Transaction(client, table);
    transaction.putNew(marker(begun)).putNew(head(begun));
    EventItems.write(id, events, transaction.token()).forEach(transaction::putNew);
    return commit(
        transaction, id, 1, failed -> failed.contains(0) ? Append.ALREADY_OPEN : Append.CONFLICT);
  }

  @Override
  public Append append(Incident incident, List<Recorded> events) {
    Incident after = incident.with(events);
    checkCount(incident.id(), events);
    if (events.isEmpty()) {
      return Append.DONE;
    }
    Map<String, AttributeValue> expiry = expiry(after);
    var transaction = new Transaction(client, table);
    transaction.update(headUpdate(incident, after));
    for (var item : EventItems.write(incident.id(), events, transaction.token())) {
      transaction.putNew(Items.joined(item, expiry));
    }
    boolean resolves = incident.open() && !after.open();
    if (resolves) {
      transaction.delete(markerRemoval(after)).putNew(Items.joined(resolvedEntry(after), expiry));
    }
    Append answer =
        commit(transaction, incident.id(), incident.version() + 1, failed -> Append.CONFLICT);
    if (resolves && answer == Append.DONE) {
      incident.events().forEach(recorded -> expire(incident.id(), recorded.number(), expiry));
    }
    return answer;
  }

  /**
   * Commits, and where the answer is missing or says no, looks whether the write was done all the
   * same: by an earlier attempt of the same transaction.
   *
   * @param first number of the first event that it puts
   * @param otherwise what the places of failed conditions mean
   */
  private Append commit(
      Transaction transaction,
      IncidentId id,
      int first,
      Function<List<Integer>, Append> otherwise) {
    List<Integer> failed;
    try {
      failed = transaction.commit();
    } catch (SdkException unknown) {
      if (put(transaction, id, first)) {
        return Append.DONE;
      }
      throw unknown;
    }
    return failed.isEmpty() || put(transaction, id, first) ? Append.DONE : otherwise.apply(failed);
  }

  private boolean put(Transaction transaction, IncidentId id, int number) {
    var stored =
        client.getItem(
            request -> request.tableName(table).key(Keys.event(id, number)).consistentRead(true));
    return fromS(transaction.token()).equals(stored.item().get(EventItems.WRITER));
  }

  /**
   * Lets an event expire that was written while the incident was open. Outside of the transaction
   * that resolves it, which has no room for every event: a crash in between leaves some events for
   * good, which costs their storage and nothing else.
   */
  private void expire(IncidentId id, int number, Map<String, AttributeValue> expiry) {
    try {
      client.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Keys.event(id, number))
                  .updateExpression("SET expiresAt = :at")
                  .conditionExpression(Keys.EXISTS)
                  .expressionAttributeValues(Map.of(":at", expiry.get(Keys.EXPIRES_AT))));
    } catch (ConditionalCheckFailedException gone) {
      // Deleted already: by hand, for DynamoDB does not delete it before it has an expiry.
      return;
    }
  }

  private static Map<String, AttributeValue> head(Incident incident) {
    return Items.joined(
        Keys.head(incident.id()),
        Map.of(
            IncidentReader.VERSION,
            Items.fromNumber(incident.version()),
            IncidentReader.SERVICE,
            fromS(incident.service().arn()),
            "openedAt",
            fromS(incident.openedAt().toString()),
            "phase",
            fromS(incident.phase().name())));
  }

  private static Update.Builder headUpdate(Incident before, Incident after) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":expected", Items.fromNumber(before.version()));
    values.put(":next", Items.fromNumber(after.version()));
    values.put(":phase", fromS(after.phase().name()));
    Map<String, AttributeValue> expiry = expiry(after);
    if (!expiry.isEmpty()) {
      values.put(":expiry", expiry.get(Keys.EXPIRES_AT));
    }
    return Update.builder()
        .key(Keys.head(before.id()))
        .conditionExpression("version = :expected")
        .updateExpression(
            "SET version = :next, phase = :phase"
                + (expiry.isEmpty() ? "" : ", expiresAt = :expiry"))
        .expressionAttributeValues(values);
  }

  private static Map<String, AttributeValue> marker(Incident incident) {
    return Items.joined(Keys.open(incident.service()), reference(incident));
  }

  /** A marker that is gone is no reason to keep the incident open. */
  private static Delete.Builder markerRemoval(Incident incident) {
    return Delete.builder()
        .key(Keys.open(incident.service()))
        .conditionExpression(Keys.IS_NEW + " OR incident = :this")
        .expressionAttributeValues(Map.of(":this", fromS(incident.id().value())));
  }

  private static Map<String, AttributeValue> resolvedEntry(Incident incident) {
    Instant at = incident.resolvedAt().orElseThrow();
    return Items.joined(Keys.resolved(at, incident.id()), reference(incident));
  }

  private static Map<String, AttributeValue> reference(Incident incident) {
    return Map.of(IncidentReader.INCIDENT, fromS(incident.id().value()));
  }

  /** Nothing while the incident is open. */
  private static Map<String, AttributeValue> expiry(Incident incident) {
    return incident
        .resolvedAt()
        .map(end -> Items.fromNumber(end.plus(KEPT).getEpochSecond()))
        .map(at -> Map.of(Keys.EXPIRES_AT, at))
        .orElse(Map.of());
  }

  private static void checkCount(IncidentId id, List<Recorded> events) {
    if (events.size() > MOST_EVENTS) {
      throw new IllegalArgumentException(
          "incident %s: %d events are more than the %d that one write holds"
              .formatted(id, events.size(), MOST_EVENTS));
    }
  }
}
