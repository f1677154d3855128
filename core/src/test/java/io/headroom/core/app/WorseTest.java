package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.RecordStoppedTask.Noted;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.SeverityRaised.Sign;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.runbook.UsageRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes an open incident worse than its rules say, and what cannot be seen of it. */
final class WorseTest {

  private final World world = world(Severity.SEV2);

  @Test
  void aCrashMakesASev2ASev1() {
    highMemory(world);
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV2);
    StoppedTask stopped = stop(world, "EssentialContainerExited", "Essential container exited");
    assertThat(world.recordStoppedTask.note(stopped, world.now)).isEqualTo(Noted.ADDED);

    assertThat(world.incident().severity()).isEqualTo(Severity.SEV1);
    assertThat(world.last(SeverityRaised.class).sign()).isEqualTo(Sign.TASK_CRASHED);
    assertThat(world.last(SeverityRaised.class).task()).isEqualTo(stopped.id());
    assertThat(world.recordStoppedTask.note(stopped, world.now))
        .as("told again, nothing is worse")
        .isEqualTo(Noted.NO_RULE_FIRES);
  }

  @Test
  void aTaskStoppedForItsHealthCheckMakesItASev1() {
    highMemory(world);
    StoppedTask stopped =
        stop(world, "ServiceSchedulerInitiated", "Task failed container health checks");
    world.recordStoppedTask.note(stopped, world.now);
    assertThat(world.last(SeverityRaised.class).sign()).isEqualTo(Sign.HEALTH_CHECK_FAILED);
    assertThat(world.last(SeverityRaised.class).detail()).contains("health checks");
  }

  @Test
  void aTaskThatRunsAndDoesNotAnswerMakesItASev1AtTheNextCheckAndOnce() {
    highMemory(world);
    String task = world.fleet.tasks(World.CART).getLast().id();
    world.fleet.health(World.CART, task, Task.Health.UNHEALTHY);
    world.minutes(3);
    assertThat(world.incident().severity()).isEqualTo(Severity.SEV1);
    assertThat(world.story()).containsExactly("Detected", "SeverityRaised");
    assertThat(world.last(SeverityRaised.class).task()).isEqualTo(task);
  }

  @Test
  void anIncidentBeginsAsSev1WhereATaskDoesNotAnswerAlready() {
    String task = world.fleet.tasks(World.CART).getLast().id();
    world.fleet.health(World.CART, task, Task.Health.UNHEALTHY);
    highMemory(world);
    assertThat(world.story()).containsExactly("Detected", "SeverityRaised");
  }

  @Test
  void anIncidentBeginsAsSev1WhereATaskCrashedShortlyBefore() {
    StoppedTask stopped = stop(world, "EssentialContainerExited", "Essential container exited");
    highMemory(world);

    assertThat(world.story()).containsExactly("Detected", "SeverityRaised");
    assertThat(world.last(SeverityRaised.class).sign()).isEqualTo(Sign.TASK_CRASHED);
    assertThat(world.last(SeverityRaised.class).task()).isEqualTo(stopped.id());
  }

  @Test
  void aCrashLongBeforeIsOfSomethingElse() {
    stop(world, "EssentialContainerExited", "Essential container exited");
    world.minutes(20);
    highMemory(world);

    assertThat(world.incident().severity()).isEqualTo(Severity.SEV2);
  }

  @Test
  void aWarningStaysOne() {
    World warned = world(Severity.SEV3);
    highMemory(warned);
    String task = warned.fleet.tasks(World.CART).getLast().id();
    warned.fleet.health(World.CART, task, Task.Health.UNHEALTHY);
    warned.minutes(3);
    StoppedTask stopped = stop(warned, "EssentialContainerExited", "Essential container exited");
    assertThat(warned.recordStoppedTask.note(stopped, warned.now)).isEqualTo(Noted.NO_RULE_FIRES);
    assertThat(warned.incident().severity()).isEqualTo(Severity.SEV3);
  }

  @Test
  void anIncidentSaysOnceSinceWhenNothingIsSeenAndWhenItIsAgain() {
    highMemory(world);
    Instant silent = world.now;
    world.measuresNothing();
    world.minutes(20);
    assertThat(story()).containsExactly("Detected", "DataStopped");
    assertThat(world.last(DataStopped.class).since()).isEqualTo(silent);
    assertThat(world.incident().noDataSince()).contains(silent);
    world.uses(0.85);
    world.minutes(2);
    assertThat(story()).containsExactly("Detected", "DataStopped", "DataResumed");
    assertThat(world.incident().noDataSince()).isEmpty();
    assertThat(world.incident().open()).isTrue();
  }

  private List<String> story() {
    return world.story().stream().filter(name -> !name.equals("Escalated")).toList();
  }

  private static World world(Severity severity) {
    var high =
        new UsageRule(
            "high",
            severity,
            Metric.MEMORY,
            0.80,
            Duration.ofMinutes(5),
            0.75,
            Duration.ofMinutes(5),
            "Memory is above 80 % of its limit");
    return new World(
        new Runbooks(List.of(TestRunbooks.runbook("high", AppliesTo.EVERY_SERVICE, high))));
  }

  private static void highMemory(World world) {
    world.uses(0.85);
    world.minutes(6);
  }

  private static StoppedTask stop(World world, String code, String reason) {
    return world.fleet.exits(
        World.CART,
        world.fleet.tasks(World.CART).getFirst().id(),
        code,
        reason,
        List.of(new StoppedTask.Exit("app", Optional.of(134), "")));
  }
}
