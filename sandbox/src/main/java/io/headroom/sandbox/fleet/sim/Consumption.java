package io.headroom.sandbox.fleet.sim;

import io.headroom.sandbox.fleet.workload.ProcessMemory;
import io.headroom.sandbox.fleet.workload.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lets processes use memory and CPU, measures them, and plays the kernel at their limits. */
final class Consumption {

  private final TaskLifecycle lifecycle;

  Consumption(TaskLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /** Lets the processes of a service use memory for one step, and kills those at their limit. */
  void step(SimService service, Instant now, Duration step) {
    List<SimTask> running = new ArrayList<>(service.tasks);
    running.removeIf(task -> !task.running());
    int up = 0;
    for (SimTask task : running) {
      up += task.live() ? 1 : 0;
    }
    double share =
        service.workload().traffic().at(now) * Math.max(1, service.tasksAtMean()) / Math.max(1, up);
    long minute = minute(now);
    for (SimTask task : running) {
      Instant started = task.startedAt();
      double age = started == null ? 0 : Duration.between(started, now).toMillis() / 1000.0;
      double load = task.live() ? share : 0;
      Tick tick = new Tick(now, Math.min((double) step.toSeconds(), age), age, load);
      for (SimContainer container : task.containers) {
        ProcessMemory process = container.process();
        if (process != null) {
          double used = process.advance(tick);
          container.memory().add(minute, Math.min(used, container.limitMib()));
          if (used >= container.limitMib()) {
            kill(task, container, now);
          }
        }
      }
      task.cpu.add(minute, Math.clamp(5 + 22 * load + service.random.nextGaussian(), 0.1, 100));
    }
  }

  /** The minute, since the epoch, that a step ending at a moment belongs to. */
  static long minute(Instant now) {
    return Math.floorDiv(now.getEpochSecond() - 1, 60);
  }

  private void kill(SimTask task, SimContainer container, Instant now) {
    SimService service = task.service;
    service.mark(
        now,
        Mark.Kind.OOM_KILL,
        "%s of task %s killed at %.0f MiB"
            .formatted(container.name(), task.id().substring(0, 8), container.limitMib()));
    lifecycle.killOutOfMemory(task, container, now);
  }
}
