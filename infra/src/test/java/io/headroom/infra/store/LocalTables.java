package io.headroom.infra.store;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One DynamoDB Local for all tests of this process, and a new table for each test. */
final class LocalTables {

  private static final LocalDynamoDb DATABASE = new LocalDynamoDb();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private LocalTables() {}

  static DynamoDbClient client() {
    return DATABASE.client();
  }

  /** Name of a new, empty table. */
  static String create() {
    String name = "incidents-" + COUNT.incrementAndGet();
    client().createTable(IncidentTable.creation(name));
    return name;
  }
}
