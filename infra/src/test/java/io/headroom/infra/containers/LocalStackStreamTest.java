package io.headroom.infra.containers;

import io.headroom.infra.store.StreamContract;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@NeedsContainers
class LocalStackStreamTest extends StreamContract {

  @AutoClose private final DynamoDbClient client = AwsContainers.localStack().dynamoDb();
  @AutoClose private final DynamoDbStreamsClient streams = EmulatorTables.streams(client);
  private final String table = EmulatorTables.create(client);

  @Override
  protected DynamoDbClient client() {
    return client;
  }

  @Override
  protected DynamoDbStreamsClient streams() {
    return streams;
  }

  @Override
  protected String table() {
    return table;
  }
}
