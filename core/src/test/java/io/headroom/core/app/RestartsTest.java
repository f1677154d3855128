package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.RecordStoppedTask.Noted;
import io.headroom.core.detect.Finding.RestartsReading;
import io.headroom.core.fleet.Ending;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.runbook.AppliesTo;
import io.headroom.core.runbook.RestartsRule;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import io.headroom.core.runbook.TestRunbooks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that keep ending, from ECS's word to the end of the incident. */
final class RestartsTest {

  private static final RestartsRule THRICE =
      new RestartsRule(
          "restarting",
          Severity.SEV1,
          3,
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          "Tasks keep ending");

  private final World world =
      new World(
          new Runbooks(
              List.of(
                  TestRunbooks.runbook(
                      "restarts", AppliesTo.EVERY_SERVICE, THRICE, TestRunbooks.high()))));

  @Test
  void theThirdCrashOpensAnIncidentThatCountsThemAll() {
    assertThat(crash()).isEqualTo(Noted.NO_RULE_FIRES);
    world.minutes(5);
    assertThat(crash()).isEqualTo(Noted.NO_RULE_FIRES);
    world.minutes(5);
    assertThat(crash()).isEqualTo(Noted.OPENED);

    assertThat(world.story()).containsExactly("Detected");
    assertThat(world.incident().findings().getFirst().reading())
        .isInstanceOfSatisfying(
            RestartsReading.class,
            reading -> {
              assertThat(reading.count()).isEqualTo(3);
              assertThat(reading.last().ending()).isEqualTo(Ending.CRASHED);
            });
  }

  @Test
  void theChecksClearItOnceNoTaskHasEndedForHalfAnHour() {
    crash();
    crash();
    crash();
    world.minutes(29);
    assertThat(world.incident().open()).isTrue();
    world.minutes(2);
    assertThat(world.last(Resolved.class).why()).isEqualTo(Resolved.Why.CLEARED);
  }

  @Test
  void aStopThatIsToldAgainIsStillOneAndOpensNoSecondIncident() {
    StoppedTask first = stop("EssentialContainerExited", "", 1);
    assertThat(note(first)).isEqualTo(Noted.NO_RULE_FIRES);
    assertThat(note(first)).isEqualTo(Noted.NO_RULE_FIRES);
    assertThat(note(first)).isEqualTo(Noted.NO_RULE_FIRES);
    crash();
    assertThat(crash()).isEqualTo(Noted.OPENED);
    assertThat(note(first)).as("the rule fires already").isEqualTo(Noted.NO_RULE_FIRES);
    world.minutes(31);
    assertThat(note(first)).as("it was part of what is over").isEqualTo(Noted.ALREADY_KNOWN);
    assertThat(world.incidents()).hasSize(1);
  }

  @Test
  void whereEcsDoesNotSayWhatStoppedTheRuleDoesNotClear() {
    crash();
    crash();
    crash();
    world.fleet.failWhen(call -> call.operation().equals("stopped"), World.throttled());
    world.minutes(40);
    assertThat(world.incident().findings()).hasSize(1);
  }

  @Test
  void aDeploymentIsNoAlarmHoweverManyTasksItReplaces() {
    world.fleet.deployedByOthers(World.CART);
    world.fleet.complete(World.CART);
    assertThat(world.fleet.stopped(World.CART)).hasSize(4);
    for (StoppedTask stopped : world.fleet.stopped(World.CART)) {
      assertThat(note(stopped)).isEqualTo(Noted.NOT_BY_ITSELF);
    }
    crash();
    assertThat(crash()).as("two of its own").isEqualTo(Noted.NO_RULE_FIRES);
  }

  @Test
  void aTaskThatADeploymentIsAboutToReplaceMayFailItsHealthCheck() {
    world.minutes(1);
    world.fleet.deployedByOthers(World.CART);
    world.fleet.progress(World.CART, 1);
    String reason = "Task failed ELB health checks in (target-group cart)";
    assertThat(note(stop("ServiceSchedulerInitiated", reason, 137))).isEqualTo(Noted.NOT_BY_ITSELF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EssentialContainerExited | Essential container in task exited | 134 | CRASHED",
        "EssentialContainerExited | Essential container in task exited | 0 | EXITED",
        "TaskFailedToStart | CannotPullContainerError: not found | 0 | FAILED_TO_START",
        "ServiceSchedulerInitiated | Task failed container health checks | 137 | UNHEALTHY",
        "ServiceSchedulerInitiated | Task failed ELB health checks in (target-group x) | 0 |"
            + " UNHEALTHY",
        "ServiceSchedulerInitiated | Host EC2 (instance i-0123) terminated. | 0 | HOST_LOST",
        "ServiceSchedulerInitiated | Scaling activity initiated by (deployment ecs-svc/1) | 0 |"
            + " REPLACED",
        "ServiceSchedulerInitiated | Amazon ECS is performing maintenance on the underlying"
            + " infrastructure | 0 | CAPACITY_TAKEN_BACK",
        "UserInitiated | Task stopped by user | 137 | STOPPED_BY_REQUEST",
        "SpotInterruption | Your Spot Task was interrupted. | 0 | CAPACITY_TAKEN_BACK",
        "TerminationNotice | Spot instance interruption | 0 | CAPACITY_TAKEN_BACK",
        "'' | Container instance deregistration forced by user | 0 | STOPPED_BY_REQUEST",
        "'' | Essential container in task exited | 1 | CRASHED",
        "'' | something new | 1 | UNKNOWN",
      })
  void whatEcsSaysOfAStopTellsHowTheTaskEnded(
      String code, String reason, int exitCode, Ending ending) {
    assertThat(Ending.of(stop(code, reason, exitCode))).isEqualTo(ending);
  }

  private Noted crash() {
    return note(stop("EssentialContainerExited", "Essential container in task exited", 134));
  }

  private Noted note(StoppedTask task) {
    return world.recordStoppedTask.note(task, world.now);
  }

  private StoppedTask stop(String code, String reason, int exitCode) {
    return world.fleet.exits(
        World.CART,
        world.fleet.tasks(World.CART).getFirst().id(),
        code,
        reason,
        List.of(new StoppedTask.Exit("app", Optional.of(exitCode), "")));
  }
}
