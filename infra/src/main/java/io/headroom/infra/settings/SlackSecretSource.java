package io.headroom.infra.settings;

/** Where the secrets of Slack come from. Safe for use by several threads. */
@FunctionalInterface
public interface SlackSecretSource {

  /**
   * The secrets as they are now, give or take a few minutes.
   *
   * @throws SettingsException if there are none, with what to do
   */
  SlackSecrets get();
}
