package io.headroom.bot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.Slack;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.app.DecideClick;
import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.InMemoryCheckLog;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.core.port.InMemoryWatchStore;
import io.headroom.core.port.Responders;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.SecretsManagerDouble;
import io.headroom.infra.slack.InMemoryThreadBook;
import io.headroom.infra.slack.RenewingSlackApi;
import io.headroom.infra.slack.SlackClients;
import io.headroom.infra.slack.render.AcknowledgeValue;
import io.headroom.infra.slack.render.Actions;
import io.headroom.infra.slack.render.ClickValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bot over doubles, with one open incident of {@code shop/checkout-api} that offers a restart,
 * more tasks, and a raise that is off. Two clocks: incidents live at noon of a day in 2026, Slack
 * in 2031.
 */
final class BotWorld implements AutoCloseable {

  static final Instant NOW = IncidentExamples.NOON.plusSeconds(120);

  volatile Instant realNow = Instant.parse("2031-01-01T00:00:00Z");
  final SlackDouble slack = new SlackDouble();
  final SecretsManagerDouble secretsManager =
      new SecretsManagerDouble("xoxb-1-test", SignedRequest.SECRET);
  final InMemoryIncidentStore store = new InMemoryIncidentStore();
  final InMemoryCheckLog checkLog = new InMemoryCheckLog();
  final InMemoryThreadBook threads = new InMemoryThreadBook();

  /** The lines of decisions. */
  final List<String> logged = new ArrayList<>();

  /** The lines that say how long an answer took. */
  final List<String> answered = new ArrayList<>();

  Responders responders = (person, incident) -> person.id().equals("U0ANA");

  /** Runs before the last report is read: what throws here is a database that fails. */
  Runnable beforeStatus = () -> {};

  private final DecisionLog log =
      new DecisionLog(line -> (line.contains("\"ANSWERED\"") ? answered : logged).add(line));
  private final Slack client = SlackClients.slack(Optional.of(slack.apiUrl().toString()));
  final InMemoryWatchStore watch = new InMemoryWatchStore();
  final BotHandler handler;

  BotWorld() {
    this(true);
  }

  BotWorld(boolean remediesOn) {
    this(remediesOn, SampleServices.SCOPES);
  }

  BotWorld(boolean remediesOn, Scopes scopes) {
    var secrets = new CachedSlackSecrets(secretsManager, "headroom/slack", () -> realNow, log);
    Responders asked = (person, incident) -> responders.mayAct(person, incident);
    handler =
        new BotHandler(
            new SlackApp(
                    () -> client,
                    new RenewingSlackApi(client, secrets),
                    new DecideClick(store, asked, remediesOn),
                    new AcknowledgeIncident(store, asked),
                    store,
                    scopes,
                    new Status(),
                    watch,
                    threads,
                    true,
                    () -> NOW,
                    log)
                .build(),
            new SignatureCheck(secrets, () -> realNow),
            log);
    Incident incident = IncidentExamples.open(IncidentExamples.CHECKOUT, IncidentExamples.NOON);
    store.begin(incident.id(), incident.service(), incident.events());
    offer();
  }

  static IncidentId incidentId() {
    return IncidentExamples.ID;
  }

  Incident incident() {
    return store.load(incidentId()).orElseThrow();
  }

  /** New buttons: those before are replaced. */
  void offer() {
    write(
        "offered:" + (incident().version() + 1),
        new RemediesOffered(
            List.of(
                new Offer.Available(IncidentExamples.plan(new Remedy.Restart())),
                new Offer.Available(IncidentExamples.plan(new Remedy.ScaleOut(6, true, 10))),
                new Offer.Off(
                    RemedyKind.RAISE_LIMIT, Refusal.LARGEST_SIZE, "120 GiB of <16 vCPU>"))));
  }

  void write(String key, IncidentEvent event) {
    var draft = new Draft(incident(), NOW);
    draft.add(key, event);
    store.append(incident(), draft.added());
  }

  /** How often a remedy was asked for. */
  long requests() {
    return incident().events().stream()
        .filter(recorded -> recorded.event() instanceof RemedyRequested)
        .count();
  }

