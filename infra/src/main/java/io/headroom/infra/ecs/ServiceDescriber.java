package io.headroom.infra.ecs;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** Describes services with what belongs to them: task definition, and metrics of the cluster. */
final class ServiceDescriber {

  /** What is read of clusters besides their names. */
  static final Set<ClusterField> OF_CLUSTERS = Set.of(ClusterField.SETTINGS, ClusterField.TAGS);

  private final EcsClient ecs;
  private final TaskDefinitions definitions;

  ServiceDescriber(EcsClient ecs, TaskDefinitions definitions) {
    this.ecs = ecs;
    this.definitions = definitions;
  }

  /** One service; empty if it, or its cluster, does not exist or is not active. */
  Optional<Service> find(ServiceId id) {
    Optional<Cluster> cluster =
        EcsCall.of(
            "DescribeClusters",
            id.cluster(),
            () ->
                ecs
                    .describeClusters(
                        request -> request.clusters(id.cluster()).include(OF_CLUSTERS))
                    .clusters()
                    .stream()
                    .filter(found -> "ACTIVE".equals(found.status()))
                    .findFirst());
    if (cluster.isEmpty()) {
      return Optional.empty();
    }
    try {
      return describe(id.cluster(), List.of(id.name())).services().stream()
          .findFirst()
          .flatMap(service -> active(cluster.get(), service));
    } catch (FleetException e) {
      if (e.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  DescribeServicesResponse describe(String cluster, List<String> services) {
    return EcsCall.of(
        "DescribeServices",
        Descriptions.lastPart(cluster)
            + "/"
            + String.join(", ", services.stream().map(Descriptions::lastPart).toList()),
        () ->
            ecs.describeServices(
                request -> request.cluster(cluster).services(services).include(ServiceField.TAGS)));
  }

  /** A described service with its task definition; empty if it drains or is inactive. */
  Optional<Service> active(
      Cluster cluster, software.amazon.awssdk.services.ecs.model.Service service) {
    if (!"ACTIVE".equals(service.status())) {
      return Optional.empty();
    }
    return Optional.of(
        Descriptions.service(
            id(cluster, service.serviceName()),
            service,
            definitions.get(taskDefinition(service)),
            cluster));
  }

  /** From the cluster's ARN: a service that is older than 2018 may have one without the cluster. */
  static ServiceId id(Cluster cluster, String service) {
    Matcher matcher = Arns.CLUSTER.matcher(cluster.clusterArn());
    if (!matcher.matches()) {
      throw new FleetException(
          Reason.INVALID, "\"%s\" is not the ARN of a cluster".formatted(cluster.clusterArn()));
    }
    return new ServiceId(matcher.group(2), matcher.group(1), matcher.group(3), service);
  }

  /** An external controller keeps the revision in its task sets instead. */
  private static String taskDefinition(software.amazon.awssdk.services.ecs.model.Service service) {
    @Nullable String own = service.taskDefinition();
    if (own != null) {
      return own;
    }
    return service.taskSets().stream()
        .filter(set -> "PRIMARY".equals(set.status()))
        .findFirst()
        .map(TaskSet::taskDefinition)
        .orElseThrow(
            () ->
                new FleetException(
                    Reason.INVALID,
                    "service %s has no task definition, nor a primary task set with one"
                        .formatted(service.serviceName())));
  }
}
