package io.headroom.infra.containers;

import io.headroom.infra.store.IncidentTable;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A new table for each test, in an emulator. */
final class EmulatorTables {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private EmulatorTables() {}

  /** Name of a new, empty table that can be used. */
  static String create(DynamoDbClient client) {
    String name = "incidents-" + COUNT.incrementAndGet();
    client.createTable(IncidentTable.creation(name));
    client.waiter().waitUntilTableExists(request -> request.tableName(name));
    return name;
  }
}
