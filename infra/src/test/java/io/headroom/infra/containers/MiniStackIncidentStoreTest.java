package io.headroom.infra.containers;

import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStoreContract;
import io.headroom.infra.store.DynamoDbIncidentStore;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsContainers
class MiniStackIncidentStoreTest extends IncidentStoreContract {

  private final DynamoDbClient client = AwsContainers.miniStack().dynamoDb();
  private final IncidentStore store =
      new DynamoDbIncidentStore(client, EmulatorTables.create(client));

  @Override
  protected IncidentStore store() {
    return store;
  }

  @AfterEach
  void close() {
    client.close();
  }
}
