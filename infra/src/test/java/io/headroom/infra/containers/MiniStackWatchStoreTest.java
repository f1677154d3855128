package io.headroom.infra.containers;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.port.WatchStore;
import io.headroom.core.port.WatchStoreContract;
import io.headroom.infra.store.DynamoDbWatchStore;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsContainers
class MiniStackWatchStoreTest extends WatchStoreContract {

  @AutoClose private final DynamoDbClient client = AwsContainers.miniStack().dynamoDb();
  private final WatchStore store =
      new DynamoDbWatchStore(client, EmulatorTables.create(client), Abreast.ONE);

  @Override
  protected WatchStore store() {
    return store;
  }
}
