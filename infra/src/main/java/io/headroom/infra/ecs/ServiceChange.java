package io.headroom.infra.ecs;

import io.headroom.core.fleet.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * What EventBridge's events "ECS Deployment State Change" and "ECS Service Action" tell: that
 * something about a service is not as it was ("Amazon ECS service deployment state change events"
 * and "Amazon ECS service action events" in the developer guide).
 *
 * @param event its name, such as {@code SERVICE_DEPLOYMENT_COMPLETED}
 */
public record ServiceChange(ServiceId service, String event) {

  private static final Set<String> TYPES =
      Set.of("ECS Deployment State Change", "ECS Service Action");

  /**
   * Reads an event as Lambda hands it over.
   *
   * @return empty if it is no such event
   * @throws MalformedEventException if it is one, and a member is missing or unreadable
   */
  public static Optional<ServiceChange> parse(Map<String, Object> event) {
    if (!(event.get("detail-type") instanceof String type) || !TYPES.contains(type)) {
      return Optional.empty();
    }
    var members = new EventMembers(event, "");
    EventMembers detail = members.object("detail");
    List<Matcher> services = members.matchingAll("resources", Arns.SERVICE);
    if (services.isEmpty()) {
      throw new MalformedEventException("resources is empty; it has to name the service");
    }
    Matcher arn = services.getFirst();
    // Before 2018 a service's ARN did not name its cluster; a service action names it besides.
    String cluster =
        Optional.ofNullable(arn.group(3))
            .orElseGet(() -> detail.matching("clusterArn", Arns.CLUSTER).group(3));
    return Optional.of(
        new ServiceChange(
            new ServiceId(arn.group(2), arn.group(1), cluster, arn.group(4)),
            detail.text("eventName")));
  }
}
