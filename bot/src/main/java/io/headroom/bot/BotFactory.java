package io.headroom.bot;

import com.slack.api.bolt.App;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.app.DecideClick;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.Responders;
import io.headroom.core.port.WatchStore;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.slack.LazySlack;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.ThreadBook;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The bot over the ports. */
@Factory
final class BotFactory {

  @Singleton
  SignatureCheck signatureCheck(SlackSecretSource secrets, InstantSource clock) {
    return new SignatureCheck(secrets, clock);
  }

  @Singleton
  Responders responders(
      SlackApi slack, ThreadBook threads, Settings settings, InstantSource clock) {
    return new SlackResponders(slack, settings.responders(), threads, settings.channel(), clock);
  }

  @Singleton
  App app(
      LazySlack slack,
      SlackApi slackApi,
      IncidentStore store,
      Responders responders,
      CheckLog checkLog,
      WatchStore watch,
      ThreadBook threads,
      Settings settings,
      InstantSource clock,
      DecisionLog log) {
    return new SlackApp(
            slack,
            slackApi,
            new DecideClick(store, responders, settings.remediesOn()),
            new AcknowledgeIncident(store, responders),
            store,
            settings.scopes(),
            checkLog,
            watch,
            threads,
            settings.slackApiUrl().isEmpty(),
            clock,
            log)
        .build();
  }
}
