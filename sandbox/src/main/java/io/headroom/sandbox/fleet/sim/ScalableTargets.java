package io.headroom.sandbox.fleet.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The services under Application Auto Scaling, and what it does to them: it brings a count back
 * between the bounds soon after they were set, and a while after somebody else left them.
 */
public final class ScalableTargets {

  private static final Duration AFTER_REGISTERING = Duration.ofSeconds(15);
  private static final Duration AFTER_LEAVING = Duration.ofMinutes(2);

  /**
   * One scalable target.
   *
   * @param resourceId {@code service/cluster/name}
   * @param min least tasks
   * @param max most tasks
   * @param createdAt when it was first registered
   * @param arn its ARN
   */
  public record Target(String resourceId, int min, int max, Instant createdAt, String arn) {}

  /**
   * One thing that Application Auto Scaling did.
   *
   * @param at when
   * @param resourceId to what
   * @param count the new desired count
   * @param cause why, in the service's words
   */
  public record Activity(Instant at, String resourceId, int count, String cause) {}

  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, Instant> dueAt = new LinkedHashMap<>();
  private final List<Activity> activities = new ArrayList<>();

  /** Adds a target with its bounds, or changes the bounds of one. */
  public Target register(String resourceId, int min, int max, Instant now) {
    Target before = targets.get(resourceId);
    Instant created = before == null ? now : before.createdAt();
    Target after = new Target(resourceId, min, max, created, arn(resourceId));
    targets.put(resourceId, after);
    dueAt.put(resourceId, now.plus(AFTER_REGISTERING));
    return after;
  }

  /** The target of a resource, or null. */
  public @Nullable Target find(String resourceId) {
    return targets.get(resourceId);
  }

  /** All targets, in the order in which they were registered. */
  public List<Target> all() {
    return new ArrayList<>(targets.values());
  }

  /** What it did, newest first. */
  public List<Activity> activities() {
    return List.copyOf(activities.reversed());
  }

  /** The resource id of a service. */
  public static String resourceId(SimService service) {
    return "service/" + service.cluster().name() + "/" + service.name();
  }

  /** Brings a service back between its bounds when that is due. */
  void enforce(SimService service, Instant now) {
    String id = resourceId(service);
    Target target = targets.get(id);
    if (target == null) {
      return;
    }
    int wanted = Math.clamp(service.desired, target.min(), Math.max(target.min(), target.max()));
    if (wanted == service.desired) {
      dueAt.remove(id);
      return;
    }
    Instant due = dueAt.computeIfAbsent(id, missing -> now.plus(AFTER_LEAVING));
    if (now.isBefore(due)) {
      return;
    }
    boolean up = wanted > service.desired;
    service.mark(
        now, Mark.Kind.SCALING, "auto scaling: desired " + service.desired + " -> " + wanted);
    service.desired = wanted;
    dueAt.remove(id);
    activities.add(
        new Activity(
            now, id, wanted, (up ? "minimum" : "maximum") + " capacity was set to " + wanted));
  }

  private static String arn(String resourceId) {
    String id =
        UUID.nameUUIDFromBytes(resourceId.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .toString()
            .replace("-", "");
    return "arn:aws:application-autoscaling:%s:%s:scalable-target/0ec5%s"
        .formatted(Arns.REGION, Arns.ACCOUNT, id.substring(0, 28));
  }
}
