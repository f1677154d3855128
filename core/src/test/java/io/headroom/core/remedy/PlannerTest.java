package io.headroom.core.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.Deployment.Status;
import io.headroom.core.fleet.Service.Controller;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.port.SampleServices;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.Offer.Off;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Subject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PlannerTest {

  private static final States STEADY = States.steady();
  private static final States OUTLIER =
      STEADY.uses(Subject.task("task-1"), 50).uses(Subject.task("task-2"), 90);

  @Test
  void theGentlestIsOfferedFirstAndOnlyWhatIsAskedForAndCarriedOut() {
    Planner planner = new Planner(STEADY.state(), Set.of());
    assertThat(planner.offers(EnumSet.allOf(RemedyKind.class)))
        .extracting(Offer::kind)
        .containsExactly(
            RemedyKind.STOP_HOTTEST_TASK,
            RemedyKind.RESTART,
            RemedyKind.RAISE_LIMIT,
            RemedyKind.SCALE_OUT);
    assertThat(
            planner.offers(
                EnumSet.of(RemedyKind.SCALE_OUT, RemedyKind.RESTART, RemedyKind.FIX_CODE)))
        .extracting(Offer::kind)
        .containsExactly(RemedyKind.RESTART, RemedyKind.SCALE_OUT);
    assertThat(planner.offers(Set.of())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatThisVersionDoesNotCarryOutIsNotOffered(RemedyKind kind) {
    Offer offer = new Planner(OUTLIER.state(), Set.of()).offer(kind);
    assertThat(offer.kind()).isEqualTo(kind);
    if (Planner.kinds().contains(kind)) {
      assertThat(offer).isInstanceOf(Available.class);
    } else {
      assertThat(offer).isEqualTo(new Off(kind, Refusal.NOT_OFFERED, ""));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESTART", "STOP_HOTTEST_TASK", "RAISE_LIMIT", "SCALE_OUT"})
  void everyRemedyIsRefusedByTheFirstThingInItsWay(RemedyKind kind) {
    States nothing = OUTLIER.desired(0);
    States deploying =
        nothing.deployed(
            States.deployment("2", Status.PRIMARY, Rollout.IN_PROGRESS, STEADY.definition(), 4, 1),
            States.deployment("1", Status.ACTIVE, Rollout.COMPLETED, STEADY.definition(), 4, 3));
    States codeDeploy = deploying.controller(Controller.CODE_DEPLOY);
    Set<RemedyKind> cooling = Set.of(kind);

    assertThat(new Planner(codeDeploy.state(), cooling).offer(kind))
        .isEqualTo(new Off(kind, Refusal.CONTROLLER_NOT_ECS, ""));
    assertThat(new Planner(deploying.state(), cooling).offer(kind))
        .isEqualTo(new Off(kind, Refusal.DEPLOYMENT_IN_PROGRESS, "1 of 4 new tasks run"));
    assertThat(new Planner(nothing.state(), cooling).offer(kind))
        .isEqualTo(new Off(kind, Refusal.NOTHING_RUNS, ""));
    assertThat(new Planner(OUTLIER.state(), cooling).offer(kind))
        .isEqualTo(new Off(kind, Refusal.COOLDOWN, ""));
    assertThat(new Planner(OUTLIER.state(), Set.of()).offer(kind)).isInstanceOf(Available.class);
  }

  @Test
  void anExternalControllerIsNotActedOnEither() {
    assertThat(refusal(STEADY.controller(Controller.EXTERNAL), RemedyKind.RESTART))
        .isEqualTo(Refusal.CONTROLLER_NOT_ECS);
  }

  @Test
  void onlyTheRemedyThatRanCoolsDown() {
    Planner planner = new Planner(STEADY.state(), Set.of(RemedyKind.RESTART));
    assertThat(planner.offer(RemedyKind.SCALE_OUT)).isInstanceOf(Available.class);
  }

  @Test
  void afterADeploymentThatFailedOnlyAnotherOneOfTheSameRevisionHelps() {
    States failed =
        OUTLIER.deployed(
            States.deployment("2", Status.PRIMARY, Rollout.FAILED, STEADY.definition(), 4, 0),
            States.deployment("1", Status.ACTIVE, Rollout.COMPLETED, STEADY.definition(), 0, 4));
    Planner planner = new Planner(failed.state(), Set.of());
    assertThat(planner.offer(RemedyKind.RESTART)).isInstanceOf(Available.class);
    assertThat(planner.offer(RemedyKind.RAISE_LIMIT)).isInstanceOf(Available.class);
    for (RemedyKind kind : List.of(RemedyKind.STOP_HOTTEST_TASK, RemedyKind.SCALE_OUT)) {
      assertThat(planner.offer(kind))
          .as("ECS would start no task for it")
          .isEqualTo(new Off(kind, Refusal.DEPLOYMENT_FAILED, "0 of 4 new tasks run"));
    }
  }

  @Test
  void aRevisionThatDoesNotStartIsNotSpread() {
    TaskDefinition broken = SampleServices.definition("cart", 2, true, Optional.of(States.LIMIT));
    States failed =
        OUTLIER
            .runs(broken)
            .deployed(
                States.deployment("2", Status.PRIMARY, Rollout.FAILED, broken, 4, 0),
                States.deployment(
                    "1", Status.ACTIVE, Rollout.COMPLETED, STEADY.definition(), 0, 4));
    for (RemedyKind kind : Planner.kinds()) {
      assertThat(refusal(failed, kind)).isEqualTo(Refusal.DEPLOYMENT_FAILED);
    }
  }

  @Test
  void aRestartReplacesAllTasks() {
    RemedyPlan plan = plan(STEADY.uses(Subject.SERVICE, 93), RemedyKind.RESTART);
    assertThat(plan.remedy()).isEqualTo(new Remedy.Restart());
    assertThat(plan.changes())
        .extracting(Object::toString)
        .containsExactly("tasks: 4 tasks, hottest at 93% → 4 tasks, all new, same revision");
    assertThat(plan.warnings()).isEmpty();
    assertThat(plan.pin()).isEqualTo(new RemedyPlan.Pin("ecs-svc/1", STEADY.definition().arn(), 4));
  }

  @Test
  void aRestartOfTheOnlyTaskIsWarnedOf() {
    RemedyPlan plan = plan(States.of(STEADY.definition(), 1), RemedyKind.RESTART);
    assertThat(plan.changes())
        .extracting(Object::toString)
        .containsExactly("tasks: 1 task → 1 task, all new, same revision");
    assertThat(plan.warnings()).singleElement().asString().contains("the only task");
  }

  @Test
  void theTaskThatStandsOutIsStopped() {
    RemedyPlan plan = plan(OUTLIER, RemedyKind.STOP_HOTTEST_TASK);
    assertThat(plan.remedy()).isEqualTo(new Remedy.StopHottestTask("task-2"));
    assertThat(plan.changes())
        .extracting(Object::toString)
        .containsExactly(
            "task task-2: at 90% → stopped; ECS starts another",
            "other tasks: 3 tasks → 3 tasks, untouched");
  }

  @Test
  void stoppingOneTaskIsRefusedWhereItIsTheOnlyOneUnseenNotTheCauseOrGone() {
    States two =
        OUTLIER.tasks(
            States.task("task-1", Task.Status.RUNNING), States.task("task-2", Task.Status.RUNNING));
    assertThat(plan(two, RemedyKind.STOP_HOTTEST_TASK).remedy())
        .isEqualTo(new Remedy.StopHottestTask("task-2"));

    States one =
        OUTLIER.tasks(
            States.task("task-1", Task.Status.STOPPING),
            States.task("task-2", Task.Status.RUNNING),
            States.task("task-3", Task.Status.STARTING));
    assertThat(refusal(one, RemedyKind.STOP_HOTTEST_TASK)).isEqualTo(Refusal.ONE_TASK_ONLY);
    assertThat(refusal(STEADY.uses(Subject.SERVICE, 90), RemedyKind.STOP_HOTTEST_TASK))
        .isEqualTo(Refusal.NO_TASK_METRICS);
    States alike = STEADY.uses(Subject.task("task-1"), 85).uses(Subject.task("task-2"), 90);
    assertThat(refusal(alike, RemedyKind.STOP_HOTTEST_TASK)).isEqualTo(Refusal.NOT_THE_TASK);
    States gone =
        OUTLIER.tasks(
            States.task("task-1", Task.Status.RUNNING),
            States.task("task-2", Task.Status.STOPPING),
            States.task("task-3", Task.Status.RUNNING));
    assertThat(new Planner(gone.state(), Set.of()).offer(RemedyKind.STOP_HOTTEST_TASK))
        .isEqualTo(new Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.TASK_GONE, "task-2"));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "3, 5", "4, 6", "19, 29", "20, 30", "21, 31", "100, 110"})
  void halfAsManyTasksAreAddedTenAtTheMost(int desired, int to) {
    RemedyPlan plan = plan(States.of(STEADY.definition(), desired), RemedyKind.SCALE_OUT);
    assertThat(plan.remedy()).isEqualTo(new Remedy.ScaleOut(to, false, 0));
    assertThat(plan.changes())
        .extracting(Object::toString)
        .containsExactly("tasks: %d → %d".formatted(desired, to));
  }

  @Test
  void autoScalingsMinimumIsRaisedUpToItsMaximum() {
    RemedyPlan plan = plan(STEADY.scaling(2, 10), RemedyKind.SCALE_OUT);
    assertThat(plan.remedy()).isEqualTo(new Remedy.ScaleOut(6, true, 10));
    assertThat(plan.changes())
        .extracting(Object::toString)
        .containsExactly("tasks: 4 → 6", "Auto Scaling minimum: 2 → 6");
    assertThat(plan(STEADY.scaling(2, 5), RemedyKind.SCALE_OUT).remedy())
        .isEqualTo(new Remedy.ScaleOut(5, true, 5));
  }

  @ParameterizedTest
  @CsvSource({"4", "3"})
  void atAutoScalingsMaximumThereIsNoMore(int maximum) {
    Offer offer =
        new Planner(STEADY.scaling(2, maximum).state(), Set.of()).offer(RemedyKind.SCALE_OUT);
    assertThat(offer)
        .isEqualTo(
            new Off(
                RemedyKind.SCALE_OUT,
                Refusal.AT_MAXIMUM,
                "4 tasks run, Auto Scaling's maximum is " + maximum));
  }

  @Test
  void everyRefusalAndOutcomeHasASentence() {
    assertThat(List.of(Refusal.values())).allMatch(refusal -> refusal.sentence().endsWith("."));
    assertThat(List.of(FailureReason.values())).noneMatch(why -> why.sentence().endsWith("."));
    assertThat(List.of(VerificationResult.Outcome.values()))
        .noneMatch(outcome -> outcome.sentence().endsWith("."));
  }

  private static RemedyPlan plan(States states, RemedyKind kind) {
    Offer offer = new Planner(states.state(), Set.of()).offer(kind);
    assertThat(offer).isInstanceOf(Available.class);
    return ((Available) offer).plan();
  }

  private static Refusal refusal(States states, RemedyKind kind) {
    Offer offer = new Planner(states.state(), Set.of()).offer(kind);
    assertThat(offer).isInstanceOf(Off.class);
    return ((Off) offer).why();
  }
}
