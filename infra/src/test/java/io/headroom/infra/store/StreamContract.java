package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.infra.store.StreamRecords.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What the stream of the table tells, wherever the table is. */
public abstract class StreamContract {

  /** An emulator's stream may lag behind its table. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  protected abstract DynamoDbClient client();

  protected abstract DynamoDbStreamsClient streams();

  /** An empty table; the same one within a test. */
  protected abstract String table();

  @Test
  void theStreamTellsEachEventOfAnIncidentOnceAndInOrder() {
    var store = new DynamoDbIncidentStore(client(), table());
    Incident incident = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(incident.id(), CHECKOUT, incident.events());
    Draft draft = new Draft(incident, NOON);
    draft
        .add("ack", new Acknowledged(IncidentExamples.ANA))
        .add("end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
    store.append(incident, draft.added());

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(changes())
                    .containsExactlyInAnyOrder(
                        new Change(incident.id(), 1, "detected"),
                        new Change(incident.id(), 2, "acknowledged"),
                        new Change(incident.id(), 3, "resolved")));
    assertThat(changes().getFirst().number()).as("what was written first").isOne();
  }

  private List<Change> changes() {
    return records().stream()
        .filter(record -> record.eventName() == OperationType.INSERT)
        .map(record -> record.dynamodb().newImage())
        .flatMap(image -> change(image).stream())
        .toList();
  }

  private static Optional<Change> change(Map<String, AttributeValue> image) {
    String type = image.containsKey("type") ? Items.text(image, "type") : "";
    return StreamRecords.of(Items.text(image, "PK"), Items.text(image, "SK"), type);
  }

  private List<Record> records() {
    String stream =
        client().describeTable(request -> request.tableName(table())).table().latestStreamArn();
    return streams()
        .describeStream(describe -> describe.streamArn(stream))
        .streamDescription()
        .shards()
        .stream()
        .map(
            shard ->
                streams()
                    .getShardIterator(
                        get ->
                            get.streamArn(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON)))
        .flatMap(
            iterator ->
                streams()
                    .getRecords(get -> get.shardIterator(iterator.shardIterator()))
                    .records()
                    .stream())
        .toList();
  }
}
