package io.headroom.core.app;

import io.headroom.core.fleet.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tasks of one service that are looked at one by one. Not for several threads. */
final class FollowedTasks {

  /** For so long the tasks of a service that is merely near are taken to be the same. */
  private static final Duration HOLD = Duration.ofMinutes(5);

  private List<Task> tasks = List.of();
  private Optional<Instant> listedAt = Optional.empty();

  /** They were listed. */
  void are(List<Task> running, Instant now) {
    tasks = running;
    listedAt = Optional.of(now);
  }

  /** Nobody needs to know them. */
  void areNone() {
    tasks = List.of();
    listedAt = Optional.empty();
  }

  /**
   * Whether they are to be listed again: each minute while an incident is open, for which they are
   * listed anyway, else every five minutes.
   */
  boolean toBeListed(boolean incident, Instant now) {
    return incident || listedAt.filter(at -> at.plus(HOLD).isAfter(now)).isEmpty();
  }

  List<Task> all() {
    return tasks;
  }

  Set<String> ids() {
    return tasks.stream().map(Task::id).collect(Collectors.toSet());
  }

  int count() {
    return tasks.size();
  }
}
