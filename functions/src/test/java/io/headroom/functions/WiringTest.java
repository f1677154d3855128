package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.RecordStoppedTask;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.RunbookErrors;
import io.headroom.core.runbook.Runbooks;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.settings.Settings;
import io.headroom.infra.settings.SettingsException;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.wiring.Wiring;
import io.micronaut.context.BeanContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TABLE_NAME", "headroom",
          "SLACK_SECRET", "headroom/slack",
          "CHANNEL", "C0123456789",
          "PLACE", "123456789012/eu-central-1",
          "CLUSTERS", "shop");

  @ParameterizedTest
  @ValueSource(
      classes = {
        CheckFleet.class,
        RecordStoppedTask.class,
        RunRemedy.class,
        ThreadTeller.class,
        IncidentStore.class,
        InstantSource.class,
        DecisionLog.class
      })
  void everyBeanOfAHandlerCanBeMade(Class<?> bean) {
    String region = System.getProperty("aws.region");
    System.setProperty("aws.region", "eu-central-1");
    try (BeanContext beans = Wiring.start(ENVIRONMENT)) {
      assertThat(beans.getBean(bean)).isNotNull().isSameAs(beans.getBean(bean));
      assertThat(beans.getBean(Settings.class).scopes())
          .hasToString("123456789012/eu-central-1/shop");
    } finally {
      restore(region);
    }
  }

  @Test
  void aFunctionDoesNotStartWithoutItsSettings() {
    assertThatThrownBy(() -> Wiring.start(Map.of("TABLE_NAME", "headroom")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("SLACK_SECRET", "CHANNEL");
  }

  @Test
  void theRunbooksAreThoseOfTheFolderThatIsNamed(@TempDir Path folder) throws IOException {
    Files.copy(Path.of("..", "runbooks", "pod-memory.yaml"), folder.resolve("only.yaml"));

    assertThat(runbooks(Map.of("RUNBOOKS", folder.toString())))
        .extracting(Runbook::id)
        .containsExactly("pod-memory");
    assertThat(runbooks(Map.of())).hasSizeGreaterThan(1);
  }

  @Test
  void aFunctionDoesNotStartWithABrokenRunbook(@TempDir Path folder) throws IOException {
    String good = Files.readString(Path.of("..", "runbooks", "pod-memory.yaml"));
    Files.writeString(
        folder.resolve("bad.yaml"), good.replace("severity: SEV", "severity: SEVERE-"));

    assertThatThrownBy(() -> runbooks(Map.of("RUNBOOKS", folder.toString())))
        .hasRootCauseInstanceOf(RunbookErrors.class)
        .hasStackTraceContaining("bad.yaml");
  }

  private static List<Runbook> runbooks(Map<String, String> more) {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    try (BeanContext beans = Wiring.start(environment)) {
      return beans.getBean(Runbooks.class).all();
    }
  }

  private static void restore(@Nullable String region) {
    if (region == null) {
      System.clearProperty("aws.region");
    } else {
      System.setProperty("aws.region", region);
    }
  }
}
