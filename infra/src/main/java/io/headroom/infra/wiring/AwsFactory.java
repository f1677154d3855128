package io.headroom.infra.wiring;

import io.headroom.core.port.CheckLog;
import io.headroom.core.port.Fleet;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Metrics;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.aws.CallCounter;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.DynamoDbThreadBook;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** AWS behind the ports. */
@Factory
final class AwsFactory {

  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Singleton
  CallCounter callCounter() {
    return new CallCounter();
  }

  @Singleton
  AwsClients clients(CallCounter counter) {
    return AwsClients.fromEnvironment().counting(counter);
  }

  @Singleton
  DynamoDbClient dynamoDb(AwsClients clients) {
    return clients.dynamoDb();
  }

  @Singleton
  Metrics metrics(AwsClients clients) {
    return new CloudWatchMetrics(clients.cloudWatch());
  }

  @Singleton
  Fleet fleet(AwsClients clients, Settings settings) {
    return new EcsFleet(
        clients.ecs(), clients.autoScaling(), new PassableRoles(settings.taskRoles()));
  }

  @Singleton
  IncidentStore incidentStore(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbIncidentStore(dynamoDb, settings.tableName());
  }

  @Singleton
  CheckLog checkLog(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbCheckLog(dynamoDb, settings.tableName());
  }

  @Singleton
  ThreadBook threadBook(DynamoDbClient dynamoDb, Settings settings) {
    return new DynamoDbThreadBook(dynamoDb, settings.tableName());
  }
}
