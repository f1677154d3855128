package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static io.headroom.core.incident.IncidentExamples.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What the store makes of a network and a DynamoDB that fail. */
class StoreFaultsTest {

  private final String table = LocalTables.create();
  private final FaultyDynamoDb faulty =
      new FaultyDynamoDb(LocalTables.client(), TransactWriteItemsRequest.class);
  private final IncidentStore store = new DynamoDbIncidentStore(faulty, table);
  private final Incident incident = IncidentExamples.open(CHECKOUT, NOON);

  @Test
  void aBeginWhoseAnswerWasLostIsDone() {
    faulty.thenAnswerLost();
    assertThat(begin()).isEqualTo(Append.DONE);
    assertThat(store.open()).containsExactly(incident);
  }

  @Test
  void aBeginThatTheSdkRepeatedIsDone() {
    faulty.thenAnswerLostAndRepeated();
    assertThat(begin()).isEqualTo(Append.DONE);
    assertThat(store.open()).containsExactly(incident);
  }

  @Test
  void aBeginThatMetItsOwnItemsIsDone() {
    faulty.forgetsTokens = true;
    faulty.thenAnswerLostAndRepeated();
    assertThat(begin()).isEqualTo(Append.DONE);
    assertThat(store.open()).containsExactly(incident);
  }

  @Test
  void anAppendWhoseAnswerWasLostIsDone() {
    begin();
    faulty.thenAnswerLost();
    assertThat(store.append(incident, acknowledged().added())).isEqualTo(Append.DONE);
    assertThat(store.load(incident.id())).contains(acknowledged().after());
  }

  @Test
  void anAppendThatTheSdkRepeatedIsDone() {
    begin();
    faulty.thenAnswerLostAndRepeated();
    assertThat(store.append(incident, acknowledged().added())).isEqualTo(Append.DONE);
    assertThat(store.load(incident.id())).contains(acknowledged().after());
  }

  /**
   * Within ten minutes DynamoDB knows the token; after that the conditions fail on our own items.
   */
  @Test
  void anAppendThatMetItsOwnItemsIsDone() {
    begin();
    faulty.forgetsTokens = true;
    faulty.thenAnswerLostAndRepeated();
    assertThat(store.append(incident, acknowledged().added())).isEqualTo(Append.DONE);
    assertThat(store.load(incident.id())).contains(acknowledged().after());
  }

  @Test
  void anEndWhoseAnswerWasLostIsDoneWhole() {
    begin();
    Draft end = new Draft(incident, NOON.plusSeconds(60));
    end.add("end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
    faulty.thenAnswerLost();

    assertThat(store.append(incident, end.added())).isEqualTo(Append.DONE);

    assertThat(store.open()).isEmpty();
    assertThat(store.resolvedSince(NOON, 10)).containsExactly(end.after());
  }

  @Test
  void aWriteThatNeverArrivedIsReported() {
    faulty.thenUnreachable();
    assertThatThrownBy(this::begin).isInstanceOf(SdkClientException.class);
    assertThat(store.open()).isEmpty();
    assertThat(begin()).isEqualTo(Append.DONE);
  }

  /** The same event again, by somebody else, is no lost answer. */
  @Test
  void theVerySameWriteOfAnotherIsAConflict() {
    begin();
    store.append(incident, acknowledged().added());
    assertThat(store.append(incident, acknowledged().added())).isEqualTo(Append.CONFLICT);
  }

  @Test
  void aTransactionThatMetAnotherIsTriedAgain() {
    begin();
    faulty
        .thenCanceled("TransactionConflict", "None")
        .thenCanceled("None", "ThrottlingError")
        .thenCanceled("ProvisionedThroughputExceeded", "None");
    faulty.calls = 0;
    assertThat(store.append(incident, acknowledged().added())).isEqualTo(Append.DONE);
    assertThat(faulty.calls).isEqualTo(4);
    assertThat(store.load(incident.id())).contains(acknowledged().after());
  }

  @Test
  void aTransactionThatMeetsOthersAgainAndAgainIsReported() {
    begin();
    for (int i = 0; i < 6; i++) {
      faulty.thenCanceled("TransactionConflict", "None");
    }
    assertThatThrownBy(() -> store.append(incident, acknowledged().added()))
        .isInstanceOf(TransactionCanceledException.class);
    assertThat(store.load(incident.id())).contains(incident);
  }

  @Test
  void aTransactionThatDynamoDbDoesNotTakeIsReportedAtOnce() {
    begin();
    faulty.calls = 0;
    faulty.thenCanceled("ValidationError", "None");
    assertThatThrownBy(() -> store.append(incident, acknowledged().added()))
        .isInstanceOf(TransactionCanceledException.class);
    assertThat(faulty.calls).isOne();
  }

  @Test
  void aFailedConditionCountsMoreThanAnotherTransaction() {
    begin();
    faulty.thenCanceled("ConditionalCheckFailed", "TransactionConflict");
    assertThat(store.append(incident, acknowledged().added())).isEqualTo(Append.CONFLICT);
  }

  private Append begin() {
    return store.begin(incident.id(), CHECKOUT, List.of(first(CHECKOUT, NOON)));
  }

  private Draft acknowledged() {
    return new Draft(incident, NOON.plusSeconds(30))
        .add("ack", new Acknowledged(IncidentExamples.ANA));
  }
}
