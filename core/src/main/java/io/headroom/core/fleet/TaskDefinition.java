package io.headroom.core.fleet;

import io.headroom.core.series.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a service's tasks are made from: the parts that remedies look at. A new revision is made by
 * the edge from ECS's own description, so that nothing it was not asked to change is lost.
 *
 * @param arn with revision
 * @param fargate whether its tasks may run on Fargate, where only certain sizes exist
 * @param cpu the task's CPU units (1,024 are one vCPU), if given
 * @param memory the task's memory, if given; Fargate always has it
 * @param rolesWithheld names of its roles that Headroom may not hand on, so that it can register no
 *     further revision
 */
public record TaskDefinition(
    String arn,
    String family,
    int revision,
    boolean fargate,
    Optional<Integer> cpu,
    Optional<Bytes> memory,
    List<Container> containers,
    List<String> rolesWithheld) {

  /**
   * One container of the task.
   *
   * @param limit hard limit ({@code memory}): the kernel kills the container above it
   * @param reservation soft limit ({@code memoryReservation})
   * @param command its entry point and its command, as far as the task definition sets them; what
   *     the image brings is not known
   */
  public record Container(
      String name,
      boolean essential,
      Optional<Bytes> limit,
      Optional<Bytes> reservation,
      Map<String, String> environment,
      List<String> command) {

    public Container {
      environment = Map.copyOf(environment);
      command = List.copyOf(command);
    }

    /** One that starts as its image says. */
    public Container(
        String name,
        boolean essential,
        Optional<Bytes> limit,
        Optional<Bytes> reservation,
        Map<String, String> environment) {
      this(name, essential, limit, reservation, environment, List.of());
    }

    /** Without its command and the values of its environment: there may be secrets among them. */
    @Override
    public String toString() {
      return "Container[name=%s, essential=%s, limit=%s, reservation=%s, environment=%s]"
          .formatted(name, essential, limit, reservation, environment.keySet());
    }

    /** Its hard limit, else its reservation. */
    public Optional<Bytes> limitOrReservation() {
      return limit.or(() -> reservation);
    }
  }

  public TaskDefinition {
    containers = List.copyOf(containers);
    rolesWithheld = List.copyOf(rolesWithheld);
  }

  /**
   * What a task may use: the task's memory, else the sum over its containers of hard limit or
   * reservation. ECS registers no task definition without one of them ("At least one of 'memory' or
   * 'memoryReservation' must be specified"); should it describe one all the same, one byte stands
   * in, so that its usage shows as absurd rather than as fine.
   */
  public Bytes limit() {
    return memory.orElseGet(
        () ->
            new Bytes(
                Math.max(
                    1,
                    containers.stream()
                        .flatMap(container -> container.limitOrReservation().stream())
                        .mapToLong(Bytes::value)
                        .sum())));
  }

  /** Whether the kernel keeps a task to {@link #limit()}. */
  public LimitKind limitKind() {
    return unlimited().isEmpty() ? LimitKind.HARD : LimitKind.RESERVED;
  }

  /** What {@link #limit()} was taken from, for people. */
  public String limitOrigin() {
    List<Container> unlimited = unlimited();
    if (memory.isPresent()) {
      return "memory of the task";
    }
    if (unlimited.isEmpty()) {
      return "hard limits of its containers";
    }
    return "%s; without a hard limit %s may use more, as far as the instance has it"
        .formatted(
            unlimited.size() == containers.size()
                ? "reservations of its containers"
                : "hard limits and reservations of its containers",
            unlimited.stream().map(Container::name).collect(Collectors.joining(", ")));
  }

  /**
   * What a container is measured by: its hard limit; else the task's memory, at which the kernel
   * kills what is in it; else what the container reserves, which kills nobody.
   */
  public Bytes limitOf(String container) {
    Optional<Container> its = container(container);
    return its.flatMap(Container::limit)
        .or(() -> memory)
        .or(() -> its.flatMap(Container::reservation))
        .orElseGet(this::limit);
  }

  /** The containers that meet a limit of their own before the task meets its. */
  public List<Container> limitedThemselves() {
    return containers.stream()
        .filter(container -> limitOf(container.name()).compareTo(limit()) < 0)
        .toList();
  }

  /** Whether the kernel keeps a container to {@link #limitOf}. */
  public LimitKind limitKindOf(String container) {
    return container(container)
        .map(its -> limited(its) ? LimitKind.HARD : LimitKind.RESERVED)
        .orElseGet(this::limitKind);
  }

  /**
   * The container that a raised limit is meant for: the essential one that may use most. One
   * without a hard limit may use all that the task has, unlike the sidecar beside it that has one.
   */
  public Optional<Container> main() {
    return containers.stream()
        .filter(Container::essential)
        .max(
            Comparator.<Container, Bytes>comparing(
                    container ->
                        container
                            .limit()
                            .or(() -> memory)
                            .or(container::reservation)
                            .orElse(Bytes.ZERO))
                .thenComparing(container -> container.reservation().orElse(Bytes.ZERO)));
  }

  /** For people: {@code checkout-api:41}. */
  public String shortName() {
    return family + ":" + revision;
  }

  private Optional<Container> container(String name) {
    return containers.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
  }

  private List<Container> unlimited() {
    return containers.stream().filter(container -> !limited(container)).toList();
  }

  private boolean limited(Container container) {
    return container.limit().isPresent() || memory.isPresent();
  }
}
