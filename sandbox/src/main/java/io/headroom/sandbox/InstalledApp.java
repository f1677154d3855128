package io.headroom.sandbox;

import com.slack.api.Slack;
import io.headroom.bot.BotHandler;
import io.headroom.bot.SignatureCheck;
import io.headroom.bot.SlackApp;
import io.headroom.bot.SlackResponders;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.app.DecideClick;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.WatchStore;
import io.headroom.core.runbook.Runbooks;
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
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The product's Slack app, installed in the workspace of a local Slack with a token and a signing
 * secret: the bot that answers there, and what tells threads.
 */
final class InstalledApp {

  private static final String BOT_TOKEN = "xoxb-sandbox";
  private static final String SIGNING_SECRET = "sandbox-signing-secret";

  private final LocalSlack slack;
  private final IncidentStore store;
  private final ThreadBook threadBook;
  private final String channel;

  /**
   * Starts the local Slack.
   *
   * @param clock gives messages their ts
   * @param channel where threads open
   */
  InstalledApp(InstantSource clock, IncidentStore store, ThreadBook threadBook, String channel) {
    this.slack =
        LocalSlack.start(
            LocalSlackConfig.builder()
                .messageClock(clock)
                .botToken(BOT_TOKEN)
                .signingSecret(SIGNING_SECRET)
                .build());
    this.store = store;
    this.threadBook = threadBook;
    this.channel = channel;
  }

  LocalSlack slack() {
    return slack;
  }

  /**
   * The bot, to be connected with the local Slack.
   *
   * @param scopes all that is watched
   */
  BotHandler bot(
      Scopes scopes, CheckLog checkLog, WatchStore watch, InstantSource clock, DecisionLog log) {
    SlackSecretSource secrets =
        () -> new SlackSecrets(new Secret(BOT_TOKEN), new Secret(SIGNING_SECRET));
    var responders =
        new SlackResponders(
            slackApi(), Optional.empty(), threadBook, channel, InstantSource.system());
    Slack client = SlackClients.slack(Optional.of(slack.apiUrl().toString()));
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
            threadBook,
            false,
            clock,
            log);
    // Slack signs with the time on the wall, which is not the sandbox's.
    return new BotHandler(app.build(), new SignatureCheck(secrets, InstantSource.system()), log);
  }

  /** Tells incidents in threads of the local Slack. */
  ThreadTeller teller(Runbooks runbooks) {
    return new ThreadTeller(
        store,
        threadBook,
        new PatientSlackMessages(new SlackApiMessages(slackApi()), Sleeper.THREAD),
        new ChannelChoice(channel),
        runbooks,
        RenderContext.LOCAL);
  }

  private SlackApi slackApi() {
    return SlackApi.of(SlackClients.methods(BOT_TOKEN, Optional.of(slack.apiUrl().toString())));
  }
}
