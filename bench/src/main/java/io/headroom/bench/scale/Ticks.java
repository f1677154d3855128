package io.headroom.bench.scale;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.PlannedLookout;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.Runbooks;
import io.headroom.functions.CheckFleetHandler;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.aws.CallCounter;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.DynamoDbWatchStore;
import io.headroom.sandbox.aws.LocalTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The function CheckFleet of one scope, wired as it is deployed, against the doubles. The clock
 * moves a minute with each tick, whatever the tick took.
 */
final class Ticks implements AutoCloseable {

  /** As template.yaml has it. */
  private static final Duration TIME_OUT = Duration.ofMinutes(2);

  private static final String GET_METRIC_DATA = "GetMetricData";
  private static final String DESCRIBE_SERVICES = "DescribeServices";

  /** As {@code AwsFactory} and {@code FunctionsFactory} have it. */
  private static final Abreast CALLS = new Abreast(16);

  private static final Abreast METRICS = new Abreast(3);

  private final AwsAtScale aws;
  private final Scope scope;
  private final IncidentStore store;
  private final CheckFleetHandler handler;
  private final AtomicReference<@Nullable String> last = new AtomicReference<>();
  private Instant now = Instant.parse("2026-11-21T12:00:30Z");

  /**
   * @param scopes all that are watched by the installation, this one's account among them
   * @param oneByOne as it was before calls were made abreast
   */
  Ticks(Account account, Scopes scopes, LocalTable table, boolean oneByOne) throws IOException {
    scope = Scope.all(account.place());
    InstantSource clock = () -> now;
    aws = new AwsAtScale(account, clock);
    Abreast calls = oneByOne ? Abreast.ONE : CALLS;
    var counter = new CallCounter();
    AwsClients clients =
        AwsClients.at(
                aws.endpoint(),
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
            .counting(counter);
    var fleet = new EcsFleet(clients.ecs(), clients.autoScaling(), PassableRoles.ALL, calls);
    var metrics = new CloudWatchMetrics(clients.cloudWatch(), oneByOne ? Abreast.ONE : METRICS);
    DynamoDbClient dynamoDb = SlowDynamoDb.of(table.client());
    store = new DynamoDbIncidentStore(dynamoDb, LocalTable.NAME, calls);
    var watch = new DynamoDbWatchStore(dynamoDb, LocalTable.NAME, calls);
    var reader = new MemoryReader(fleet, metrics, watch, calls);
    Runbooks runbooks = Runbooks.bundled();
    var check =
        new CheckFleet(
            scopes,
            fleet,
            new PlannedLookout(metrics, watch, runbooks, calls),
            store,
            new DynamoDbCheckLog(dynamoDb, LocalTable.NAME),
            runbooks,
            new RunRemedy(fleet, store, reader),
            Pager.NOT_SET_UP,
            calls);
    handler = new CheckFleetHandler(check, scopes, clock, new DecisionLog(this::keep), counter);
  }

  private void keep(String line) {
    if (line.contains("\"CHECKED\"")) {
      last.set(line);
    }
  }

  /**
   * What a tick was.
   *
   * @param metrics what its line in the log counts
   * @param metricCalls calls of GetMetricData
   * @param describes calls of DescribeServices
   */
  record Tick(Duration took, JsonObject metrics, int metricCalls, int describes) {

    int count(String metric) {
      return metrics.get(metric).getAsInt();
    }
  }

  Tick tick() {
    long metricCalls = aws.calls(GET_METRIC_DATA);
    long describes = aws.calls(DESCRIBE_SERVICES);
    long began = System.nanoTime();
    Context context = new Deadline(began, TIME_OUT);
    handler.handleRequest(Map.of("scope", scope.toString()), context);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    now = now.plus(Duration.ofMinutes(1));
    return new Tick(
        took,
        JsonParser.parseString(String.valueOf(last.get())).getAsJsonObject(),
        (int) (aws.calls(GET_METRIC_DATA) - metricCalls),
        (int) (aws.calls(DESCRIBE_SERVICES) - describes));
  }

  IncidentStore store() {
    return store;
  }

  @Override
  public void close() {
    aws.close();
  }
}
