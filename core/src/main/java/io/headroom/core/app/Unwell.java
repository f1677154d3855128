package io.headroom.core.app;

import io.headroom.core.detect.Restart;
import io.headroom.core.fleet.Ending;
import io.headroom.core.fleet.Task;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.SeverityRaised.Sign;
import io.headroom.core.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Makes an incident of SEV2 one of SEV1 when a task crashed or does not answer its health check
 * (seed memory-leak, "Severity"). A warning stays one: for repeated crashes there is a rule of its
 * own.
 */
final class Unwell {

  /**
   * A crash within this time before memory was found to be high is one of the same trouble: the
   * rules take up to ten minutes to fire.
   */
  static final Duration SHORTLY = Duration.ofMinutes(15);

  private static final String KEY = "raised:" + Severity.SEV1;

  private Unwell() {}

  /** By a task that ended by itself. */
  static void add(Draft draft, Restart restart) {
    if (restart.ending().failure()) {
      Sign sign =
          restart.ending() == Ending.UNHEALTHY ? Sign.HEALTH_CHECK_FAILED : Sign.TASK_CRASHED;
      add(draft, new SeverityRaised(Severity.SEV1, sign, restart.task(), restart.reason()));
    }
  }

  /** By the last of the tasks that ended by themselves shortly before now. */
  static void add(Draft draft, List<Restart> restarts, Instant now) {
    restarts.stream()
        .filter(restart -> restart.ending().failure())
        .filter(restart -> restart.at().isAfter(now.minus(SHORTLY)))
        .max(Comparator.comparing(Restart::at))
        .ifPresent(restart -> add(draft, restart));
  }

  /** By the health of tasks that run. */
  static void add(Draft draft, List<Task> tasks) {
    tasks.stream()
        .filter(task -> task.status() == Task.Status.RUNNING)
        .filter(task -> task.health() == Task.Health.UNHEALTHY)
        .findFirst()
        .ifPresent(
            task ->
                add(
                    draft,
                    new SeverityRaised(Severity.SEV1, Sign.HEALTH_CHECK_FAILED, task.id(), "")));
  }

  private static void add(Draft draft, SeverityRaised raised) {
    if (draft.after().severity() == Severity.SEV2 && draft.allows(raised)) {
      draft.add(KEY, raised);
    }
  }
}
