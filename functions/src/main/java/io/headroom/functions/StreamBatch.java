package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.store.StreamRecords;
import io.headroom.infra.store.StreamRecords.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * New events of incidents in a batch of the table's stream, in order. A record that cannot be read
 * is logged and left out: telling it again would not make it readable, and would hold up the shard.
 */
final class StreamBatch {

  /**
   * A new event.
   *
   * @param sequenceNumber of its record, to have the stream told again from there
   * @param at when it was written, to the second, as the stream says it
   */
  record Entry(Change change, String sequenceNumber, Optional<Instant> at) {

    /** Whether it was written longer ago than that. */
    boolean olderThan(Duration age, Instant now) {
      return at.filter(written -> written.plus(age).isBefore(now)).isPresent();
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final String source;
  private final DecisionLog log;

  private StreamBatch(String source, DecisionLog log) {
    this.source = source;
    this.log = log;
  }

  /** Reads a batch. */
  static List<Entry> read(@Nullable DynamodbEvent event, String source, DecisionLog log) {
    var batch = new StreamBatch(source, log);
    if (event != null && event.getRecords() != null) {
      event.getRecords().forEach(batch::add);
    }
    return batch.entries;
  }

  /** Every record was dealt with. */
  static StreamsEventResponse done() {
    return new StreamsEventResponse(List.of());
  }

  /** The stream is told again from this event on. */
  static StreamsEventResponse againFrom(Entry entry) {
    return new StreamsEventResponse(List.of(new BatchItemFailure(entry.sequenceNumber())));
  }

  private void add(@Nullable DynamodbStreamRecord record) {
    try {
      change(record).ifPresent(entries::add);
    } catch (RuntimeException e) {
      log.write(
          LogLine.of(source, "MALFORMED")
              .with("record", record == null ? "null" : Optional.ofNullable(record.getEventID()))
              .failure(e));
    }
  }

  private static Optional<Entry> change(@Nullable DynamodbStreamRecord record) {
    if (record == null || record.getDynamodb() == null) {
      throw new IllegalArgumentException("the record has no \"dynamodb\"");
    }
    if (!"INSERT".equals(record.getEventName())) {
      return Optional.empty();
    }
    Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
    Map<String, AttributeValue> item = record.getDynamodb().getNewImage();
    String sequenceNumber = record.getDynamodb().getSequenceNumber();
    if (sequenceNumber == null) {
      throw new IllegalArgumentException("the record has no sequence number");
    }
    return StreamRecords.of(text(keys, "PK"), text(keys, "SK"), text(item, "type"))
        .map(change -> new Entry(change, sequenceNumber, written(record.getDynamodb())));
  }

  private static Optional<Instant> written(StreamRecord record) {
    return Optional.ofNullable(record.getApproximateCreationDateTime()).map(Date::toInstant);
  }

  private static String text(@Nullable Map<String, AttributeValue> attributes, String name) {
    AttributeValue value = attributes == null ? null : attributes.get(name);
    return value == null || value.getS() == null ? "" : value.getS();
  }
}
