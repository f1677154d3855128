package io.headroom.infra.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a test, and says so, where no container engine runs. In CI, where the environment has
 * {@code CI}, it is not skipped: without an engine it fails there, unless CI was told to go without
 * one ({@code HEADROOM_SKIP_E2E=1}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsContainers.Condition.class)
public @interface NeedsContainers {

  /** Asks for an engine once per run. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (System.getenv("CI") != null && !"1".equals(System.getenv("HEADROOM_SKIP_E2E"))) {
        return ConditionEvaluationResult.enabled("CI skips no test");
      }
      return DockerClientFactory.instance().isDockerAvailable()
          ? ConditionEvaluationResult.enabled("a container engine runs")
          : ConditionEvaluationResult.disabled(
              "no container engine runs on this machine; start one, as dockerd or Podman, and run"
                  + " the tests again");
    }
  }
}
