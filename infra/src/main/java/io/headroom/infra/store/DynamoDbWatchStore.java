package io.headroom.infra.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.google.gson.JsonParseException;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.WatchStore;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.UnreadableHistoryException;
import io.headroom.core.watch.ServiceNote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What the check keeps of services, in the table of {@link IncidentTable}: an item for the history
 * of each, which is {@link MemoryHistory}'s own compact bytes, and one for how it is watched. Safe
 * for use by several threads; exceptions of the SDK pass through.
 */
public final class DynamoDbWatchStore implements WatchStore {

  /** How long an item stays that no check writes to any more. */
  static final Duration KEPT = Duration.ofDays(10);

  /** "BatchGetItem: up to 100 items". */
  private static final int READ_AT_ONCE = 100;

  /** "BatchWriteItem: up to 25 items". */
  private static final int WRITTEN_AT_ONCE = 25;

  /** What a batch leaves over is asked for again so often. */
  private static final int ROUNDS = 4;

  private static final String HISTORY = "history";
  private static final String NOTE = "note";

  private final DynamoDbClient client;
  private final String table;
  private final Abreast abreast;

  /**
   * @param abreast how many batches are read or written at the same time
   */
  public DynamoDbWatchStore(DynamoDbClient client, String table, Abreast abreast) {
    this.client = client;
    this.table = table;
    this.abreast = abreast;
  }

  @Override
  public Kept load(List<ServiceId> services) {
    var wanted = new HashMap<Map<String, AttributeValue>, ServiceId>();
    for (ServiceId id : services) {
      wanted.put(Keys.history(id), id);
      wanted.put(Keys.note(id), id);
    }
    var histories = new HashMap<ServiceId, MemoryHistory>();
    var notes = new HashMap<ServiceId, ServiceNote>();
    var problems = new ArrayList<String>();
    for (List<Map<String, AttributeValue>> items :
        abreast.map(batches(List.copyOf(wanted.keySet()), READ_AT_ONCE), this::read)) {
      for (Map<String, AttributeValue> item : items) {
        ServiceId id = wanted.get(Keys.ofItem(item));
        if (id != null) {
          history(id, item, problems).ifPresent(history -> histories.put(id, history));
          note(item).ifPresent(note -> notes.put(id, note));
        }
      }
    }
    return new Kept(histories, notes, problems);
  }

  @Override
  public void save(Map<ServiceId, MemoryHistory> histories, Instant now) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    histories.forEach(
        (id, history) ->
            items.add(
                Items.joined(
                    Keys.history(id),
                    Map.of(
                        HISTORY,
                        AttributeValue.fromB(SdkBytes.fromByteArray(history.encode())),
                        Keys.EXPIRES_AT,
                        expiry(now)))));
    write(items);
  }

  @Override
  public void note(List<ServiceNote> notes) {
    write(
        notes.stream()
            .map(
                note ->
                    Items.joined(
                        Keys.note(note.service()),
                        Map.of(NOTE, fromS(Json.write(note)), Keys.EXPIRES_AT, expiry(note.at()))))
            .toList());
  }

  @Override
  public List<ServiceNote> notes(String name) {
    String own = name.substring(name.lastIndexOf('/') + 1);
    return client
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("PK = :pk")
                    .expressionAttributeValues(Map.of(":pk", fromS(Keys.notes(own)))))
        .items()
        .stream()
        .flatMap(item -> note(item).stream())
        .filter(note -> own.equals(name) || note.service().toString().equals(name))
        .toList();
  }

  private static AttributeValue expiry(Instant now) {
    return Items.fromNumber(now.plus(KEPT).getEpochSecond());
  }

  private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    List<Map<String, AttributeValue>> left = keys;
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      var asked = Map.of(table, KeysAndAttributes.builder().keys(left).build());
      BatchGetItemResponse response = client.batchGetItem(request -> request.requestItems(asked));
      items.addAll(response.responses().getOrDefault(table, List.of()));
      KeysAndAttributes unread = response.unprocessedKeys().get(table);
      left = unread == null ? List.of() : unread.keys();
    }
    // What is left over counts as lost: CloudWatch has it.
    return items;
  }

  private void write(List<Map<String, AttributeValue>> items) {
    List<Integer> left = abreast.map(batches(items, WRITTEN_AT_ONCE), this::written);
    int unwritten = left.stream().mapToInt(Integer::intValue).sum();
    if (unwritten > 0) {
      throw new IllegalStateException(
          "DynamoDB left %d of %d items unwritten, after %d rounds"
              .formatted(unwritten, items.size(), ROUNDS));
    }
  }

  /** How many were not. */
  private int written(List<Map<String, AttributeValue>> items) {
    List<WriteRequest> left =
        items.stream()
            .map(
                item ->
                    WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
            .toList();
    for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
      var asked = Map.of(table, left);
      left =
          client
              .batchWriteItem(request -> request.requestItems(asked))
              .unprocessedItems()
              .getOrDefault(table, List.of());
    }
    return left.size();
  }

  private static Optional<MemoryHistory> history(
      ServiceId id, Map<String, AttributeValue> item, List<String> problems) {
    AttributeValue value = item.get(HISTORY);
    @Nullable SdkBytes bytes = value == null ? null : value.b();
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MemoryHistory.decode(bytes.asByteArray()));
    } catch (UnreadableHistoryException e) {
      problems.add(
          "the history that was kept of %s is read anew from CloudWatch: %s"
              .formatted(id, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<ServiceNote> note(Map<String, AttributeValue> item) {
    AttributeValue value = item.get(NOTE);
    try {
      return Optional.ofNullable(value).map(note -> Json.read(note.s(), ServiceNote.class));
    } catch (JsonParseException other) {
      // Another version wrote it; the next check replaces it.
      return Optional.empty();
    }
  }

  private static <T> List<List<T>> batches(List<T> all, int size) {
    var batches = new ArrayList<List<T>>();
    for (int i = 0; i < all.size(); i += size) {
      batches.add(all.subList(i, Math.min(i + size, all.size())));
    }
    return batches;
  }
}
