package io.headroom.sandbox.fleet.sim;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The events that ECS sends to EventBridge, in the order in which they happened, until somebody
 * drains them. Their form is that of "Amazon ECS events" in the developer guide.
 */
final class EventBus {

  private final Queue<String> pending = new ArrayDeque<>();
  private final Ids ids;
  private boolean open;

  EventBus(Ids ids) {
    this.ids = ids;
  }

  /** From now on events are kept; those of the history before are not. */
  void open() {
    open = true;
  }

  /** Takes what has happened since the last call. */
  List<String> drain() {
    List<String> drained = new ArrayList<>(pending);
    pending.clear();
    return drained;
  }

  /** A task changed its state. */
  void taskState(SimTask task, Instant now) {
    if (open) {
      send("ECS Task State Change", now, task.arn(), TaskStateChange.detail(task, now));
    }
  }

  /** The scheduler did something to a service. */
  void serviceAction(
      SimService service, Instant now, String type, String name, @Nullable String reason) {
    if (!open) {
      return;
    }
    JsonObject detail = new JsonObject();
    detail.addProperty("eventType", type);
    detail.addProperty("eventName", name);
    detail.addProperty("clusterArn", service.cluster().arn());
    if (reason != null) {
      detail.addProperty("reason", reason);
    }
    detail.addProperty("createdAt", now.toString());
    send("ECS Service Action", now, service.arn(), detail);
  }

  /** A deployment began or ended. */
  void deploymentState(SimService service, Deployment deployment, Instant now) {
    if (!open) {
      return;
    }
    JsonObject detail = new JsonObject();
    detail.addProperty("eventType", "INFO");
    detail.addProperty(
        "eventName",
        deployment.completed() ? "SERVICE_DEPLOYMENT_COMPLETED" : "SERVICE_DEPLOYMENT_IN_PROGRESS");
    detail.addProperty("deploymentId", deployment.id());
    detail.addProperty("updatedAt", deployment.updatedAt().toString());
    detail.addProperty("reason", deployment.rolloutStateReason());
    send("ECS Deployment State Change", now, service.arn(), detail);
  }

  private void send(String type, Instant now, String resource, JsonObject detail) {
    JsonObject event = new JsonObject();
    event.addProperty("version", "0");
    event.addProperty("id", ids.uuid());
    event.addProperty("detail-type", type);
    event.addProperty("source", "aws.ecs");
    event.addProperty("account", Arns.ACCOUNT);
    event.addProperty("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
    event.addProperty("region", Arns.REGION);
    JsonArray resources = new JsonArray();
    resources.add(resource);
    event.add("resources", resources);
    event.add("detail", detail);
    pending.add(event.toString());
  }
}
