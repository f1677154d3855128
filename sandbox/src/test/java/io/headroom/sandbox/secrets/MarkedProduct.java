package io.headroom.sandbox.secrets;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.headroom.bot.BotHandler;
import io.headroom.bot.SignatureCheck;
import io.headroom.bot.SlackApp;
import io.headroom.bot.SlackResponders;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.app.AdvanceIncident;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.DecideClick;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.PlannedLookout;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.runbook.Runbooks;
import io.headroom.functions.CheckFleetHandler;
import io.headroom.functions.RunRemedyHandler;
import io.headroom.functions.ServiceChangedHandler;
import io.headroom.functions.TaskStoppedHandler;
import io.headroom.functions.TellSlackHandler;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.pagerduty.PagerDuty;
import io.headroom.infra.pagerduty.PagerDutyDouble;
import io.headroom.infra.settings.CachedSecret;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.PagerDutySecret;
import io.headroom.infra.settings.SecretsManagerDouble;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.LazySlack;
import io.headroom.infra.slack.PatientSlackMessages;
import io.headroom.infra.slack.RenewingSlackApi;
import io.headroom.infra.slack.SlackApiMessages;
import io.headroom.infra.slack.SlackClients;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.DynamoDbThreadBook;
import io.headroom.infra.store.DynamoDbWatchStore;
import io.headroom.sandbox.SimulatedClock;
import io.headroom.sandbox.aws.FunctionUrl;
import io.headroom.sandbox.aws.LocalTable;
import io.headroom.sandbox.aws.NoContext;
import io.headroom.sandbox.aws.StreamMapping;
import io.headroom.sandbox.aws.TableStream;
import io.headroom.sandbox.fleet.SimulatedFleet;
import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.slack.InteractionResult;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import io.headroom.sandbox.slack.SlackMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/**
 * The product as it is deployed, with planted secrets, over clients that fail when they are told
 * to. It keeps everything that comes out of it.
 */
final class MarkedProduct implements AutoCloseable {

  static final String CHANNEL = "C0ALERTS";
  static final String PERSON = "U0ALICE";

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final TypeToken<Map<String, Object>> JSON_OBJECT = new TypeToken<>() {};

  final Failing ecsFaults = new Failing();
  final Failing cloudWatchFaults = new Failing();
  final Failing dynamoDbFaults = new Failing();
  final SecretsManagerDouble slackSecret =
      new SecretsManagerDouble(Marks.BOT_TOKEN, Marks.SIGNING_SECRET);
  final SecretsManagerDouble pagerSecret = new SecretsManagerDouble(Marks.ROUTING_KEY);
  final PagerDutyDouble pagerDuty = new PagerDutyDouble(Marks.ROUTING_KEY);
  final SimulatedClock clock = SimulatedClock.still(START);
  final List<String> log = new ArrayList<>();

  /** Answers of functions and what they threw, with every cause. */
  final List<String> answers = new ArrayList<>();

  final LocalSlack slack;
  final DynamoDbIncidentStore store;

  /** Time of secrets and of Slack's signatures: real, and moved on by the test. */
  private volatile Duration later = Duration.ZERO;

  private final InstantSource realClock = () -> Instant.now().plus(later);
  private final SimulatedFleet fleet = SimulatedFleet.scenario("leak", 1, START);
  private final LocalTable table = LocalTable.create();
  private final TableStream stream = table.stream();
  private final DecisionLog decisions = new DecisionLog(log::add);
  private final CheckFleetHandler checkFleet;
  private final ServiceChangedHandler serviceChanged;
  private final StreamMapping tellSlack;
  private final StreamMapping runRemedy;
  private final FunctionUrl botUrl;

