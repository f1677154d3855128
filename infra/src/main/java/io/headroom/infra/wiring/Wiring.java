package io.headroom.infra.wiring;

import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SettingsException;
import io.micronaut.context.ApplicationContext;
import java.util.Map;

/**
 * Starts the context of a Lambda. Nothing is looked for but the beans compiled in: no configuration
 * files, no guess at the environment, no banner; that is most of the start-up time of a context.
 */
public final class Wiring {

  private Wiring() {}

  /**
   * Beans are made when they are first asked for, so that a function makes only what it uses.
   *
   * @param environment variables as in {@link Settings}
   * @throws SettingsException with every variable that is missing or wrong
   */
  public static ApplicationContext start(Map<String, String> environment) {
    return start(Settings.of(environment));
  }

  /** The same with settings from elsewhere. */
  public static ApplicationContext start(Settings settings) {
    return ApplicationContext.builder()
        .deduceEnvironment(false)
        .deduceCloudEnvironment(false)
        .bootstrapEnvironment(false)
        .enableDefaultPropertySources(false)
        .environmentPropertySource(false)
        .banner(false)
        .singletons(settings, DecisionLog.standardOutput())
        .start();
  }
}
