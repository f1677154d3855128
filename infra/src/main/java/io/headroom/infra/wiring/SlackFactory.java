package io.headroom.infra.wiring;

import com.slack.api.Slack;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.slack.RenewingSlackApi;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.SlackClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;

/** Slack, and the secrets that it is reached with. */
@Factory
final class SlackFactory {

  /** Read when first needed: a snapshot of the function holds no secret. */
  @Singleton
  SlackSecretSource secrets(
      AwsClients clients, Settings settings, InstantSource clock, DecisionLog log) {
    return new CachedSlackSecrets(clients.secretsManager(), settings.slackSecret(), clock, log);
  }

  @Singleton
  SlackApi slackApi(Slack slack, SlackSecretSource secrets) {
    return new RenewingSlackApi(slack, secrets);
  }

  @Singleton
  Slack slack(Settings settings) {
    return SlackClients.slack(settings.slackApiUrl().map(URI::toString));
  }
}