  MarkedProduct() {
    slack =
        LocalSlack.start(
            LocalSlackConfig.builder()
                .messageClock(clock)
                .botToken(Marks.BOT_TOKEN)
                .signingSecret(Marks.SIGNING_SECRET)
                .build());
    EcsClient ecsClient = ecsFaults.client(EcsClient.class, fleet.ecs());
    DynamoDbClient dynamoDb = dynamoDbFaults.client(DynamoDbClient.class, table.client());
    var ecs =
        new EcsFleet(
            ecsClient,
            ecsFaults.client(ApplicationAutoScalingClient.class, fleet.autoScaling()),
            new PassableRoles(List.of("*")));
    var metrics =
        new CloudWatchMetrics(cloudWatchFaults.client(CloudWatchClient.class, fleet.cloudWatch()));
    var watch = new DynamoDbWatchStore(dynamoDb, LocalTable.NAME, Abreast.ONE);
    var reader = new MemoryReader(ecs, metrics, watch, Abreast.ONE);
    var runbooks = Runbooks.bundled();
    store = new DynamoDbIncidentStore(dynamoDb, LocalTable.NAME);
    var threads = new DynamoDbThreadBook(dynamoDb, LocalTable.NAME);
    var checkLog = new DynamoDbCheckLog(dynamoDb, LocalTable.NAME);
    var scopes = Scopes.of(Scope.all(new Place(Arns.ACCOUNT, Arns.REGION)));
    var remedies = new RunRemedy(ecs, store, reader);
    var pagerKey =
        new CachedSecret<>(
            pagerSecret,
            "headroom/pagerduty",
            PagerDutySecret::parse,
            PagerDutySecret.EXAMPLE,
            "pagerduty-secret",
            realClock,
            decisions);
    var pager = PagerDuty.at(pagerDuty.url(), pagerKey, false, realClock);
    checkFleet =
        new CheckFleetHandler(
            new CheckFleet(
                scopes,
                ecs,
                new PlannedLookout(metrics, watch, runbooks, Abreast.ONE),
                store,
                checkLog,
                runbooks,
                remedies,
                pager,
                Abreast.ONE),
            scopes,
            clock,
            decisions);
    var taskStopped =
        new TaskStoppedHandler(
            new RecordStoppedTask(ecs, reader, store, runbooks, scopes), clock, decisions);
    var secrets = new CachedSlackSecrets(slackSecret, "headroom/slack", realClock, decisions);
    var api =
        new RenewingSlackApi(SlackClients.slack(Optional.of(slack.apiUrl().toString())), secrets);
    var teller =
        new ThreadTeller(
            store,
            threads,
            new PatientSlackMessages(new SlackApiMessages(api), time -> {}),
            new ChannelChoice(CHANNEL),
            runbooks,
            RenderContext.LOCAL);
    var tell = new TellSlackHandler(teller, decisions);
    tellSlack = new StreamMapping(event -> tell.handleRequest(event, NoContext.INSTANCE));
    var run = new RunRemedyHandler(remedies, store, clock, decisions);
    runRemedy = new StreamMapping(event -> run.handleRequest(event, NoContext.INSTANCE));
    var responders = new SlackResponders(api, Optional.empty(), threads, CHANNEL, realClock);
    var app =
        new SlackApp(
            new LazySlack(Optional.of(slack.apiUrl().toString())),
            api,
            new DecideClick(store, responders, true),
            new AcknowledgeIncident(store, responders),
            store,
            scopes,
            checkLog,
            watch,
            threads,
            false,
            clock,
            decisions);
    var bot =
        new BotHandler(app.build(), new SignatureCheck(secrets, InstantSource.system()), decisions);
    botUrl = FunctionUrl.start(bot);
    slack.connectBot(botUrl.url());
    serviceChanged =
        new ServiceChangedHandler(
            new AdvanceIncident(ecs, reader, store, runbooks, remedies, scopes), clock, decisions);
    fleet.onEvent(
        json -> {
          Map<String, Object> event = new Gson().fromJson(json, JSON_OBJECT);
          if ("ECS Task State Change".equals(event.get("detail-type"))) {
            handled(() -> taskStopped.handleRequest(event, NoContext.INSTANCE));
          } else {
            changed(event);
          }
        });
    plantInEnvironment();
  }

