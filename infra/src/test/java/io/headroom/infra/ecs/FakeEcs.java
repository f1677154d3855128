package io.headroom.infra.ecs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * ECS's answers from lists that a test fills, in pages and with the limits that ECS has; nothing
 * happens in it by itself. It keeps every request, and a test may refuse one.
 */
final class FakeEcs implements EcsClient {

  static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:";

  final List<EcsRequest> requests = Collections.synchronizedList(new ArrayList<>());
  final Map<String, Cluster> clusters = new LinkedHashMap<>();
  final Map<String, Service> services = new LinkedHashMap<>();
  final Map<String, Task> tasks = new LinkedHashMap<>();
  final Map<String, TaskDefinition> definitions = new LinkedHashMap<>();
  final Map<String, List<Tag>> definitionTags = new LinkedHashMap<>();
  private Consumer<EcsRequest> refusal = request -> {};

  /** Called before each answer; what it throws, the caller gets. */
  void refusing(Consumer<EcsRequest> check) {
    refusal = check;
  }

  <R extends EcsRequest> List<R> requests(Class<R> type) {
    return requests.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static EcsException error(int status, String code, String message) {
    return (EcsException)
        EcsException.builder()
            .statusCode(status)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  @Override
  public ListClustersResponse listClusters(ListClustersRequest request) {
    asked(request);
    var page = new Page(clusters.keySet().stream(), request.nextToken(), request.maxResults());
    return ListClustersResponse.builder().clusterArns(page.items).nextToken(page.next).build();
  }

  @Override
  public DescribeClustersResponse describeClusters(DescribeClustersRequest request) {
    asked(request);
    atMost(100, request.clusters());
    return DescribeClustersResponse.builder()
        .clusters(
            found(clusters, request.clusters(), "cluster/").stream()
                .map(cluster -> included(cluster, request.include()))
                .toList())
        .failures(missing(clusters, request.clusters(), "cluster/"))
        .build();
  }

  /** ECS leaves out what was not asked for. */
  private static Cluster included(Cluster cluster, List<ClusterField> fields) {
    return cluster.toBuilder()
        .settings(fields.contains(ClusterField.SETTINGS) ? cluster.settings() : List.of())
        .tags(fields.contains(ClusterField.TAGS) ? cluster.tags() : List.of())
        .build();
  }

  @Override
  public ListServicesResponse listServices(ListServicesRequest request) {
    asked(request);
    String prefix = ARN + "service/" + Descriptions.lastPart(request.cluster()) + "/";
    var page =
        new Page(
            services.keySet().stream().filter(arn -> arn.startsWith(prefix)),
            request.nextToken(),
            request.maxResults());
    return ListServicesResponse.builder().serviceArns(page.items).nextToken(page.next).build();
  }

  @Override
  public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
    asked(request);
    atMost(10, request.services());
    String prefix = "service/" + Descriptions.lastPart(request.cluster()) + "/";
    return DescribeServicesResponse.builder()
        .services(found(services, request.services(), prefix))
        .failures(missing(services, request.services(), prefix))
        .build();
  }

  @Override
  public DescribeTaskDefinitionResponse describeTaskDefinition(
      DescribeTaskDefinitionRequest request) {
    asked(request);
    TaskDefinition definition = definitions.get(request.taskDefinition());
    if (definition == null) {
      throw error(400, "ClientException", "Unable to describe task definition.");
    }
    return DescribeTaskDefinitionResponse.builder()
        .taskDefinition(definition)
        .tags(definitionTags.getOrDefault(request.taskDefinition(), List.of()))
        .build();
  }

  @Override
  public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest request) {
    asked(request);
    List<String> newestFirst =
        new ArrayList<>(definitions.keySet())
            .reversed().stream()
                .filter(arn -> arn.contains("/" + request.familyPrefix() + ":"))
                .limit(request.maxResults())
                .toList();
    return ListTaskDefinitionsResponse.builder().taskDefinitionArns(newestFirst).build();
  }

  @Override
  public RegisterTaskDefinitionResponse registerTaskDefinition(
      RegisterTaskDefinitionRequest request) {
    asked(request);
    String arn = ARN + "task-definition/" + request.family() + ":" + (100 + definitions.size());
    TaskDefinition registered =
        TaskDefinition.builder()
            .taskDefinitionArn(arn)
            .family(request.family())
            .revision(100 + definitions.size())
            .build();
    definitions.put(arn, registered);
    definitionTags.put(arn, request.tags());
    return RegisterTaskDefinitionResponse.builder().taskDefinition(registered).build();
  }

  @Override
  public ListTasksResponse listTasks(ListTasksRequest request) {
    asked(request);
    var page =
        new Page(
            tasks.values().stream()
                .filter(task -> ("service:" + request.serviceName()).equals(task.group()))
                .filter(task -> request.desiredStatusAsString().equals(task.desiredStatus()))
                .map(Task::taskArn),
            request.nextToken(),
            request.maxResults());
    return ListTasksResponse.builder().taskArns(page.items).nextToken(page.next).build();
  }

  @Override
  public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
    asked(request);
    atMost(100, request.tasks());
    return DescribeTasksResponse.builder().tasks(found(tasks, request.tasks(), "task/")).build();
  }

  @Override
  public StopTaskResponse stopTask(StopTaskRequest request) {
    asked(request);
    return StopTaskResponse.builder().build();
  }

  @Override
  public UpdateServiceResponse updateService(UpdateServiceRequest request) {
    asked(request);
    return UpdateServiceResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "ecs";
  }

  @Override
  public void close() {}

  private void asked(EcsRequest request) {
    requests.add(request);
    refusal.accept(request);
  }

  private static void atMost(int most, List<String> names) {
    if (names.isEmpty() || names.size() > most) {
      throw error(400, "InvalidParameterException", "between 1 and " + most + " are allowed");
    }
  }

  private static <T> List<T> found(Map<String, T> all, List<String> names, String kind) {
    return names.stream().flatMap(name -> Stream.ofNullable(all.get(arn(name, kind)))).toList();
  }

  private static List<Failure> missing(Map<String, ?> all, List<String> names, String kind) {
    return names.stream()
        .map(name -> arn(name, kind))
        .filter(arn -> !all.containsKey(arn))
        .map(arn -> Failure.builder().arn(arn).reason("MISSING").build())
        .toList();
  }

  private static String arn(String name, String kind) {
    return name.startsWith("arn:") ? name : ARN + kind + name;
  }

  /** A page of a list; the token is the index it begins at. */
  private static final class Page {
    private final List<String> items;
    private final @Nullable String next;

    Page(Stream<String> all, @Nullable String token, @Nullable Integer most) {
      List<String> list = all.toList();
      int from = token == null ? 0 : Integer.parseInt(token);
      int to = Math.min(list.size(), from + (most == null ? 10 : most));
      items = list.subList(from, to);
      next = to < list.size() ? Integer.toString(to) : null;
    }
  }
}
