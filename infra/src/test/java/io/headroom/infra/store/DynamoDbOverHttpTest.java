package io.headroom.infra.store;

import static io.headroom.core.incident.IncidentExamples.ID;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStoreContract;
import io.headroom.core.port.SampleServices;
import io.headroom.infra.slack.Posted;
import io.headroom.infra.slack.ThreadRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same contract with the SDK's own client in between: its JSON, its errors, its retries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbOverHttpTest extends IncidentStoreContract {

  @AutoClose("stop")
  private final LocalDynamoDbServer server = new LocalDynamoDbServer();

  private int tables;
  private String table = "";
  private IncidentStore store = new DynamoDbIncidentStore(server.client(), table);

  DynamoDbOverHttpTest() throws Exception {}

  @BeforeEach
  void newTable() {
    table = "incidents-" + ++tables;
    server.client().createTable(IncidentTable.creation(table));
    store = new DynamoDbIncidentStore(server.client(), table);
  }

  @Override
  protected IncidentStore store() {
    return store;
  }

  @Test
  void aThreadIsKept() {
    var book = new DynamoDbThreadBook(server.client(), table);
    var record =
        new ThreadRecord(ID, "C1", Optional.empty(), 0, 0, Map.of(), Optional.of("parent"));
    assertThat(book.save(record)).isTrue();
    assertThat(book.save(record)).isFalse();
    var posted =
        new ThreadRecord(
            ID,
            "C1",
            Optional.empty(),
            1,
            1,
            Map.of("parent", new Posted("1.2", "9f86d081")),
            Optional.empty());
    assertThat(book.save(posted)).isTrue();
    assertThat(book.find(ID).orElseThrow().messages()).isEqualTo(posted.messages());
  }

  @Test
  void theNewestCheckIsKept() {
    var log = new DynamoDbCheckLog(server.client(), table);
    CheckReport newest = report(NOON);
    log.save(SampleServices.SCOPE, newest);
    log.save(SampleServices.SCOPE, report(NOON.minusSeconds(60)));
    assertThat(log.last(SampleServices.SCOPES).getFirst().last()).contains(newest);
  }

  private static CheckReport report(Instant at) {
    return new CheckReport(
        at, 0, List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty(), 0, 0);
  }
}