  /** A new revision of the service that leaks carries a password. */
  private void plantInEnvironment() {
    EcsClient ecs = fleet.ecs();
    var service =
        ecs.describeServices(request -> request.cluster("shop").services("checkout-api"))
            .services()
            .getFirst();
    var definition =
        ecs.describeTaskDefinition(request -> request.taskDefinition(service.taskDefinition()))
            .taskDefinition();
    List<ContainerDefinition> containers =
        definition.containerDefinitions().stream()
            .map(
                container -> {
                  var environment = new ArrayList<>(container.environment());
                  environment.add(
                      KeyValuePair.builder()
                          .name("DB_PASSWORD")
                          .value(Marks.DATABASE_PASSWORD)
                          .build());
                  return container.toBuilder().environment(environment).build();
                })
            .toList();
    String revision =
        ecs.registerTaskDefinition(
                request ->
                    request
                        .family(definition.family())
                        .requiresCompatibilities(definition.requiresCompatibilities())
                        .networkMode(definition.networkMode())
                        .cpu(definition.cpu())
                        .memory(definition.memory())
                        .executionRoleArn(definition.executionRoleArn())
                        .taskRoleArn(definition.taskRoleArn())
                        .containerDefinitions(containers))
            .taskDefinition()
            .taskDefinitionArn();
    ecs.updateService(
        request -> request.cluster("shop").service("checkout-api").taskDefinition(revision));
  }

  /** Minutes pass, each with a check and with what it causes. */
  void minutes(int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofMinutes(1));
      later = later.plus(Duration.ofMinutes(1));
      fleet.advanceTo(clock.instant());
      handled(() -> checkFleet.handleRequest(Map.of(), NoContext.INSTANCE));
      deliver();
    }
  }

  /** What the stream holds goes to the functions. */
  void deliver() {
    for (int round = 0; round < 3; round++) {
      List<Record> records = stream.next();
      runRemedy.deliver(records);
      tellSlack.deliver(records);
    }
  }

  /** Somebody presses a button of the thread. */
  InteractionResult press(String action) {
    SlackMessage message =
        slack.channel(CHANNEL).messages().stream()
            .filter(shown -> shown.blocks().toString().contains("\"" + action + "\""))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no button " + action));
    return kept(slack.press(PERSON, CHANNEL, message.ts(), action));
  }

  InteractionResult command(String text) {
    return kept(slack.slash(PERSON, CHANNEL, "/memory", text));
  }

  void kill() {
    fleet.killOutOfMemory("shop", "checkout-api");
  }

  /** ECS tells that the service that leaks is steady. */
  void steady() {
    String cluster = "arn:aws:ecs:%s:%s:cluster/shop".formatted(Arns.REGION, Arns.ACCOUNT);
    changed(
        Map.of(
            "detail-type",
            "ECS Service Action",
            "resources",
            List.of(
                "arn:aws:ecs:%s:%s:service/shop/checkout-api".formatted(Arns.REGION, Arns.ACCOUNT)),
            "detail",
            Map.of("eventName", "SERVICE_STEADY_STATE", "clusterArn", cluster)));
  }

  private void changed(Map<String, Object> event) {
    handled(() -> serviceChanged.handleRequest(event, NoContext.INSTANCE));
  }

  /** Keeps what a function answers or throws, with its whole chain, as Lambda prints it. */
  private void handled(Supplier<Map<String, Object>> call) {
    try {
      answers.add(call.get().toString());
    } catch (RuntimeException e) {
      var trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      answers.add(trace.toString());
    }
  }

  private InteractionResult kept(InteractionResult result) {
    answers.add(result.toString());
    return result;
  }

  /** Everything that Slack shows or was sent: messages, ephemerals, answers to requests. */
  List<String> slackSaid() {
    var said = new ArrayList<String>();
    said.add(slack.channel(CHANNEL).toString());
    said.add(slack.channel(CHANNEL, PERSON).toString());
    said.add(slack.modals(PERSON).toString());
    slack.calls().forEach(call -> said.add(call.method() + " " + call.args()));
    slack.deliveries().forEach(delivery -> said.add(delivery.toString()));
    return said;
  }

  /** Every item of the table. */
  List<String> items() {
    return table.client().scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
        .map(Object::toString)
        .toList();
  }

  @Override
  public void close() {
    botUrl.close();
    slack.close();
    pagerDuty.close();
    table.close();
  }
}
