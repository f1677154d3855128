package io.headroom.core.series;

import java.util.Comparator;
import java.util.Optional;

/**
 * Whose memory a series is.
 *
 * @param task id of the task; empty for the whole service, read as its hottest task
 * @param container name of the container; empty for the whole task. Without a task it is read as
 *     that of the task where it is hottest
 */
public record Subject(Optional<String> task, Optional<String> container) {

  /** The service, read by the maximum over its tasks. */
  public static final Subject SERVICE = new Subject(Optional.empty(), Optional.empty());

  /** The service first, then task by task, each before its containers. */
  public static final Comparator<Subject> IN_ORDER =
      Comparator.comparing(
          subject -> subject.task().orElse("") + "/" + subject.container().orElse(""));

  /** One task. */
  public static Subject task(String id) {
    return new Subject(Optional.of(id), Optional.empty());
  }

  /** One container of one task. */
  public static Subject container(String task, String name) {
    return new Subject(Optional.of(task), Optional.of(name));
  }

  /** One container, read by the maximum over the service's tasks. */
  public static Subject container(String name) {
    return new Subject(Optional.empty(), Optional.of(name));
  }

  /** Whether it is a container, of one task or of the hottest. */
  public boolean ofContainer() {
    return container.isPresent();
  }

  /**
   * For people: {@code task 3f2a…/app}, {@code task 3f2a…}, {@code the hottest task}, or {@code the
   * hottest container app}.
   */
  @Override
  public String toString() {
    return task.map(id -> "task " + shortened(id) + container.map(name -> "/" + name).orElse(""))
        .orElseGet(() -> "the hottest " + container.map("container "::concat).orElse("task"));
  }

  private static String shortened(String id) {
    return id.length() <= 8 ? id : id.substring(0, 8);
  }
}
