package io.headroom.core.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Deployment.Status;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.RolloutStatus.Done;
import io.headroom.core.remedy.RolloutStatus.Failed;
import io.headroom.core.remedy.RolloutStatus.InProgress;
import io.headroom.core.remedy.RolloutStatus.NotSeen;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RolloutTest {

  private static final Instant STARTED = TestSeries.NOON;
  private static final States BEFORE =
      States.steady().uses(Subject.task("task-1"), 90).uses(Subject.task("task-2"), 50);
  private static final TaskDefinition OLD = BEFORE.definition();
  private static final TaskDefinition RAISED = revision(2, 2048);

  private static final RemedyPlan RESTART = plan(RemedyKind.RESTART);
  private static final RemedyPlan RAISE = plan(RemedyKind.RAISE_LIMIT);
  private static final RemedyPlan STOP = plan(RemedyKind.STOP_HOTTEST_TASK);
  private static final RemedyPlan SCALE = plan(RemedyKind.SCALE_OUT);

  @Test
  void beforeEcsShowsAnythingItIsNotSeen() {
    for (RemedyPlan plan : new RemedyPlan[] {RESTART, RAISE, STOP, SCALE}) {
      assertThat(status(plan, BEFORE)).as(plan.remedy().toString()).isEqualTo(new NotSeen());
    }
    assertThat(status(RESTART, BEFORE.deployed())).as("no primary").isEqualTo(new NotSeen());
  }

  @Test
  void aRestartIsFollowedUntilOnlyItsDeploymentIsLeft() {
    Deployment old = deployment("1", Status.ACTIVE, Deployment.Rollout.COMPLETED, OLD, 3);
    assertThat(status(RESTART, BEFORE.deployed(inProgress("2", OLD, 1), old)))
        .isEqualTo(new InProgress(1, 4));
    assertThat(status(RESTART, BEFORE.deployed(completed("2", OLD, 4), old)))
        .as("old tasks drain")
        .isEqualTo(new InProgress(4, 4));
    assertThat(status(RESTART, BEFORE.deployed(completed("2", OLD, 3))))
        .as("ECS that does not say how far it is")
        .isEqualTo(new InProgress(3, 4));
    assertThat(status(RESTART, BEFORE.deployed(completed("2", OLD, 4)))).isEqualTo(new Done(4));
  }

  @Test
  void aRestartIsOvertakenByAnotherRevision() {
    assertThat(status(RESTART, BEFORE.runs(RAISED).deployed(completed("2", RAISED, 4))))
        .isEqualTo(new Failed(FailureReason.OVERTAKEN, "the service runs cart:2"));
  }

  @Test
  void aDeploymentThatEcsGivesUpFails() {
    assertThat(status(RESTART, BEFORE.deployed(failed("2", Status.PRIMARY, OLD))))
        .isEqualTo(new Failed(FailureReason.DEPLOYMENT_FAILED, "tasks failed to start"));
    assertThat(status(RAISE, BEFORE.runs(RAISED).deployed(failed("2", Status.PRIMARY, RAISED))))
        .isEqualTo(new Failed(FailureReason.DEPLOYMENT_FAILED, "tasks failed to start"));
  }

  @Test
  void aDeploymentThatEcsRollsBackFails() {
    Deployment back =
        new Deployment(
            "ecs-svc/3",
            Status.PRIMARY,
            Deployment.Rollout.IN_PROGRESS,
            "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.",
            OLD.arn(),
            STARTED,
            4,
            1,
            3,
            0);
    Deployment ours = failed("2", Status.ACTIVE, RAISED);
    for (States states :
        new States[] {
          BEFORE.deployed(back),
          BEFORE.deployed(back, ours),
          BEFORE.deployed(completed("3", OLD, 4), ours)
        }) {
      assertThat(status(RAISE, states))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.reason()).isEqualTo(FailureReason.DEPLOYMENT_FAILED));
    }
    assertThat(status(RESTART, BEFORE.deployed(back)))
        .as("the same revision, and yet not the restart")
        .isEqualTo(new Failed(FailureReason.DEPLOYMENT_FAILED, back.reason()));
  }

  @Test
  void aRaisedLimitIsDoneWhenARevisionWithItRuns() {
    assertThat(status(RAISE, BEFORE.runs(RAISED).deployed(inProgress("2", RAISED, 2))))
        .isEqualTo(new InProgress(2, 4));
    assertThat(status(RAISE, BEFORE.runs(RAISED).deployed(completed("2", RAISED, 4))))
        .isEqualTo(new Done(4));
  }

  @Test
  void aRaisedLimitIsOvertakenByAnyRevisionWithoutIt() {
    assertThat(status(RAISE, BEFORE.deployed(completed("2", OLD, 4))))
        .as("restarted by somebody, or rolled back")
        .isEqualTo(new Failed(FailureReason.OVERTAKEN, "the service runs cart:1"));
    TaskDefinition theirs = revision(3, 1024);
    assertThat(status(RAISE, BEFORE.runs(theirs).deployed(completed("2", theirs, 4))))
        .as("deployed by somebody in the same minute")
        .isEqualTo(new Failed(FailureReason.OVERTAKEN, "the service runs cart:3"));
  }

  @Test
  void aStoppedTaskIsReplaced() {
    Task hot = States.task("task-1", Task.Status.STOPPING);
    Task second = States.task("task-2", Task.Status.RUNNING);
    Task third = States.task("task-3", Task.Status.RUNNING);
    Task fourth = States.task("task-4", Task.Status.RUNNING);
    Task starting = States.task("task-5", Task.Status.STARTING);
    assertThat(status(STOP, BEFORE.tasks(hot, second, third, fourth)))
        .isEqualTo(new InProgress(3, 4));
    assertThat(status(STOP, BEFORE.tasks(second, third, fourth, starting)))
        .isEqualTo(new InProgress(3, 4));
    assertThat(
            status(
                STOP,
                BEFORE.tasks(
                    hot, second, third, fourth, States.task("task-5", Task.Status.RUNNING))))
        .isEqualTo(new Done(4));
  }

  @Test
  void moreTasksAreCountedUntilAllRun() {
    assertThat(status(SCALE, BEFORE.desired(5)))
        .as("not as many as asked")
        .isEqualTo(new NotSeen());
    assertThat(status(SCALE, BEFORE.desired(6))).isEqualTo(new InProgress(4, 6));
    assertThat(status(SCALE, States.of(OLD, 6))).isEqualTo(new Done(6));
    assertThat(status(SCALE, States.of(OLD, 8)))
        .as("Auto Scaling added more")
        .isEqualTo(new Done(8));
  }

  @Test
  void afterHalfAnHourItIsGivenUpOn() {
    Instant inTime = STARTED.plus(Rollout.TIME_OUT);
    Instant late = inTime.plus(Duration.ofSeconds(1));
    States half = BEFORE.deployed(inProgress("2", OLD, 2));
    assertThat(Rollout.TIME_OUT).isEqualTo(Duration.ofMinutes(30));
    assertThat(status(RESTART, half, inTime)).isEqualTo(new InProgress(2, 4));
    assertThat(status(RESTART, half, late))
        .isEqualTo(new Failed(FailureReason.TIMED_OUT, "after 30 min, 4 of 4 tasks run"));
    assertThat(status(SCALE, BEFORE, late))
        .isEqualTo(new Failed(FailureReason.TIMED_OUT, "after 30 min, 4 of 4 tasks run"));
    assertThat(status(RESTART, BEFORE.deployed(completed("2", OLD, 4)), late))
        .as("what is done is done, however late it is looked at")
        .isEqualTo(new Done(4));
  }

  private static RolloutStatus status(RemedyPlan plan, States states) {
    return status(plan, states, STARTED.plusSeconds(60));
  }

  private static RolloutStatus status(RemedyPlan plan, States states, Instant now) {
    return Rollout.status(plan, states.service(), states.tasks(), STARTED, now);
  }

  private static RemedyPlan plan(RemedyKind kind) {
    return ((Available) new Planner(BEFORE.state(), Set.of()).offer(kind)).plan();
  }

  private static TaskDefinition revision(int number, int mib) {
    return SampleServices.definition(
        "cart",
        number,
        true,
        Optional.of(Bytes.mib(mib)),
        new Container("app", true, Optional.empty(), Optional.empty(), Map.of("STAGE", "test")));
  }

  private static Deployment inProgress(String id, TaskDefinition definition, int running) {
    return deployment(id, Status.PRIMARY, Deployment.Rollout.IN_PROGRESS, definition, running);
  }

  private static Deployment completed(String id, TaskDefinition definition, int running) {
    return deployment(id, Status.PRIMARY, Deployment.Rollout.COMPLETED, definition, running);
  }

  private static Deployment failed(String id, Status status, TaskDefinition definition) {
    return deployment(id, status, Deployment.Rollout.FAILED, definition, 0);
  }

  private static Deployment deployment(
      String id,
      Status status,
      Deployment.Rollout rollout,
      TaskDefinition definition,
      int running) {
    return States.deployment(id, status, rollout, definition, 4, running);
  }
}
