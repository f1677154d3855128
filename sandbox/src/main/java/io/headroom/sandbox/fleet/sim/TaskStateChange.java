package io.headroom.sandbox.fleet.sim;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The {@code detail} of an "ECS Task State Change" event. */
final class TaskStateChange {

  private TaskStateChange() {}

  static JsonObject detail(SimTask task, Instant now) {
    TaskDefinition definition = task.deployment().taskDefinition();
    boolean fargate = task.launchType() == LaunchType.FARGATE;
    JsonObject detail = new JsonObject();
    detail.addProperty("availabilityZone", task.availabilityZone());
    detail.addProperty("clusterArn", task.service().cluster().arn());
    put(detail, "containerInstanceArn", task.containerInstanceArn());
    detail.addProperty("connectivity", "CONNECTED");
    detail.add("containers", containers(task));
    detail.addProperty("cpu", cpu(definition));
    detail.addProperty("createdAt", task.createdAt().toString());
    detail.addProperty("desiredStatus", task.desiredStatus());
    put(detail, "executionStoppedAt", task.executionStoppedAt());
    detail.addProperty("group", "service:" + task.service().name());
    detail.addProperty("healthStatus", task.healthStatus(now).toString());
    put(detail, "capacityProviderName", task.service().capacityProvider());
    detail.addProperty("launchType", task.launchType().toString());
    detail.addProperty("lastStatus", task.status().name());
    detail.addProperty("memory", String.valueOf(Math.round(Memory.reservedMib(definition))));
    detail.add("overrides", overrides(task));
    if (fargate) {
      detail.addProperty("platformVersion", "1.4.0");
    }
    put(detail, "pullStartedAt", task.pullStartedAt());
    put(detail, "pullStoppedAt", task.pullStoppedAt());
    put(detail, "startedAt", task.startedAt());
    detail.addProperty("startedBy", task.deployment().id());
    put(detail, "stopCode", task.stopCode());
    put(detail, "stoppedReason", task.stoppedReason());
    put(detail, "stoppingAt", task.stoppingAt());
    put(detail, "stoppedAt", task.stoppedAt());
    detail.addProperty("taskArn", task.arn());
    detail.addProperty("taskDefinitionArn", definition.taskDefinitionArn());
    detail.addProperty("updatedAt", now.toString());
    detail.addProperty("version", task.version());
    return detail;
  }

  private static JsonElement containers(SimTask task) {
    JsonArray containers = new JsonArray();
    for (SimContainer container : task.containers()) {
      JsonObject json = new JsonObject();
      json.addProperty("containerArn", container.arn());
      if (container.exitCode() != null) {
        json.addProperty("exitCode", container.exitCode());
      }
      json.addProperty("lastStatus", container.status(task));
      json.addProperty("name", container.name());
      json.addProperty("image", container.definition().image());
      put(json, "reason", container.reason());
      json.addProperty("runtimeId", container.runtimeId());
      json.addProperty("taskArn", task.arn());
      Integer cpu = container.definition().cpu();
      json.addProperty("cpu", String.valueOf(cpu == null ? 0 : cpu));
      put(json, "memory", container.definition().memory());
      put(json, "memoryReservation", container.definition().memoryReservation());
      containers.add(json);
    }
    return containers;
  }

  private static JsonElement overrides(SimTask task) {
    JsonArray containers = new JsonArray();
    for (SimContainer container : task.containers()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", container.name());
      containers.add(json);
    }
    JsonObject overrides = new JsonObject();
    overrides.add("containerOverrides", containers);
    return overrides;
  }

  private static String cpu(TaskDefinition definition) {
    return definition.cpu() != null ? definition.cpu() : "0";
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.addProperty(name, value.toString());
    }
  }
}
