package io.headroom.infra.ecs;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.StoppedTask.Exit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * What an EventBridge event "ECS Task State Change" says of a task that stopped ("Amazon ECS task
 * state change events" in the developer guide).
 */
public sealed interface TaskStateChange {

  /** A service's task that has stopped. */
  record Stopped(StoppedTask task) implements TaskStateChange {}

  /**
   * Nothing for the domain.
   *
   * @param detail what the event said
   */
  record Ignored(Reason reason, String detail) implements TaskStateChange {

    /** Why. */
    public enum Reason {
      /** It is an event of another type. */
      OTHER_EVENT,
      /** The task lives, or is on its way down. */
      NOT_STOPPED,
      /** The task was not started by a service. */
      NO_SERVICE
    }
  }

  /**
   * Reads an event as JSON text.
   *
   * @throws MalformedEventException if it is no JSON object, or a member is missing or unreadable
   */
  static TaskStateChange parse(String json) {
    try {
      Map<String, Object> event =
          new Gson().fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
      if (event == null) {
        throw new MalformedEventException("the event is empty");
      }
      return parse(event);
    } catch (JsonParseException e) {
      throw new MalformedEventException("the event is no JSON object: " + e.getMessage(), e);
    }
  }

  /**
   * Reads an event as Lambda hands it over.
   *
   * @throws MalformedEventException if a member is missing or unreadable
   */
  static TaskStateChange parse(Map<String, Object> event) {
    var members = new EventMembers(event, "");
    String type = members.text("detail-type");
    if (!type.equals("ECS Task State Change")) {
      return new Ignored(Ignored.Reason.OTHER_EVENT, "detail-type is \"%s\"".formatted(type));
    }
    EventMembers detail = members.object("detail");
    String status = detail.text("lastStatus");
    if (!status.equals("STOPPED")) {
      return new Ignored(Ignored.Reason.NOT_STOPPED, "lastStatus is " + status);
    }
    Optional<String> group = detail.optionalText("group");
    Optional<String> name =
        group.filter(g -> g.startsWith("service:")).map(g -> g.substring("service:".length()));
    if (name.isEmpty()) {
      return new Ignored(Ignored.Reason.NO_SERVICE, "group is \"%s\"".formatted(group.orElse("")));
    }
    return new Stopped(stopped(members, detail, name.get()));
  }

  private static StoppedTask stopped(EventMembers event, EventMembers detail, String service) {
    Matcher cluster = detail.matching("clusterArn", Arns.CLUSTER);
    Matcher task = detail.matching("taskArn", Arns.TASK);
    List<Exit> exits =
        detail.objects("containers").stream()
            .map(
                container ->
                    new Exit(
                        container.text("name"),
                        container.optionalInteger("exitCode"),
                        container.optionalText("reason").orElse("")))
            .toList();
    return new StoppedTask(
        new ServiceId(cluster.group(2), cluster.group(1), cluster.group(3), service),
        task.group(1),
        detail.text("taskDefinitionArn"),
        detail.optionalInstant("startedAt"),
        detail.optionalInstant("stoppedAt").orElseGet(() -> event.instant("time")),
        detail.optionalText("stopCode").orElse(""),
        detail.optionalText("stoppedReason").orElse(""),
        exits);
  }
}
