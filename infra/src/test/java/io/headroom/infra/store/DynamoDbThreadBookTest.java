package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadBookContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class DynamoDbThreadBookTest extends ThreadBookContract {

  private final String table = LocalTables.create();
  private final FaultyDynamoDb faulty =
      new FaultyDynamoDb(LocalTables.client(), PutItemRequest.class);
  private final ThreadBook book = new DynamoDbThreadBook(faulty, table);

  @Override
  protected ThreadBook book() {
    return book;
  }

  @Test
  void aSaveThatTheSdkRepeatedIsDone() {
    faulty.thenAnswerLostAndRepeated();
    assertThat(book.save(record(0))).isTrue();
    assertThat(faulty.calls).isOne();
    assertThat(book.find(ID)).contains(record(1));
  }

  @Test
  void aThreadExpiresWithItsIncident() {
    var store = new DynamoDbIncidentStore(LocalTables.client(), table);
    Incident incident = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(incident.id(), CHECKOUT, incident.events());
    book.save(record(0));
    assertThat(expiry()).isEmpty();

    Draft end = new Draft(incident, NOON);
    end.add("end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
    store.append(incident, end.added());
    book.save(record(1));

    assertThat(expiry()).contains(NOON.plus(DynamoDbIncidentStore.KEPT).getEpochSecond());
  }

  @Test
  void aThreadIsNoPartOfTheIncident() {
    var store = new DynamoDbIncidentStore(LocalTables.client(), table);
    Incident incident = IncidentExamples.open(CHECKOUT, NOON);
    store.begin(incident.id(), CHECKOUT, incident.events());
    book.save(record(0));
    assertThat(store.load(ID)).contains(incident);
  }

  private Optional<Long> expiry() {
    var item = LocalTables.client().getItem(get -> get.tableName(table).key(Keys.thread(ID)));
    return Optional.ofNullable(item.item().get(Keys.EXPIRES_AT)).map(at -> Long.valueOf(at.n()));
  }
}
