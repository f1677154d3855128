package io.headroom.sandbox.aws;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import io.headroom.infra.store.IncidentTable;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The incident table in DynamoDB Local, in this process and in memory, gone when closed. Nothing
 * expires in it: DynamoDB deletes by the real clock, which is not the sandbox's.
 */
public final class LocalTable implements AutoCloseable {

  public static final String NAME = "headroom";

  /**
   * DynamoDB Local warns of a faster library for XML, which it has no use for. Kept: loggers die.
   */
  private static final Logger QUIET = Logger.getLogger("com.amazonaws");

  /** DynamoDB Local reports its use to AWS unless told otherwise. */
  private static final boolean WITHOUT_TELEMETRY = true;

  private final AmazonDynamoDBLocal local;
  private final DynamoDbClient client;
  private final DynamoDbStreamsClient streams;
  private final String streamArn;

  private LocalTable() {
    QUIET.setLevel(Level.SEVERE);
    local = DynamoDBEmbedded.create(WITHOUT_TELEMETRY);
    client = local.dynamoDbClient();
    streams = local.dynamoDbStreamsClient();
    streamArn =
        client.createTable(IncidentTable.creation(NAME)).tableDescription().latestStreamArn();
  }

  /** An empty table with its stream. */
  public static LocalTable create() {
    return new LocalTable();
  }

  public DynamoDbClient client() {
    return client;
  }

  /** What was written to it, from the first write on. */
  public TableStream stream() {
    return new TableStream(streams, streamArn);
  }

  @Override
  public void close() {
    streams.close();
    client.close();
    local.shutdownNow();
  }
}
