package io.headroom.infra.wiring;

import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.slack.LazySlack;
import io.headroom.infra.slack.RenewingSlackApi;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.snapshot.Outside;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Slack, and the secrets that it is reached with. */
@Factory
final class SlackFactory {

  /** Read when first needed: a snapshot of the function holds no secret. */
  @Singleton
  CachedSlackSecrets secrets(
      AwsClients clients, Settings settings, InstantSource clock, DecisionLog log) {
    return new CachedSlackSecrets(clients.secretsManager(), settings.slackSecret(), clock, log);
  }

  @Singleton
  SlackApi slackApi(LazySlack slack, SlackSecretSource secrets) {
    return new RenewingSlackApi(slack, secrets);
  }

  @Singleton
  LazySlack slack(Outside outside) {
    return outside.slack();
  }
}
