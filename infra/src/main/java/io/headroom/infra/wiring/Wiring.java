package io.headroom.infra.wiring;

import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.CachedSlackSecrets;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SettingsException;
import io.headroom.infra.slack.LazySlack;
import io.headroom.infra.snapshot.Outside;
import io.headroom.infra.snapshot.RefusedConnections;
import io.headroom.infra.snapshot.SnapshotHooks;
import io.micronaut.context.BeanContext;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the context of a Lambda, with nothing in it but the beans compiled in. */
public final class Wiring {

  private Wiring() {}

  /**
   * Starts a function, and where Lambda is going to take a snapshot of it, has it rehearse before.
   * Beans are made when they are first asked for, so that a function makes only what it uses.
   *
   * @param environment variables as in {@link Settings}, and Lambda's own
   * @param rehearsal makes the function of other beans, which reach nothing, and lets it work
   * @throws SettingsException with every variable that is missing or wrong
   */
  public static BeanContext start(
      Map<String, String> environment, Consumer<BeanContext> rehearsal) {
    BeanContext beans = start(environment);
    if (SnapshotHooks.wanted(environment)) {
      new SnapshotHooks(
              () -> rehearse(beans, rehearsal),
              () -> forget(beans),
              beans.getBean(DecisionLog.class))
          .register();
    }
    return beans;
  }

  /**
   * Starts a function.
   *
   * @param environment variables as in {@link Settings}, and Lambda's own
   * @throws SettingsException with every variable that is missing or wrong
   */
  public static BeanContext start(Map<String, String> environment) {
    Settings settings = Settings.of(environment);
    return start(settings, Outside.real(environment, settings.slackApiUrl().map(URI::toString)));
  }

  private static BeanContext start(Settings settings, Outside outside) {
    return new LeanBeanContext(Wiring.class.getClassLoader())
        .registerSingleton(settings)
        .registerSingleton(outside)
        .start();
  }

  /**
   * Has a function rehearse, against nothing but this process.
   *
   * @param settings as it has them; nothing of what they name is reached
   * @param rehearsal makes the function of these beans and lets it work
   */
  public static void rehearse(Settings settings, Consumer<BeanContext> rehearsal) {
    try (BeanContext beans = start(settings, Outside.rehearsal())) {
      rehearsal.accept(beans);
    }
  }

  private static void rehearse(BeanContext real, Consumer<BeanContext> rehearsal) {
    rehearse(real.getBean(Settings.class), rehearsal);
    // With its certificates Slack's client takes long to make, and it holds no token.
    real.getBean(LazySlack.class).get();
    RefusedConnections.tryOut();
  }

  private static void forget(BeanContext beans) {
    beans.getBean(CachedSlackSecrets.class).forget();
    beans.getBean(AwsClients.class).forgetCredentials();
  }
}