  List<String> outcomes() {
    return logged.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject().get("outcome").getAsString())
        .toList();
  }

  /** What was said to the person alone. */
  List<String> whispers() {
    return slack.calls("respond").stream()
        .map(body -> JsonParser.parseString(body).getAsJsonObject().get("text").getAsString())
        .toList();
  }

  UrlAnswer send(SignedRequest request) {
    return send(request.event());
  }

  /** As Lambda's runtime does. */
  UrlAnswer send(JsonObject event) {
    return send(handler, event);
  }

  static UrlAnswer send(BotHandler handler, JsonObject event) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.toString().getBytes(UTF_8)), out, new TestContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonObject answer = JsonParser.parseString(out.toString(UTF_8)).getAsJsonObject();
    return new UrlAnswer(
        answer.get("statusCode").getAsInt(),
        answer.getAsJsonObject("headers").get("Content-Type").getAsString(),
        answer.get("body").getAsString());
  }

  UrlAnswer interact(String json) {
    return send(SignedRequest.interaction(json, realNow));
  }

  UrlAnswer press(RemedyKind kind) {
    return press("U0ANA", Actions.remedy(kind), click(kind));
  }

  UrlAnswer press(String user, String action, String value) {
    return interact(
        blockAction(
            user,
            """
            {"type": "button", "action_id": "%s", "block_id": "b1", "value": "%s",
             "action_ts": "1764928801.000200", "text": {"type": "plain_text", "text": "Button"}}
            """
                .formatted(action, value)));
  }

  UrlAnswer choose(String user, RemedyKind kind) {
    return interact(
        blockAction(
            user,
            """
            {"type": "overflow", "action_id": "headroom.more", "block_id": "b1",
             "selected_option": {"value": "%s", "text": {"type": "plain_text", "text": "Entry"}},
             "action_ts": "1764928801.000200"}
            """
                .formatted(click(kind))));
  }

  UrlAnswer submit(String user, String privateMetadata) {
    return interact(
        """
        {"type": "view_submission", "trigger_id": "1.2.3", "api_app_id": "A1",
         "team": {"id": "T0001", "domain": "acme"},
         "user": {"id": "%s", "username": "ana", "name": "ana", "team_id": "T0001"},
         "view": {"id": "V1", "type": "modal", "callback_id": "headroom.confirm",
                  "private_metadata": "%s", "state": {"values": {}}, "blocks": []}}
        """
            .formatted(user, privateMetadata));
  }

  UrlAnswer type(String text) {
    return send(SignedRequest.command(text, realNow, slack.responseUrl()));
  }

  /** The value of a button as it is drawn now. */
  String click(RemedyKind kind) {
    return new ClickValue(incidentId(), incident().offer(), kind).toString();
  }

  static String acknowledge() {
    return new AcknowledgeValue(incidentId()).toString();
  }

  private String blockAction(String user, String action) {
    return """
    {"type": "block_actions", "trigger_id": "1.2.3", "api_app_id": "A1",
     "response_url": "%s",
     "team": {"id": "T0001", "domain": "acme"},
     "user": {"id": "%s", "username": "ana", "name": "ana", "team_id": "T0001"},
     "container": {"type": "message", "message_ts": "1764928800.000100",
                   "channel_id": "C0123456789", "is_ephemeral": false},
     "channel": {"id": "C0123456789", "name": "alerts"},
     "message": {"type": "message", "ts": "1764928800.000100", "text": "SEV2",
                 "blocks": [{"type": "section", "block_id": "b0",
                             "text": {"type": "mrkdwn", "text": "x"}}]},
     "actions": [%s]}
    """
        .formatted(slack.responseUrl(), user, action);
  }

  /** The check log as the bot reads it. */
  private final class Status implements CheckLog {

    @Override
    public void save(Scope scope, CheckReport report) {
      throw new AssertionError("the bot writes no report");
    }

    @Override
    public void failed(Scope scope, CheckFailure failure) {
      throw new AssertionError("the bot checks nothing");
    }

    @Override
    public List<ScopeCheck> last(Scopes scopes) {
      beforeStatus.run();
      return checkLog.last(scopes);
    }
  }

  @Override
  public void close() {
    slack.close();
  }
}
