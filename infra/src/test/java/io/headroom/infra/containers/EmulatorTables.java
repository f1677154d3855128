package io.headroom.infra.containers;

import io.headroom.infra.store.IncidentTable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A new table for each test, in an emulator. */
final class EmulatorTables {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private EmulatorTables() {}

  /** Name of a new, empty table that can be used. */
  static String create(DynamoDbClient client) {
    String name = "incidents-" + COUNT.incrementAndGet();
    try {
      client.createTable(IncidentTable.creation(name));
    } catch (ResourceInUseException second) {
      // A busy machine answers too late at times; the client's first attempt has made it.
      LoggerFactory.getLogger(EmulatorTables.class).debug("Made by an earlier attempt.", second);
    }
    client.waiter().waitUntilTableExists(request -> request.tableName(name));
    return name;
  }

  /**
   * A client of the streams where the tables are; the product has none, Lambda reads them for it.
   */
  static DynamoDbStreamsClient streams(DynamoDbClient tables) {
    var there = tables.serviceClientConfiguration();
    return DynamoDbStreamsClient.builder()
        .endpointOverride(there.endpointOverride().orElseThrow())
        .region(there.region())
        .credentialsProvider(there.credentialsProvider())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
