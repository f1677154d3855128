package io.headroom.infra.containers;

import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadBookContract;
import io.headroom.infra.store.DynamoDbThreadBook;
import org.junit.jupiter.api.AutoClose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@NeedsContainers
class MiniStackThreadBookTest extends ThreadBookContract {

  @AutoClose private final DynamoDbClient client = AwsContainers.miniStack().dynamoDb();
  private final ThreadBook book = new DynamoDbThreadBook(client, EmulatorTables.create(client));

  @Override
  protected ThreadBook book() {
    return book;
  }
}
