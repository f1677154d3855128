package io.headroom.infra.wiring;

import io.headroom.core.port.Pager;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.pagerduty.PagerDuty;
import io.headroom.infra.settings.CachedSecret;
import io.headroom.infra.settings.PagerDutySecret;
import io.headroom.infra.settings.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** PagerDuty, where the installation has it. */
@Factory
final class PagerFactory {

  /** Its secret is read when there is something to send: a snapshot of the function holds none. */
  @Singleton
  Pager pager(AwsClients clients, Settings settings, InstantSource clock, DecisionLog log) {
    return settings
        .pagerDutySecret()
        .<Pager>map(
            name -> {
              var secret =
                  new CachedSecret<>(
                      clients.secretsManager(),
                      name,
                      PagerDutySecret::parse,
                      PagerDutySecret.EXAMPLE,
                      "pagerduty-secret",
                      clock,
                      log);
              return new PagerDuty(secret, true, clock);
            })
        .orElse(Pager.NOT_SET_UP);
  }
}
