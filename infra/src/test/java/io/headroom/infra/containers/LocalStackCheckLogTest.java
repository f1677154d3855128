package io.headroom.infra.containers;

import io.headroom.core.port.CheckLog;
import io.headroom.core.port.CheckLogContract;
import io.headroom.infra.store.DynamoDbCheckLog;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsContainers
class LocalStackCheckLogTest extends CheckLogContract {

  @AutoClose private final DynamoDbClient client = AwsContainers.localStack().dynamoDb();
  private final CheckLog log = new DynamoDbCheckLog(client, EmulatorTables.create(client));

  @Override
  protected CheckLog log() {
    return log;
  }
}
