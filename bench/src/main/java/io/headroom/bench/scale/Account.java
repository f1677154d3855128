package io.headroom.bench.scale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.headroom.core.fleet.Place;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One account: clusters of services with two tasks each, a task definition to every service, and
 * enhanced observability, where Headroom asks for most.
 *
 * @param number of the account, from 0
 * @param breaching so many of its services are at their limit, the first ones
 */
public record Account(int number, int clusters, int servicesEach, int breaching) {

  static final int TASKS = 2;
  private static final int MIB = 1024;
  private static final String REGION = "eu-central-1";

  /** Its id. */
  public String id() {
    return "%012d".formatted(100_000_000_000L + number);
  }

  /** Where it is. */
  public Place place() {
    return new Place(id(), REGION);
  }

  /** The ARN of something of ECS in it. */
  public String arn(String kind, String rest) {
    return "arn:aws:ecs:%s:%s:%s/%s".formatted(REGION, id(), kind, rest);
  }

  /** The names of its clusters. */
  public List<String> clusterNames() {
    return IntStream.range(0, clusters)
        .mapToObj(cluster -> "cluster-%02d-%02d".formatted(number, cluster))
        .toList();
  }

  /** The names of the services that each cluster has. */
  public List<String> serviceNames() {
    return IntStream.range(0, servicesEach).mapToObj("service-%04d"::formatted).toList();
  }

  boolean breaches(String cluster, String service) {
    int place = clusterNames().indexOf(cluster) * servicesEach + serviceNames().indexOf(service);
    return place < breaching;
  }

  JsonObject cluster(String name) {
    var setting = new JsonObject();
    setting.addProperty("name", "containerInsights");
    setting.addProperty("value", "enhanced");
    var settings = new JsonArray();
    settings.add(setting);
    var cluster = new JsonObject();
    cluster.addProperty("clusterArn", arn("cluster", name));
    cluster.addProperty("clusterName", name);
    cluster.addProperty("status", "ACTIVE");
    cluster.add("settings", settings);
    return cluster;
  }

  JsonObject service(String cluster, String name) {
    String definition = arn("task-definition", cluster + "-" + name + ":1");
    var deployment = new JsonObject();
    deployment.addProperty("id", "ecs-svc/1");
    deployment.addProperty("status", "PRIMARY");
    deployment.addProperty("rolloutState", "COMPLETED");
    deployment.addProperty("taskDefinition", definition);
    deployment.addProperty("createdAt", 1_795_000_000L);
    deployment.addProperty("desiredCount", TASKS);
    deployment.addProperty("runningCount", TASKS);
    var deployments = new JsonArray();
    deployments.add(deployment);
    var service = new JsonObject();
    service.addProperty("serviceArn", arn("service", cluster + "/" + name));
    service.addProperty("serviceName", name);
    service.addProperty("clusterArn", arn("cluster", cluster));
    service.addProperty("status", "ACTIVE");
    service.addProperty("desiredCount", TASKS);
    service.addProperty("runningCount", TASKS);
    service.addProperty("pendingCount", 0);
    service.addProperty("taskDefinition", definition);
    service.add("deployments", deployments);
    service.add("events", events(name));
    return service;
  }

  /** As many as ECS keeps. */
  private static JsonArray events(String name) {
    var events = new JsonArray();
    for (int i = 0; i < 100; i++) {
      var event = new JsonObject();
      event.addProperty("id", "8f0c9a6e-0000-4000-8000-%012d".formatted(i));
      event.addProperty("createdAt", 1_795_000_000L - i * 21_600L);
      event.addProperty("message", "(service %s) has reached a steady state.".formatted(name));
      events.add(event);
    }
    return events;
  }

  JsonObject taskDefinition(String arn) {
    var container = new JsonObject();
    container.addProperty("name", "app");
    container.addProperty("essential", true);
    container.addProperty("memory", MIB);
    var containers = new JsonArray();
    containers.add(container);
    var fargate = new JsonArray();
    fargate.add("FARGATE");
    var definition = new JsonObject();
    String family = arn.substring(arn.lastIndexOf('/') + 1, arn.lastIndexOf(':'));
    definition.addProperty("taskDefinitionArn", arn);
    definition.addProperty("family", family);
    definition.addProperty("revision", 1);
    definition.addProperty("cpu", "256");
    definition.addProperty("memory", String.valueOf(MIB));
    definition.add("requiresCompatibilities", fargate);
    definition.add("containerDefinitions", containers);
    return definition;
  }

  JsonObject task(String cluster, String arn) {
    var task = new JsonObject();
    task.addProperty("taskArn", arn);
    task.addProperty("clusterArn", arn("cluster", cluster));
    String service = arn.substring(arn.lastIndexOf('/') + 1, arn.lastIndexOf('-'));
    task.addProperty("taskDefinitionArn", arn("task-definition", cluster + "-" + service + ":1"));
    task.addProperty("startedBy", "ecs-svc/1");
    task.addProperty("lastStatus", "RUNNING");
    task.addProperty("desiredStatus", "RUNNING");
    task.addProperty("startedAt", 1_795_000_000L);
    return task;
  }
}
