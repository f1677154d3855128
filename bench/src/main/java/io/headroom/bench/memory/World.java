package io.headroom.bench.memory;

import io.headroom.bench.AwsDouble;
import io.headroom.bench.Deployed;
import io.headroom.bench.LambdaEnvironment;
import io.headroom.bench.scale.Account;
import io.headroom.bench.scale.AwsAtScale;
import io.headroom.core.port.IncidentStore;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.IncidentTable;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Doubles of AWS and Slack around one fleet; its services have clusters of a hundred. */
final class World implements AutoCloseable {

  private static final int CLUSTER = 100;
  private static final String TOKEN = "xoxb-1-bench";
  private static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  private final Account account;
  private final AwsAtScale fleet;
  private final AwsDouble aws;
  private final DynamoDbClient database;
  private final LocalSlack slack;

  /**
   * @param breaching so many of the services are at their limit
   */
  World(int services, int breaching) throws Exception {
    int clusters = Math.max(1, services / CLUSTER);
    account = new Account(0, clusters, services / clusters, breaching);
    fleet = new AwsAtScale(account, InstantSource.system());
    aws =
        new AwsDouble(
            """
            {"Name":"headroom/slack","SecretString":"{\\"botToken\\":\\"%s\\",\\"signingSecret\\":\\"%s\\"}"}
            """
                .formatted(TOKEN, SIGNING_SECRET));
    database = aws.client();
    database.createTable(IncidentTable.creation(LambdaEnvironment.TABLE));
    slack =
        LocalSlack.start(
            LocalSlackConfig.builder()
                .botToken(TOKEN)
                .signingSecret(SIGNING_SECRET)
                .retryInteractions(false)
                .build());
  }

  /** For one of the functions. */
  Map<String, String> environment(Deployed function) {
    Map<String, String> environment =
        LambdaEnvironment.of(
            function.name(), function.megabytes(), account.place(), fleet.endpoint());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", aws.database().toString());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.endpoint().toString());
    environment.put("SLACK_API_URL", slack.apiUrl().toString());
    return environment;
  }

  Account account() {
    return account;
  }

  DynamoDbClient database() {
    return database;
  }

  IncidentStore store() {
    return new DynamoDbIncidentStore(database, LambdaEnvironment.TABLE);
  }

  LocalSlack slack() {
    return slack;
  }

  @Override
  public void close() {
    slack.close();
    database.close();
    aws.close();
    fleet.close();
  }
}
