package io.headroom.sandbox.aws;

import com.slack.api.Slack;
import io.headroom.bot.BotHandler;
import io.headroom.bot.SignatureCheck;
import io.headroom.bot.SlackApp;
import io.headroom.bot.SlackResponders;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.DecideClick;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.PlannedLookout;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.Runbooks;
import io.headroom.functions.CheckFleetHandler;
import io.headroom.functions.RunRemedyHandler;
import io.headroom.functions.TellSlackHandler;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.FakeAutoScaling;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.Secret;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.settings.SlackSecrets;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.PatientSlackMessages;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.SlackApiMessages;
import io.headroom.infra.slack.SlackClients;
import io.headroom.infra.slack.Sleeper;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.DynamoDbThreadBook;
import io.headroom.infra.store.DynamoDbWatchStore;
import io.headroom.infra.store.IncidentTable;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * The functions and the bot over SDK clients of an account, and a Slack over HTTP. What in AWS the
 * schedule, the stream's mappings and the function URL do, the methods here do.
 */
final class ProductOverAws implements AutoCloseable {

  static final String CHANNEL = "C0ALERTS";

  private static final String TABLE = "loop-incidents";
  private static final String BOT_TOKEN = "xoxb-loop";
  private static final String SIGNING_SECRET = "loop-signing-secret";

  private final EcsClient ecs;
  private final CloudWatchClient cloudWatch;
  private final DynamoDbClient dynamoDb;
  private final DynamoDbStreamsClient streams;
  private final LocalSlack slack;
  private final IncidentStore store;
  private final CheckFleetHandler checkFleet;
  private final TableStream stream;
  private final StreamMapping tellSlack;
  private final StreamMapping runRemedy;
  private final FunctionUrl botUrl;

  /**
   * Creates the table and starts Slack and the bot.
   *
   * @param place of the clients
   * @param cluster the only one that is checked
   * @param clock of the incidents and of Slack's messages
   */
  ProductOverAws(
      AwsClients aws, Place place, String cluster, InstantSource clock, DecisionLog log) {
    ecs = aws.ecs();
    cloudWatch = aws.cloudWatch();
    dynamoDb = aws.dynamoDb();
    streams = streams(dynamoDb.serviceClientConfiguration());
    String streamArn =
        dynamoDb.createTable(IncidentTable.creation(TABLE)).tableDescription().latestStreamArn();
    dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(TABLE));
    stream = new TableStream(streams, streamArn);
    slack =
        LocalSlack.start(
            LocalSlackConfig.builder()
                .messageClock(clock)
                .botToken(BOT_TOKEN)
                .signingSecret(SIGNING_SECRET)
                .build());

    // MiniStack has no Application Auto Scaling; no service here is a target of it.
    var fleet = new EcsFleet(ecs, new FakeAutoScaling(), PassableRoles.ALL);
    var metrics = new CloudWatchMetrics(cloudWatch);
    var watch = new DynamoDbWatchStore(dynamoDb, TABLE, Abreast.ONE);
    var reader = new MemoryReader(fleet, metrics, watch, Abreast.ONE);
    var runbooks = Runbooks.bundled();
    var scopes = Scopes.of(Scope.of(place, cluster));
    store = new DynamoDbIncidentStore(dynamoDb, TABLE);
    var checkLog = new DynamoDbCheckLog(dynamoDb, TABLE);
    var threads = new DynamoDbThreadBook(dynamoDb, TABLE);
    var remedies = new RunRemedy(fleet, store, reader);
    checkFleet =
        new CheckFleetHandler(
            new CheckFleet(
                scopes,
                fleet,
                new PlannedLookout(metrics, watch, runbooks, Abreast.ONE),
                store,
                checkLog,
                runbooks,
                remedies,
                Pager.NOT_SET_UP,
                Abreast.ONE),
            scopes,
            clock,
            log);
    var remedyHandler = new RunRemedyHandler(remedies, store, clock, log);
    runRemedy = new StreamMapping(event -> remedyHandler.handleRequest(event, NoContext.INSTANCE));
    var teller =
        new ThreadTeller(
            store,
            threads,
            new PatientSlackMessages(new SlackApiMessages(slackApi()), Sleeper.THREAD),
            new ChannelChoice(CHANNEL),
            runbooks,
            RenderContext.AWS);
    var tellHandler = new TellSlackHandler(teller, log);
    tellSlack = new StreamMapping(event -> tellHandler.handleRequest(event, NoContext.INSTANCE));

    SlackSecretSource secrets =
        () -> new SlackSecrets(new Secret(BOT_TOKEN), new Secret(SIGNING_SECRET));
    var responders =
        new SlackResponders(slackApi(), Optional.empty(), threads, CHANNEL, InstantSource.system());
    Slack client = SlackClients.slack(slackUrl());
    var app =
        new SlackApp(
            () -> client,
            slackApi(),
            new DecideClick(store, responders, true),
            new AcknowledgeIncident(store, responders),
            store,
            scopes,
            checkLog,
            watch,
            threads,
            false,
            clock,
            log);
    // Slack signs with the time on the wall.
    var signature = new SignatureCheck(secrets, InstantSource.system());
    botUrl = FunctionUrl.start(new BotHandler(app.build(), signature, log));
    slack.connectBot(botUrl.url());
  }

  /** What the schedule does each minute; then what was written is delivered. */
  void check() {
    checkFleet.handleRequest(Map.of(), NoContext.INSTANCE);
    deliver();
  }

  /** Delivers what the stream holds, and what that causes to be written, to both functions. */
  void deliver() {
    List<Record> records = stream.next();
    while (!records.isEmpty()) {
      runRemedy.deliver(records);
      tellSlack.deliver(records);
      records = stream.next();
    }
  }

  /** Records that a function did not take. */
  int undelivered() {
    return runRemedy.waiting() + tellSlack.waiting();
  }

  LocalSlack slack() {
    return slack;
  }

  IncidentStore store() {
    return store;
  }

  @Override
  public void close() {
    botUrl.close();
    slack.close();
    streams.close();
    dynamoDb.close();
    cloudWatch.close();
    ecs.close();
  }

  private SlackApi slackApi() {
    return SlackApi.of(SlackClients.methods(BOT_TOKEN, slackUrl()));
  }

  private Optional<String> slackUrl() {
    return Optional.of(slack.apiUrl().toString());
  }

  /** A client of the streams where the table is; the product has none, Lambda reads them for it. */
  private static DynamoDbStreamsClient streams(DynamoDbServiceClientConfiguration table) {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(table.endpointOverride().orElseThrow())
        .region(table.region())
        .credentialsProvider(table.credentialsProvider())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
