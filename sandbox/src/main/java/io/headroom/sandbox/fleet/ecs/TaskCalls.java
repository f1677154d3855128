package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimTask;
import io.headroom.sandbox.fleet.sim.World;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** The calls on tasks. */
final class TaskCalls {

  private static final int MOST = 100;

  /** What ECS writes where a user gives no reason. */
  private static final String NO_REASON = "Task stopped by user";

  private final World world;
  private final Lookup lookup;

  TaskCalls(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  ListTasksResponse list(ListTasksRequest request) {
    SimCluster cluster = lookup.cluster("ListTasks", request.cluster());
    if (request.serviceName() != null) {
      lookup.service(cluster, request.serviceName());
    }
    List<String> arns =
        cluster.tasks().stream()
            .filter(lookup::known)
            .filter(task -> matches(task, request))
            .map(SimTask::arn)
            .toList();
    Page<String> page =
        Page.of(arns, request.nextToken(), Page.size(request.maxResults(), MOST, MOST));
    return ListTasksResponse.builder().taskArns(page.items()).nextToken(page.nextToken()).build();
  }

  private static boolean matches(SimTask task, ListTasksRequest request) {
    DesiredStatus wanted =
        request.desiredStatus() == null ? DesiredStatus.RUNNING : request.desiredStatus();
    LaunchType launchType = request.launchType();
    String instance = request.containerInstance();
    String taskInstance = task.containerInstanceArn();
    return wanted.toString().equals(task.desiredStatus())
        && (request.serviceName() == null
            || Arns.nameOf(request.serviceName()).equals(task.service().name()))
        && (request.family() == null
            || request.family().equals(task.deployment().taskDefinition().family()))
        && (request.startedBy() == null || request.startedBy().equals(task.deployment().id()))
        && (launchType == null || launchType == task.launchType())
        && (instance == null
            || (taskInstance != null && taskInstance.endsWith(Arns.nameOf(instance))));
  }

  DescribeTasksResponse describe(DescribeTasksRequest request) {
    SimCluster cluster = lookup.cluster("DescribeTasks", request.cluster());
    if (request.tasks().isEmpty()) {
      throw EcsErrors.invalid("Tasks cannot be empty.");
    }
    if (request.tasks().size() > MOST) {
      throw EcsErrors.invalid("Tasks cannot have more than 100 elements.");
    }
    boolean withTags = request.include().contains(TaskField.TAGS);
    List<Task> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String idOrArn : request.tasks()) {
      SimTask task = lookup.task(cluster, idOrArn);
      if (task == null) {
        String arn = Arns.task(cluster.name(), Arns.nameOf(idOrArn));
        failures.add(Failure.builder().arn(arn).reason("MISSING").build());
      } else {
        found.add(RenderTask.task(task, world.now(), withTags));
      }
    }
    return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
  }

  StopTaskResponse stop(StopTaskRequest request) {
    SimCluster cluster = lookup.cluster("StopTask", request.cluster());
    SimTask task = request.task() == null ? null : lookup.task(cluster, request.task());
    if (task == null) {
      throw EcsErrors.invalid("The referenced task was not found.");
    }
    world.stop(task, request.reason() == null ? NO_REASON : request.reason());
    return StopTaskResponse.builder().task(RenderTask.task(task, world.now(), true)).build();
  }
}
