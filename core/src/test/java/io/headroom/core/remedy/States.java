package io.headroom.core.remedy;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.Deployment.Status;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Controller;
import io.headroom.core.fleet.Task;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** States of a service, to be changed one thing at a time. Its tasks are {@code task-1} and on. */
record States(
    TaskDefinition definition,
    int desired,
    List<Deployment> deployments,
    List<Task> tasks,
    Controller controller,
    Optional<ScalingRange> scaling,
    List<MemorySeries> memory) {

  static final Bytes LIMIT = Bytes.mib(1024);

  /** Four Fargate tasks of 1 GiB that run, deployed as {@code ecs-svc/1}. */
  static States steady() {
    return of(SampleServices.fargate("shop", "cart", 4, LIMIT).taskDefinition(), 4);
  }

  static States of(TaskDefinition definition, int desired) {
    return new States(
        definition,
        desired,
        List.of(deployment("1", Status.PRIMARY, Rollout.COMPLETED, definition, desired, desired)),
        IntStream.rangeClosed(1, desired)
            .mapToObj(number -> task("task-" + number, Task.Status.RUNNING))
            .toList(),
        Controller.ECS,
        Optional.empty(),
        List.of());
  }

  static Task task(String id, Task.Status status) {
    return new Task(id, "arn", Optional.of("ecs-svc/1"), status, Optional.of(TestSeries.NOON));
  }

  static Deployment deployment(
      String id,
      Status status,
      Rollout rollout,
      TaskDefinition definition,
      int desired,
      int running) {
    return new Deployment(
        "ecs-svc/" + id,
        status,
        rollout,
        rollout == Rollout.FAILED ? "tasks failed to start" : "",
        definition.arn(),
        TestSeries.NOON,
        desired,
        running,
        desired - running,
        0);
  }

  States deployed(Deployment... now) {
    return new States(definition, desired, List.of(now), tasks, controller, scaling, memory);
  }

  States tasks(Task... now) {
    return new States(definition, desired, deployments, List.of(now), controller, scaling, memory);
  }

  States desired(int now) {
    return new States(definition, now, deployments, tasks, controller, scaling, memory);
  }

  States controller(Controller now) {
    return new States(definition, desired, deployments, tasks, now, scaling, memory);
  }

  States scaling(int minimum, int maximum) {
    return new States(
        definition,
        desired,
        deployments,
        tasks,
        controller,
        Optional.of(new ScalingRange(minimum, maximum)),
        memory);
  }

  States runs(TaskDefinition now) {
    return new States(now, desired, deployments, tasks, controller, scaling, memory);
  }

  /** A task, or the service as a whole, uses so many percent now. */
  States uses(Subject subject, int percent) {
    List<MemorySeries> now = new ArrayList<>(memory);
    now.add(TestSeries.of(subject, Bytes.mib(100), 5, minute -> percent));
    return new States(definition, desired, deployments, tasks, controller, scaling, now);
  }

  Service service() {
    return new Service(
        SampleServices.id("shop", "cart"),
        desired,
        (int) tasks.stream().filter(task -> task.status() == Task.Status.RUNNING).count(),
        (int) tasks.stream().filter(task -> task.status() == Task.Status.STARTING).count(),
        definition,
        deployments,
        controller,
        Service.Insights.ENHANCED,
        Map.of(),
        List.of());
  }

  ServiceState state() {
    return new ServiceState(service(), tasks, scaling, new ServiceMemory(memory));
  }
}
