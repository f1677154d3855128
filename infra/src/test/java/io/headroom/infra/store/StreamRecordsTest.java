package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.infra.store.StreamRecords.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class StreamRecordsTest {

  @Test
  void theStreamTellsEachEventOfAnIncidentOnce() {
    try (LocalDynamoDb database = LocalDynamoDb.withTable("incidents")) {
      var store = new DynamoDbIncidentStore(database.client(), "incidents");
      Incident incident = IncidentExamples.open(CHECKOUT, NOON);
      store.begin(incident.id(), CHECKOUT, incident.events());
      Draft draft = new Draft(incident, NOON);
      draft
          .add("ack", new Acknowledged(IncidentExamples.ANA))
          .add("end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
      store.append(incident, draft.added());

      var changes = new ArrayList<Change>();
      for (Record record : records(database.streams())) {
        if (record.eventName() == OperationType.INSERT) {
          Map<String, AttributeValue> image = record.dynamodb().newImage();
          String type = image.containsKey("type") ? Items.text(image, "type") : "";
          StreamRecords.of(Items.text(image, "PK"), Items.text(image, "SK"), type)
              .ifPresent(changes::add);
        }
      }

      assertThat(changes)
          .containsExactlyInAnyOrder(
              new Change(incident.id(), 1, "detected"),
              new Change(incident.id(), 2, "acknowledged"),
              new Change(incident.id(), 3, "resolved"));
    }
  }

  @Test
  void aChangeIsOfATypeOfEvent() {
    Change change = StreamRecords.of("INC#a#b-1", "EV#000120", "acknowledged").orElseThrow();
    assertThat(change.incident().value()).isEqualTo("a#b-1");
    assertThat(change.number()).isEqualTo(120);
    assertThat(change.is(Acknowledged.class)).isTrue();
    assertThat(change.is(Resolved.class)).isFalse();
  }

  @Test
  void otherItemsAreNoEvents() {
    assertThat(StreamRecords.of("INC#a", "HEAD", "")).isEmpty();
    assertThat(StreamRecords.of("INC#a", "THREAD", "")).isEmpty();
    assertThat(StreamRecords.of("OPEN", "SVC#arn", "")).isEmpty();
    assertThat(StreamRecords.of("CHECK", "LAST", "")).isEmpty();
  }

  private static List<Record> records(DynamoDbStreamsClient streams) {
    String stream = streams.listStreams().streams().getFirst().streamArn();
    return streams
        .describeStream(describe -> describe.streamArn(stream))
        .streamDescription()
        .shards()
        .stream()
        .map(
            shard ->
                streams.getShardIterator(
                    get ->
                        get.streamArn(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON)))
        .flatMap(
            iterator ->
                streams
                    .getRecords(get -> get.shardIterator(iterator.shardIterator()))
                    .records()
                    .stream())
        .toList();
  }
}
