package io.headroom.sandbox;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.PlannedLookout;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Pager;
import io.headroom.core.runbook.Runbooks;
import io.headroom.functions.CheckFleetHandler;
import io.headroom.functions.RunRemedyHandler;
import io.headroom.functions.TaskStoppedHandler;
import io.headroom.functions.TellSlackHandler;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import io.headroom.infra.ecs.EcsFleet;
import io.headroom.infra.ecs.PassableRoles;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.infra.store.DynamoDbThreadBook;
import io.headroom.infra.store.DynamoDbWatchStore;
import io.headroom.sandbox.aws.FunctionUrl;
import io.headroom.sandbox.aws.LocalTable;
import io.headroom.sandbox.aws.NoContext;
import io.headroom.sandbox.aws.StreamMapping;
import io.headroom.sandbox.aws.TableStream;
import io.headroom.sandbox.fleet.SimulatedFleet;
import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.slack.LocalSlack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The product installed on this machine: the functions and the bot that {@code sam deploy} ships,
 * over a simulated fleet, DynamoDB Local and a local Slack. What EventBridge, the stream's mappings
 * and the function URL do in AWS, {@link #step} does here.
 *
 * <p>One thread steps; people act in Slack from any.
 */
public final class Installation implements AutoCloseable {

  /** Where threads open. */
  public static final String CHANNEL = "C0ALERTS";

  /** The whole of the simulated account. */
  private static final Scopes SCOPES = Scopes.of(Scope.all(new Place(Arns.ACCOUNT, Arns.REGION)));

  private static final Duration CHECK_EVERY = Duration.ofMinutes(1);

  private static final TypeToken<Map<String, Object>> JSON_OBJECT = new TypeToken<>() {};

  private final SimulatedClock clock;
  private final SimulatedFleet fleet;
  private final LocalTable table;
  private final LocalSlack slack;
  private final FunctionUrl botUrl;
  private final IncidentStore store;
  private final CheckFleetHandler checkFleet;
  private final TaskStoppedHandler taskStopped;
  private final TableStream stream;
  private final StreamMapping tellSlack;
  private final StreamMapping runRemedy;
  private Instant nextCheck;

  /**
   * Installs everything; nothing happens before the first {@link #step}.
   *
   * @param scenario what happens in the fleet, as {@link SimulatedFleet#scenario} names it
   * @param log takes the functions' log
   */
  public Installation(String scenario, long seed, SimulatedClock clock, DecisionLog log) {
    this.clock = clock;
    Instant start = clock.instant();
    this.nextCheck = start.truncatedTo(ChronoUnit.MINUTES).plus(CHECK_EVERY);
    this.fleet = SimulatedFleet.scenario(scenario, seed, start);
    this.table = LocalTable.create();
    this.stream = table.stream();

    var runbooks = Runbooks.bundled();
    var ecs = new EcsFleet(fleet.ecs(), fleet.autoScaling(), PassableRoles.ALL);
    var metrics = new CloudWatchMetrics(fleet.cloudWatch());
    var watch = new DynamoDbWatchStore(table.client(), LocalTable.NAME, Abreast.ONE);
    var reader = new MemoryReader(ecs, metrics, watch, Abreast.ONE);
    this.store = new DynamoDbIncidentStore(table.client(), LocalTable.NAME);
    var app =
        new InstalledApp(
            clock, store, new DynamoDbThreadBook(table.client(), LocalTable.NAME), CHANNEL);
    this.slack = app.slack();
    var checkLog = new DynamoDbCheckLog(table.client(), LocalTable.NAME);
    var remedies = new RunRemedy(ecs, store, reader);
    this.checkFleet =
        new CheckFleetHandler(
            new CheckFleet(
                SCOPES,
                ecs,
                new PlannedLookout(metrics, watch, runbooks, Abreast.ONE),
                store,
                checkLog,
                runbooks,
                remedies,
                Pager.NOT_SET_UP,
                Abreast.ONE),
            SCOPES,
            clock,
            log);
    this.taskStopped =
        new TaskStoppedHandler(
            new RecordStoppedTask(ecs, reader, store, runbooks, SCOPES), clock, log);
    var remedyHandler = new RunRemedyHandler(remedies, store, clock, log);
    this.runRemedy =
        new StreamMapping(event -> remedyHandler.handleRequest(event, NoContext.INSTANCE));
    var tellHandler = new TellSlackHandler(app.teller(runbooks), log);
    this.tellSlack =
        new StreamMapping(event -> tellHandler.handleRequest(event, NoContext.INSTANCE));
    this.botUrl = FunctionUrl.start(app.bot(SCOPES, checkLog, watch, clock, log));
    slack.connectBot(botUrl.url());
    fleet.onEvent(this::onEcsEvent);
  }

  /**
   * Brings the fleet to the clock's time, checks it if a minute has begun, and delivers what was
   * written. When several minutes have begun since the last step, the last of them is checked: a
   * check that is left out does no harm.
   */
  public void step() {
    Instant now = clock.instant();
    fleet.advanceTo(now);
    if (!now.isBefore(nextCheck)) {
      checkFleet.handleRequest(Map.of(), NoContext.INSTANCE);
      nextCheck = now.truncatedTo(ChronoUnit.MINUTES).plus(CHECK_EVERY);
    }
    deliver();
  }

  /** Delivers what was written, and what that causes to be written, until nothing more is. */
  private void deliver() {
    List<Record> records = stream.next();
    boolean first = true;
    while (first || !records.isEmpty()) {
      runRemedy.deliver(records);
      tellSlack.deliver(records);
      records = stream.next();
      first = false;
    }
  }

  private void onEcsEvent(String json) {
    Map<String, Object> event = new Gson().fromJson(json, JSON_OBJECT);
    // The rule of template.yaml: only stopped tasks reach the function.
    if ("ECS Task State Change".equals(event.get("detail-type"))
        && event.get("detail") instanceof Map<?, ?> detail
        && "STOPPED".equals(detail.get("lastStatus"))) {
      taskStopped.handleRequest(event, NoContext.INSTANCE);
    }
  }

  /** Slack, where people act. */
  public LocalSlack slack() {
    return slack;
  }

  public SimulatedFleet fleet() {
    return fleet;
  }

  /** The incidents, for whoever wants to look past Slack. */
  public IncidentStore store() {
    return store;
  }

  public SimulatedClock clock() {
    return clock;
  }

  @Override
  public void close() {
    botUrl.close();
    slack.close();
    table.close();
  }
}
