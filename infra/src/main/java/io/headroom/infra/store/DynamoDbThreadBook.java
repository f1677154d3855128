package io.headroom.infra.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.Posted;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadRecord;
import io.headroom.infra.slack.render.PassedOver;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Threads in the table of {@link IncidentTable}, each beside the events of its incident. Safe for
 * use by several threads; exceptions of the SDK pass through.
 */
public final class DynamoDbThreadBook implements ThreadBook {

  private static final String CHANNEL = "channel";
  private static final String WANTED = "wantedChannel";
  private static final String PASSED_OVER = "passedOver";
  private static final String VERSION = "version";
  private static final String TOLD = "toldVersion";
  private static final String MESSAGES = "messages";
  private static final String POSTING = "posting";
  private static final String TS = "ts";
  private static final String HASH = "hash";

  private final DynamoDbClient client;
  private final String table;

  public DynamoDbThreadBook(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public Optional<ThreadRecord> find(IncidentId id) {
    Map<String, AttributeValue> item = get(Keys.thread(id));
    return item.isEmpty() ? Optional.empty() : Optional.of(read(id, item));
  }

  @Override
  public boolean save(ThreadRecord record) {
    String writer = UUID.randomUUID().toString();
    Map<String, AttributeValue> item = write(record, writer);
    // A thread expires with its incident.
    AttributeValue expiry = get(Keys.head(record.incident())).get(Keys.EXPIRES_AT);
    if (expiry != null) {
      item.put(Keys.EXPIRES_AT, expiry);
    }
    boolean first = record.version() == 0;
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item)
                  .conditionExpression(first ? Keys.IS_NEW : "version = :expected")
                  .expressionAttributeValues(
                      first ? null : Map.of(":expected", Items.fromNumber(record.version()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      // The SDK repeats a put whose answer was lost, and is then told no because of its own item.
      return fromS(writer).equals(get(Keys.thread(record.incident())).get(EventItems.WRITER));
    }
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return client.getItem(request -> request.tableName(table).key(key).consistentRead(true)).item();
  }

  private static Map<String, AttributeValue> write(ThreadRecord record, String writer) {
    var item = new HashMap<>(Keys.thread(record.incident()));
    item.put(CHANNEL, fromS(record.channel()));
    record
        .passedOver()
        .ifPresent(
            passedOver -> {
              item.put(WANTED, fromS(passedOver.wanted()));
              item.put(PASSED_OVER, fromS(passedOver.why().name()));
            });
    item.put(VERSION, Items.fromNumber(record.version() + 1));
    item.put(TOLD, Items.fromNumber(record.toldVersion()));
    item.put(
        MESSAGES,
        fromM(
            record.messages().entrySet().stream()
                .collect(Collectors.toMap(Entry::getKey, entry -> write(entry.getValue())))));
    record.posting().ifPresent(key -> item.put(POSTING, fromS(key)));
    item.put(EventItems.WRITER, fromS(writer));
    return item;
  }

  private static AttributeValue write(Posted posted) {
    return fromM(Map.of(TS, fromS(posted.ts()), HASH, fromS(posted.hash())));
  }

  private static ThreadRecord read(IncidentId id, Map<String, AttributeValue> item) {
    return new ThreadRecord(
        id,
        Items.text(item, CHANNEL),
        passedOver(item),
        Items.number(item, VERSION),
        Items.number(item, TOLD),
        Items.map(item, MESSAGES).entrySet().stream()
            .collect(Collectors.toMap(Entry::getKey, entry -> read(entry.getValue().m()))),
        Optional.ofNullable(item.get(POSTING)).map(AttributeValue::s));
  }

  /** A reason of a newer version is left out: the note that it made stands in Slack. */
  private static Optional<PassedOver> passedOver(Map<String, AttributeValue> item) {
    AttributeValue wanted = item.get(WANTED);
    AttributeValue why = item.get(PASSED_OVER);
    if (wanted == null || why == null) {
      return Optional.empty();
    }
    return Arrays.stream(PassedOver.Why.values())
        .filter(known -> known.name().equals(why.s()))
        .findFirst()
        .map(known -> new PassedOver(wanted.s(), known));
  }

  private static Posted read(Map<String, AttributeValue> posted) {
    return new Posted(Items.text(posted, TS), Items.text(posted, HASH));
  }
}
