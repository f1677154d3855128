package io.headroom.core.detect;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What ECS says happened to the tasks of a service, as far as the rules need it: what a person
 * planned is not an alarm.
 *
 * @param kills containers killed for memory, in any order
 * @param restarts tasks that ended by themselves, in any order; empty where ECS did not answer
 * @param starts when each task that runs began to, by its id; nothing where ECS was not asked
 * @param changes when a deployment began or the scheduler took tasks away
 * @param replacingSince since when tasks are being replaced, if they are now
 */
public record TaskEvents(
    List<OomKill> kills,
    Optional<List<Restart>> restarts,
    Map<String, Instant> starts,
    List<Instant> changes,
    Optional<Instant> replacingSince) {

  /** Nothing happened. */
  public static final TaskEvents NONE =
      new TaskEvents(List.of(), Optional.of(List.of()), Map.of(), List.of(), Optional.empty());

  /** New tasks fill their heaps and caches at first: what they gain by then is no growth. */
  public static final Duration WARM_UP = Duration.ofMinutes(15);

  /** A roll-out that takes longer is stuck, and excuses nothing any more. */
  static final Duration LONGEST_ROLLOUT = Duration.ofHours(1);

  /** ECS's sentence about a scale-in or a roll-out, in the events of a service. */
  private static final Pattern TOOK_TASKS_AWAY = Pattern.compile("has stopped \\d+ running tasks");

  public TaskEvents {
    // ECS may tell one more than once.
    kills = kills.stream().distinct().toList();
    restarts = restarts.map(all -> all.stream().distinct().toList());
    starts = Map.copyOf(starts);
    changes = List.copyOf(changes);
  }

  /** Of kills alone. */
  public static TaskEvents of(List<OomKill> kills) {
    return NONE.withKills(kills);
  }

  /** What the description of a service tells: its deployments, and what the scheduler did. */
  public static TaskEvents of(Service service, Instant now) {
    List<Instant> changes =
        Stream.concat(
                service.deployments().stream().map(Deployment::createdAt),
                service.events().stream()
                    .filter(event -> TOOK_TASKS_AWAY.matcher(event.message()).find())
                    .map(Service.ServiceEvent::at))
            .toList();
    Optional<Instant> replacingSince =
        service
            .primary()
            .filter(deployment -> service.deploying())
            .map(Deployment::createdAt)
            .filter(since -> since.isAfter(now.minus(LONGEST_ROLLOUT)));
    return new TaskEvents(List.of(), Optional.of(List.of()), Map.of(), changes, replacingSince);
  }

  /** The same with these kills. */
  public TaskEvents withKills(List<OomKill> others) {
    return new TaskEvents(others, restarts, starts, changes, replacingSince);
  }

  /** The same with these restarts; empty if ECS did not answer. */
  public TaskEvents withRestarts(Optional<List<Restart>> others) {
    return new TaskEvents(kills, others, starts, changes, replacingSince);
  }

  /** The same with the starts of these tasks. */
  public TaskEvents withTasks(List<Task> tasks) {
    var started = new HashMap<String, Instant>();
    for (Task task : tasks) {
      task.startedAt().ifPresent(at -> started.put(task.id(), at));
    }
    return new TaskEvents(kills, restarts, started, changes, replacingSince);
  }

  /**
   * When a subject's memory may have begun anew, in order: the start of a task; of the service, its
   * deployments and the start of its oldest task.
   */
  public List<Instant> startsOf(Subject subject) {
    var all = new ArrayList<Instant>();
    Optional<String> task = subject.task();
    if (task.isPresent()) {
      Instant started = starts.get(task.get());
      if (started != null) {
        all.add(started);
        return all;
      }
    } else {
      starts.values().stream().min(Instant::compareTo).ifPresent(all::add);
    }
    all.addAll(changes);
    all.sort(Instant::compareTo);
    return all;
  }

  /** From when on the memory of a subject grows by itself, and not because it has just begun. */
  Instant settledFrom(Subject subject) {
    List<Instant> begun = startsOf(subject);
    return begun.isEmpty() ? Instant.MIN : begun.getLast().plus(WARM_UP);
  }
}
