package io.headroom.infra.settings;

import java.time.Duration;

/** Where the secrets of Slack come from. Safe for use by several threads. */
@FunctionalInterface
public interface SlackSecretSource {

  /**
   * The secrets as they are now, give or take a few minutes.
   *
   * @throws SettingsException if there are none, with what to do
   */
  SlackSecrets get();

  /**
   * The secrets after Slack refused some, or they did not fit what Slack sent: read again where
   * they can change, because they may have been rotated.
   *
   * @param refused what {@link #get} gave
   * @param youngest secrets that were read less than this ago are not read again, and come back as
   *     they are
   */
  default SlackSecrets renewed(SlackSecrets refused, Duration youngest) {
    return get();
  }
}
