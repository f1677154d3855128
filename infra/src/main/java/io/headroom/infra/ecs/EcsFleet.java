package io.headroom.infra.ecs;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.ScalingRange;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Fleet;
import io.headroom.core.remedy.LimitChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * ECS, and Application Auto Scaling for the range of a service, through the SDK. Holds nothing but
 * descriptions of task definition revisions, which never change, and of clusters, as they were when
 * their services were listed last.
 */
public final class EcsFleet implements Fleet {

  /** "tasks: a list of up to 100 task IDs". */
  static final int TASKS_A_CALL = 100;

  /** What ECS keeps of a reason at the most; more is refused. */
  private static final int REASON_LENGTH = 255;

  private final EcsClient ecs;
  private final ApplicationAutoScalingClient scaling;
  private final TaskDefinitions definitions;
  private final ServiceDescriber describer;
  private final FleetReader reader;

  /**
   * @param roles those that may be handed on to a task definition that is registered
   */
  public EcsFleet(EcsClient ecs, ApplicationAutoScalingClient scaling, PassableRoles roles) {
    this(ecs, scaling, roles, Abreast.ONE);
  }

  /**
   * @param roles those that may be handed on to a task definition that is registered
   * @param abreast how many calls a reading of the fleet makes at the same time
   */
  public EcsFleet(
      EcsClient ecs, ApplicationAutoScalingClient scaling, PassableRoles roles, Abreast abreast) {
    this.ecs = ecs;
    this.scaling = scaling;
    this.definitions = new TaskDefinitions(ecs, roles);
    this.describer = new ServiceDescriber(ecs, definitions);
    this.reader = new FleetReader(ecs, describer, definitions, abreast);
  }

  @Override
  public FleetListing list(Scope scope) {
    return reader.list(scope);
  }

  @Override
  public FleetReading describe(List<ServiceId> services) {
    return reader.describe(services);
  }

  @Override
  public Optional<Service> service(ServiceId id) {
    return describer.find(id);
  }

  @Override
  public List<Task> tasks(ServiceId id) {
    return described(id, DesiredStatus.RUNNING).stream()
        .flatMap(task -> Descriptions.task(task).stream())
        .toList();
  }

  @Override
  public List<StoppedTask> stopped(ServiceId id) {
    return described(id, DesiredStatus.STOPPED).stream()
        .flatMap(task -> Descriptions.stoppedTask(id, task).stream())
        .sorted(Comparator.comparing(StoppedTask::stoppedAt).reversed())
        .toList();
  }

  @Override
  public Optional<ScalingRange> scaling(ServiceId id) {
    return EcsCall.of(
        "DescribeScalableTargets",
        id,
        () ->
            scaling
                .describeScalableTargets(
                    request ->
                        request
                            .serviceNamespace(ServiceNamespace.ECS)
                            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                            .resourceIds(resource(id)))
                .scalableTargets()
                .stream()
                .findFirst()
                .map(target -> new ScalingRange(target.minCapacity(), target.maxCapacity())));
  }

  @Override
  public void restart(ServiceId id) {
    update(id, request -> request.forceNewDeployment(true));
  }

  @Override
  public void stopTask(ServiceId id, String task, String reason) {
    String shortened = reason.substring(0, Math.min(reason.length(), REASON_LENGTH));
    try {
      EcsCall.of(
          "StopTask",
          id + ", task " + task,
          () ->
              ecs.stopTask(request -> request.cluster(id.cluster()).task(task).reason(shortened)));
    } catch (FleetException e) {
      if (!unknownTask(e)) {
        throw e;
      }
    }
  }

  @Override
  public String registerWithLimit(String taskDefinition, LimitChange change, String remedy) {
    return definitions.registerWithLimit(taskDefinition, change, remedy);
  }

  @Override
  public void deploy(ServiceId id, String taskDefinition) {
    update(id, request -> request.taskDefinition(taskDefinition));
  }

  @Override
  public void setDesired(ServiceId id, int desired) {
    update(id, request -> request.desiredCount(desired));
  }

  @Override
  public void setScaling(ServiceId id, ScalingRange range) {
    EcsCall.of(
        "RegisterScalableTarget",
        id,
        () ->
            scaling.registerScalableTarget(
                request ->
                    request
                        .serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .resourceId(resource(id))
                        .minCapacity(range.minimum())
                        .maxCapacity(range.maximum())));
  }

  private void update(ServiceId id, Consumer<UpdateServiceRequest.Builder> change) {
    EcsCall.of(
        "UpdateService",
        id,
        () ->
            ecs.updateService(
                request -> request.cluster(id.cluster()).service(id.name()).applyMutation(change)));
  }

  private List<software.amazon.awssdk.services.ecs.model.Task> described(
      ServiceId id, DesiredStatus status) {
    List<String> arns =
        EcsCall.of(
            "ListTasks",
            id,
            () ->
                ecs
                    .listTasksPaginator(
                        request ->
                            request
                                .cluster(id.cluster())
                                .serviceName(id.name())
                                .desiredStatus(status)
                                .maxResults(TASKS_A_CALL))
                    .taskArns()
                    .stream()
                    .toList());
    var tasks = new ArrayList<software.amazon.awssdk.services.ecs.model.Task>();
    for (int i = 0; i < arns.size(); i += TASKS_A_CALL) {
      List<String> batch = arns.subList(i, Math.min(i + TASKS_A_CALL, arns.size()));
      tasks.addAll(
          EcsCall.of(
                  "DescribeTasks",
                  id,
                  () -> ecs.describeTasks(request -> request.cluster(id.cluster()).tasks(batch)))
              .tasks());
    }
    return tasks;
  }

  /** ECS says InvalidParameterException, "The referenced task was not found". */
  private static boolean unknownTask(FleetException e) {
    return e.reason() == Reason.INVALID && String.valueOf(e.getMessage()).contains("not found");
  }

  private static String resource(ServiceId id) {
    return "service/%s/%s".formatted(id.cluster(), id.name());
  }
}
