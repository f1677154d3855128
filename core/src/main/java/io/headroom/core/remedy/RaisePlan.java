package io.headroom.core.remedy;

import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.remedy.FargateSizes.Size;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.Offer.Off;
import io.headroom.core.remedy.RemedyPlan.Change;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans a higher memory limit that ECS will take: twice what the main container has, as the seeds
 * do (2 GiB for 1 GiB, {@code -Xmx4G} for 2G), in a size that Fargate has.
 */
final class RaisePlan {

  private static final int FACTOR = 2;

  private final ServiceState state;
  private final TaskDefinition definition;

  RaisePlan(ServiceState state) {
    this.state = state;
    this.definition = state.service().taskDefinition();
  }

  Offer offer() {
    Optional<Container> main = definition.main();
    if (main.isEmpty()
        || (main.get().limitOrReservation().isEmpty() && definition.memory().isEmpty())) {
      return new Off(RemedyKind.RAISE_LIMIT, Refusal.NO_LIMIT, definition.shortName());
    }
    if (!definition.rolesWithheld().isEmpty()) {
      return new Off(
          RemedyKind.RAISE_LIMIT,
          Refusal.ROLE_WITHHELD,
          String.join(", ", definition.rolesWithheld()));
    }
    return definition.fargate() ? onFargate(main.get()) : onInstances(main.get());
  }

  private Offer onFargate(Container main) {
    Bytes task = definition.memory().orElse(Bytes.ZERO);
    int cpu = definition.cpu().orElse(0);
    Bytes wanted = task.plus(main.limit().orElse(task));
    Size size = FargateSizes.atLeast(cpu, wanted).orElse(FargateSizes.largest());
    if (size.memory().compareTo(task) <= 0) {
      return new Off(
          RemedyKind.RAISE_LIMIT, Refusal.LARGEST_SIZE, "Fargate ends at " + size.memory());
    }
    // What the task gains goes to the main container; rounding up to a size may give it a bit more.
    Bytes gained = size.memory().minus(task);
    return available(
        new LimitChange(
            main.name(),
            main.limit().map(limit -> limit.plus(gained)),
            // At the largest size the task gains less than the reservation would.
            main.reservation().map(has -> smaller(raised(has), has.plus(gained))),
            Optional.of(size.memory()),
            size.cpu() == cpu ? Optional.empty() : Optional.of(size.cpu())),
        main,
        List.of());
  }

  private Offer onInstances(Container main) {
    Optional<Bytes> limit = main.limit().map(RaisePlan::raised);
    Optional<Bytes> task =
        definition.memory().map(memory -> memory.plus(main.limit().orElse(memory)));
    return available(
        new LimitChange(
            main.name(), limit, main.reservation().map(RaisePlan::raised), task, Optional.empty()),
        main,
        List.of(
            "A container instance must have that much memory free, or the tasks stay pending."));
  }

  private Offer available(LimitChange change, Container main, List<String> warnings) {
    var changes = new ArrayList<Change>();
    change
        .containerLimit()
        .ifPresent(to -> changes.add(raised("limit of " + main.name(), main.limit(), to)));
    change
        .containerReservation()
        .ifPresent(
            to -> changes.add(raised("reservation of " + main.name(), main.reservation(), to)));
    change
        .taskMemory()
        .ifPresent(to -> changes.add(raised("task memory", definition.memory(), to)));
    change
        .taskCpu()
        .ifPresent(
            to -> changes.add(new Change("task CPU", vcpu(definition.cpu().orElse(0)), vcpu(to))));
    var allWarnings = new ArrayList<>(warnings);
    HeapFlag.of(main)
        .ifPresent(
            flag ->
                allWarnings.add(
                    "%s stays as it is: the heap will not use the new room."
                        .formatted(flag.text())));
    return new Available(
        new RemedyPlan(
            new Remedy.RaiseLimit(definition.arn(), change), changes, allWarnings, state.pin()));
  }

  private static Bytes raised(Bytes bytes) {
    return new Bytes(bytes.value() * FACTOR);
  }

  private static Bytes smaller(Bytes one, Bytes other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Change raised(String what, Optional<Bytes> from, Bytes to) {
    return new Change(what, from.map(Bytes::toString).orElse("none"), to.toString());
  }

  private static String vcpu(int units) {
    return units % 1024 == 0 ? units / 1024 + " vCPU" : units / 1024.0 + " vCPU";
  }
}
