package io.headroom.infra.store;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB in this process, in memory, gone when closed. It unpacks its own SQLite library into the
 * temporary directory. Nothing expires in it, so that tests may live in any year.
 */
public final class LocalDynamoDb implements AutoCloseable {

  /** DynamoDB Local reports its use to AWS unless told otherwise. */
  private static final boolean WITHOUT_TELEMETRY = true;

  private final AmazonDynamoDBLocal local = DynamoDBEmbedded.create(WITHOUT_TELEMETRY);
  private final DynamoDbClient client = local.dynamoDbClient();

  /** A database with the incident table in it. */
  public static LocalDynamoDb withTable(String name) {
    var database = new LocalDynamoDb();
    database.client().createTable(IncidentTable.creation(name));
    return database;
  }

  /** Talks to it by method call, without HTTP. */
  public DynamoDbClient client() {
    return client;
  }

  public DynamoDbStreamsClient streams() {
    return local.dynamoDbStreamsClient();
  }

  @Override
  public void close() {
    client.close();
    local.shutdownNow();
  }
}
