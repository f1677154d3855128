package io.headroom.infra.containers;

import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStoreContract;
import io.headroom.infra.store.DynamoDbIncidentStore;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsContainers
class LocalStackIncidentStoreTest extends IncidentStoreContract {

  @AutoClose private final DynamoDbClient client = AwsContainers.localStack().dynamoDb();
  private final IncidentStore store =
      new DynamoDbIncidentStore(client, EmulatorTables.create(client));

  @Override
  protected IncidentStore store() {
    return store;
  }
}
