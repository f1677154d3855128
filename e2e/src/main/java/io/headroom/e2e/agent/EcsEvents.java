package io.headroom.e2e.agent;

import io.headroom.e2e.relay.StopReasons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * ECS's events as it writes them ("Amazon ECS task state change events" and "Amazon ECS service
 * deployment state change events" in the developer guide).
 */
final class EcsEvents {

  private EcsEvents() {}

  /**
   * A task has changed.
   *
   * @param killed whether the kernel killed it for its memory
   */
  static Map<String, Object> task(Task task, boolean killed, Instant now) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("attachments", List.of());
    detail.put("availabilityZone", task.availabilityZone());
    detail.put("clusterArn", task.clusterArn());
    detail.put("connectivity", "CONNECTED");
    detail.put("containers", containers(task, killed));
    detail.put("cpu", task.cpu());
    put(detail, "createdAt", task.createdAt());
    detail.put("desiredStatus", task.desiredStatus());
    detail.put("enableExecuteCommand", task.enableExecuteCommand());
    detail.put("group", task.group());
    detail.put("launchType", task.launchTypeAsString());
    detail.put("lastStatus", task.lastStatus());
    detail.put("memory", task.memory());
    detail.put("overrides", Map.of("containerOverrides", List.of()));
    put(detail, "startedAt", task.startedAt());
    detail.put("startedBy", task.startedBy());
    put(detail, "stoppingAt", task.stoppingAt());
    put(detail, "stoppedAt", task.stoppedAt());
    if (task.lastStatus().equals("STOPPED")) {
      put(detail, "executionStoppedAt", task.stoppedAt());
      detail.put(
          "stoppedReason", killed ? "Essential container in task exited" : task.stoppedReason());
      detail.put("stopCode", task.stopCodeAsString());
    }
    detail.put("taskArn", task.taskArn());
    detail.put("taskDefinitionArn", task.taskDefinitionArn());
    detail.put("updatedAt", now.toString());
    detail.put("version", task.version());
    return event("ECS Task State Change", task.taskArn(), detail, now);
  }

  /** A deployment has begun, ended or failed. */
  static Map<String, Object> deployment(
      Service service, Deployment deployment, String name, Instant now) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("eventType", name.endsWith("FAILED") ? "ERROR" : "INFO");
    detail.put("eventName", name);
    detail.put("deploymentId", deployment.id());
    detail.put("updatedAt", now.toString());
    detail.put("reason", String.valueOf(deployment.rolloutStateReason()));
    return event("ECS Deployment State Change", service.serviceArn(), detail, now);
  }

  /** A service runs what it should. */
  static Map<String, Object> steady(Service service, Instant now) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("eventType", "INFO");
    detail.put("eventName", "SERVICE_STEADY_STATE");
    detail.put("clusterArn", service.clusterArn());
    detail.put("createdAt", now.toString());
    return event("ECS Service Action", service.serviceArn(), detail, now);
  }

  private static Map<String, Object> event(
      String type, String resource, Map<String, Object> detail, Instant now) {
    String[] arn = resource.split(":", 6);
    var event = new LinkedHashMap<String, Object>();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", type);
    event.put("source", "aws.ecs");
    event.put("account", arn[4]);
    event.put("time", now.toString());
    event.put("region", arn[3]);
    event.put("resources", List.of(resource));
    event.put("detail", detail);
    return event;
  }

  private static List<Map<String, Object>> containers(Task task, boolean killed) {
    var containers = new ArrayList<Map<String, Object>>();
    for (Container container : task.containers()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("containerArn", container.containerArn());
      if (container.exitCode() != null) {
        one.put("exitCode", container.exitCode());
      }
      one.put("lastStatus", container.lastStatus());
      one.put("name", container.name());
      one.put("image", container.image());
      if (killed) {
        one.put("reason", StopReasons.OUT_OF_MEMORY);
      }
      one.put("runtimeId", container.runtimeId());
      one.put("taskArn", task.taskArn());
      one.put("networkInterfaces", List.of());
      one.put("cpu", "0");
      containers.add(one);
    }
    return containers;
  }

  private static void put(Map<String, Object> detail, String key, @Nullable Instant at) {
    if (at != null) {
      detail.put(key, at.toString());
    }
  }
}
