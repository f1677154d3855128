package io.headroom.infra.wiring;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.ScopedFleet;
import io.headroom.core.app.ScopedMetrics;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Places;
import io.headroom.core.port.WatchStore;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.aws.CallCounter;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.snapshot.Outside;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.DynamoDbThreadBook;
import io.headroom.infra.store.DynamoDbWatchStore;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** AWS behind the ports. */
@Factory
final class AwsFactory {

  /**
   * Calls at the same time. An answer takes 50 ms or so, of which a function spends little; ECS's
   * own pace is kept whatever this says.
   */
  private static final Abreast CALLS = new Abreast(16);

  /**
   * "180,000 data points per second": 500 metrics over two hours are 60,000, and take about a
   * second.
   */
  private static final Abreast METRICS = new Abreast(3);

  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Singleton
  DecisionLog log(Outside outside) {
    return outside.log();
  }

  @Singleton
  CallCounter callCounter() {
    return new CallCounter();
  }

  @Singleton
  AwsClients clients(Outside outside, CallCounter counter) {
    return outside.aws().counting(counter);
  }

  @Singleton
  DynamoDbClient dynamoDb(AwsClients clients) {
    return clients.dynamoDb();
  }

  @Singleton
  Places places(AwsClients clients, Settings settings) {
    return new AwsPlaces(clients, settings, CALLS, METRICS);
  }

  @Singleton
  Metrics metrics(Places places) {
    return new ScopedMetrics(places);
  }

  @Singleton
  Fleet fleet(Places places, Settings settings) {
    return new ScopedFleet(settings.scopes(), places);
  }

  @Singleton
  IncidentStore incidentStore(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbIncidentStore(dynamoDb, settings.tableName(), CALLS);
  }

  @Singleton
  CheckLog checkLog(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbCheckLog(dynamoDb, settings.tableName());
  }

  @Singleton
  WatchStore watchStore(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbWatchStore(dynamoDb, settings.tableName(), CALLS);
  }

  @Singleton
  ThreadBook threadBook(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbThreadBook(dynamoDb, settings.tableName());
  }
}
