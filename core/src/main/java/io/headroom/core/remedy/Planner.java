package io.headroom.core.remedy;

import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.Task;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.Offer.Off;
import io.headroom.core.remedy.RemedyPlan.Change;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the remedies for a service: what each would change, or why it is off. A pure function, used
 * when the buttons are drawn and again, on what ECS says then, just before a remedy is run.
 */
public final class Planner {

  /** One click adds at most half of what runs, and never more than this many tasks. */
  private static final int MOST_TASKS_ADDED = 10;

  private static final double ADDED_SHARE = 0.5;

  private final ServiceState state;
  private final Set<RemedyKind> coolingDown;

  /**
   * @param coolingDown remedies that ended so short a while ago that they are not repeated yet
   */
  public Planner(ServiceState state, Set<RemedyKind> coolingDown) {
    this.state = state;
    this.coolingDown = Set.copyOf(coolingDown);
  }

  /** What this version carries out, in the order it is offered: the gentlest first. */
  public static List<RemedyKind> kinds() {
    return List.of(
        RemedyKind.STOP_HOTTEST_TASK,
        RemedyKind.RESTART,
        RemedyKind.RAISE_LIMIT,
        RemedyKind.SCALE_OUT);
  }

  /** One offer for each of {@code kinds} that this version carries out, in its order. */
  public List<Offer> offers(Set<RemedyKind> kinds) {
    return kinds().stream().filter(kinds::contains).map(this::offer).toList();
  }

  /** The remedy of one kind, or why it is off. */
  public Offer offer(RemedyKind kind) {
    Optional<Refusal> refusal = refusal(kind);
    if (refusal.isPresent()) {
      return new Off(kind, refusal.get(), detail(refusal.get()));
    }
    return switch (kind) {
      case RESTART -> restart();
      case STOP_HOTTEST_TASK -> stopHottestTask();
      case RAISE_LIMIT -> new RaisePlan(state).offer();
      case SCALE_OUT -> scaleOut();
      case ROLL_BACK, SET_ENVIRONMENT, FORCE_GC, HEAP_SNAPSHOT, CLEAR_CACHE, RECYCLE, FIX_CODE ->
          new Off(kind, Refusal.NOT_OFFERED, "");
    };
  }

  /** What stands in the way of every remedy, or of one that ended just now. */
  private Optional<Refusal> refusal(RemedyKind kind) {
    Service service = state.service();
    Optional<Refusal> hindrance = Hindrance.of(kind, service);
    if (hindrance.isPresent()) {
      return hindrance;
    }
    if (service.desired() == 0) {
      return Optional.of(Refusal.NOTHING_RUNS);
    }
    return coolingDown.contains(kind) ? Optional.of(Refusal.COOLDOWN) : Optional.empty();
  }

  private String detail(Refusal refusal) {
    if (refusal != Refusal.DEPLOYMENT_IN_PROGRESS && refusal != Refusal.DEPLOYMENT_FAILED) {
      return "";
    }
    return state
        .service()
        .primary()
        .map(primary -> "%d of %d new tasks run".formatted(primary.running(), primary.desired()))
        .orElse("");
  }

  private Offer restart() {
    int tasks = state.service().desired();
    String before =
        state
            .memory()
            .hottest()
            .flatMap(MemorySeries::newestRatio)
            .map(Ratio::toString)
            .map(used -> tasks(tasks) + ", hottest at " + used)
            .orElse(tasks(tasks));
    return available(
        new Remedy.Restart(),
        List.of(new Change("tasks", before, tasks(tasks) + ", all new, same revision")),
        tasks == 1
            ? List.of("It is the only task: the new one starts beside it if the service allows it.")
            : List.of());
  }

  private Offer stopHottestTask() {
    // What never changes comes first: a reason that flips each minute would redraw the buttons.
    if (state.service().insights() != Insights.ENHANCED) {
      return new Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.NO_TASK_METRICS, "");
    }
    List<Task> running = state.running();
    if (running.size() < 2) {
      return new Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.ONE_TASK_ONLY, "");
    }
    if (state.memory().tasks().isEmpty()) {
      return new Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.NO_TASK_METRICS, "");
    }
    Optional<MemorySeries> outlier = state.memory().outlier();
    if (outlier.isEmpty()) {
      return new Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.NOT_THE_TASK, "");
    }
    String task = outlier.get().subject().task().orElseThrow();
    if (running.stream().noneMatch(candidate -> candidate.id().equals(task))) {
      return new Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.TASK_GONE, task);
    }
    Change change =
        new Change(
            outlier.get().subject().toString(),
            "at " + outlier.get().newestRatio().orElseThrow(),
            "stopped; ECS starts another");
    Change others =
        new Change(
            "other tasks", tasks(running.size() - 1), tasks(running.size() - 1) + ", untouched");
    return available(new Remedy.StopHottestTask(task), List.of(change, others), List.of());
  }

  private Offer scaleOut() {
    int desired = state.service().desired();
    int more = Math.clamp((long) Math.ceil(desired * ADDED_SHARE), 1, MOST_TASKS_ADDED);
    Optional<ScalingRange> scaling = state.scaling();
    int to = Math.min(desired + more, scaling.map(ScalingRange::maximum).orElse(Integer.MAX_VALUE));
    if (to <= desired) {
      return new Off(
          RemedyKind.SCALE_OUT,
          Refusal.AT_MAXIMUM,
          "%d tasks run, Auto Scaling's maximum is %d"
              .formatted(desired, scaling.orElseThrow().maximum()));
    }
    var changes = new ArrayList<Change>();
    changes.add(new Change("tasks", String.valueOf(desired), String.valueOf(to)));
    scaling.ifPresent(
        range ->
            changes.add(
                new Change(
                    "Auto Scaling minimum", String.valueOf(range.minimum()), String.valueOf(to))));
    return available(
        new Remedy.ScaleOut(to, scaling.isPresent(), scaling.map(ScalingRange::maximum).orElse(0)),
        changes,
        List.of());
  }

  private Offer available(Remedy remedy, List<Change> changes, List<String> warnings) {
    return new Available(new RemedyPlan(remedy, changes, warnings, state.pin()));
  }

  private static String tasks(int count) {
    return count == 1 ? "1 task" : count + " tasks";
  }
}
