package io.headroom.infra.store;

import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

class LocalDynamoDbStreamTest extends StreamContract {

  private static final String TABLE = "incidents";

  @AutoClose private final LocalDynamoDb database = LocalDynamoDb.withTable(TABLE);

  @Override
  protected DynamoDbClient client() {
    return database.client();
  }

  @Override
  protected DynamoDbStreamsClient streams() {
    return database.streams();
  }

  @Override
  protected String table() {
    return TABLE;
  }
}
