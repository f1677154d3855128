package io.headroom.core.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.Deployment.Status;
import io.headroom.core.fleet.Service.Controller;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PrecheckTest {

  private static final States OFFERED =
      States.steady()
          .uses(Subject.task("task-1"), 90)
          .uses(Subject.task("task-2"), 50)
          .scaling(2, 10);
  private static final TaskDefinition OTHER =
      SampleServices.definition("cart", 2, true, Optional.of(States.LIMIT));

  @ParameterizedTest
  @EnumSource(names = {"RESTART", "STOP_HOTTEST_TASK", "RAISE_LIMIT", "SCALE_OUT"})
  void aPlanHoldsWhileTheServiceIsAsItWas(RemedyKind kind) {
    assertThat(refusal(kind, OFFERED)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESTART", "STOP_HOTTEST_TASK", "RAISE_LIMIT", "SCALE_OUT"})
  void noPlanHoldsForAnotherService(RemedyKind kind) {
    assertThat(refusal(kind, OFFERED.controller(Controller.CODE_DEPLOY)))
        .contains(Refusal.CONTROLLER_NOT_ECS);
    assertThat(
            refusal(
                kind, OFFERED.deployed(deployment("1", Rollout.IN_PROGRESS, OFFERED.definition()))))
        .contains(Refusal.DEPLOYMENT_IN_PROGRESS);
    assertThat(
            refusal(
                kind,
                OFFERED
                    .runs(OTHER)
                    .deployed(
                        deployment("2", Rollout.FAILED, OTHER),
                        States.deployment(
                            "1", Status.ACTIVE, Rollout.COMPLETED, OFFERED.definition(), 0, 4))))
        .contains(Refusal.DEPLOYMENT_FAILED);
    assertThat(
            refusal(
                kind, OFFERED.deployed(deployment("2", Rollout.COMPLETED, OFFERED.definition()))))
        .as("restarted by somebody else")
        .contains(Refusal.SERVICE_CHANGED);
    assertThat(
            refusal(kind, OFFERED.runs(OTHER).deployed(deployment("1", Rollout.COMPLETED, OTHER))))
        .as("another revision")
        .contains(Refusal.SERVICE_CHANGED);
  }

  @Test
  void whatAutoScalingDoesMattersToScalingOnly() {
    States scaled = OFFERED.desired(5);
    assertThat(refusal(RemedyKind.SCALE_OUT, scaled)).contains(Refusal.SERVICE_CHANGED);
    for (RemedyKind kind :
        List.of(RemedyKind.RESTART, RemedyKind.STOP_HOTTEST_TASK, RemedyKind.RAISE_LIMIT)) {
      assertThat(refusal(kind, scaled)).as(kind.word()).isEmpty();
    }
  }

  @Test
  void anAutoScalingMaximumThatWasChangedIsNotWrittenBack() {
    assertThat(refusal(RemedyKind.SCALE_OUT, OFFERED.scaling(2, 20)))
        .contains(Refusal.SERVICE_CHANGED);
    assertThat(refusal(RemedyKind.SCALE_OUT, OFFERED.scaling(3, 10)))
        .as("the minimum is what the click replaces")
        .isEmpty();
  }

  @Test
  void autoScalingThatCameOrWentChangesTheService() {
    States unscaled = States.steady();
    assertThat(refusal(RemedyKind.SCALE_OUT, unscaled)).contains(Refusal.SERVICE_CHANGED);
    RemedyPlan plan = plan(RemedyKind.SCALE_OUT, unscaled);
    assertThat(Precheck.refusal(plan, unscaled.state())).isEmpty();
    assertThat(Precheck.refusal(plan, unscaled.scaling(1, 10).state()))
        .contains(Refusal.SERVICE_CHANGED);
  }

  @Test
  void aTaskThatStoppedIsNotStoppedAgain() {
    States gone =
        OFFERED.tasks(
            States.task("task-1", Task.Status.STOPPING),
            States.task("task-2", Task.Status.RUNNING),
            States.task("task-3", Task.Status.RUNNING));
    assertThat(refusal(RemedyKind.STOP_HOTTEST_TASK, gone)).contains(Refusal.TASK_GONE);
    assertThat(refusal(RemedyKind.RESTART, gone)).isEmpty();
  }

  @Test
  void theLastTaskIsNotStopped() {
    States one =
        OFFERED.tasks(
            States.task("task-1", Task.Status.RUNNING),
            States.task("task-2", Task.Status.STARTING));
    assertThat(refusal(RemedyKind.STOP_HOTTEST_TASK, one)).contains(Refusal.ONE_TASK_ONLY);
  }

  private static Optional<Refusal> refusal(RemedyKind kind, States now) {
    return Precheck.refusal(plan(kind, OFFERED), now.state());
  }

  private static RemedyPlan plan(RemedyKind kind, States offered) {
    return ((Available) new Planner(offered.state(), Set.of()).offer(kind)).plan();
  }

  private static Deployment deployment(String id, Rollout rollout, TaskDefinition definition) {
    return States.deployment(id, Status.PRIMARY, rollout, definition, 4, 4);
  }
}
