package io.headroom.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.settings.Secret;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.slack.render.AcknowledgeValue;
import io.headroom.infra.slack.render.Actions;
import io.headroom.infra.slack.render.ClickValue;
import io.headroom.infra.snapshot.Outside;
import io.headroom.infra.snapshot.RehearsalIncident;
import io.micronaut.context.BeanContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people do with the bot, before its snapshot: commands and clicks, signed, about an incident
 * that is not there.
 */
final class BotRehearsal {

  private static final int ROUNDS = 5;

  private final BotHandler bot;
  private final InstantSource clock;

  private BotRehearsal(BotHandler bot, InstantSource clock) {
    this.bot = bot;
    this.clock = clock;
  }

  /**
   * Plays it.
   *
   * @throws IllegalStateException if the bot does not answer as it should
   */
  static void play(BeanContext beans) {
    IncidentId incident = RehearsalIncident.open(beans.getBean(IncidentStore.class));
    CheckLog checkLog = beans.getBean(CheckLog.class);
    beans
        .getBean(Settings.class)
        .scopes()
        .all()
        .forEach(scope -> checkLog.save(scope, RehearsalIncident.report()));
    var rehearsal = new BotRehearsal(new BotHandler(beans), beans.getBean(InstantSource.class));
    for (int round = 0; round < ROUNDS; round++) {
      rehearsal.send(command("status"));
      rehearsal.send(command("help"));
      rehearsal.send(
          press(
              Actions.remedy(RemedyKind.RESTART),
              new ClickValue(incident, 1, RemedyKind.RESTART).toString()));
      rehearsal.send(press(Actions.ACKNOWLEDGE, new AcknowledgeValue(incident).toString()));
    }
  }

  private void send(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.put("content-type", "application/x-www-form-urlencoded");
    headers.put(SignatureCheck.TIMESTAMP, timestamp);
    headers.put(
        SignatureCheck.SIGNATURE,
        SignatureCheck.expected(new Secret(Outside.SIGNING_SECRET), timestamp, bytes));
    UrlAnswer answer =
        bot.handle(new UrlRequest(Optional.of("POST"), headers, Optional.of(body), false, false));
    if (answer.status() != 200) {
      throw new IllegalStateException("the bot answered its rehearsal with " + answer);
    }
  }

  private static String command(String text) {
    return "command=%2Fmemory&user_id=U0REHEARSAL&team_domain=rehearsal&text=" + text;
  }

  private static String press(String action, String value) {
    var button = new JsonObject();
    Map.of("type", "button", "action_id", action, "block_id", "b1", "value", value)
        .forEach(button::addProperty);
    var actions = new JsonArray();
    actions.add(button);
    var user = new JsonObject();
    user.addProperty("id", "U0REHEARSAL");
    var payload = new JsonObject();
    payload.addProperty("type", "block_actions");
    payload.addProperty("trigger_id", "1.2.3");
    payload.addProperty("response_url", "https://localhost/none");
    payload.add("user", user);
    payload.add("actions", actions);
    return "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
  }
}
