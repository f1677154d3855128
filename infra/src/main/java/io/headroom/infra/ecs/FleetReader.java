package io.headroom.infra.ecs;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetListing;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;

/**
 * Readings of a scope. What cannot be read is kept with its reason and does not stop the rest;
 * where a batch is denied as a whole, its members are asked for one by one, since one that the role
 * may not see denies the call for all.
 */
final class FleetReader {

  /** "services: a list of services to describe. You may specify up to 10". */
  static final int SERVICES_A_CALL = 10;

  /**
   * "Task definition read actions: 50, and 20 a second": so many that this instance has not seen
   * yet take half a minute. A fleet with more is known after some checks.
   */
  static final int NEW_DEFINITIONS_A_READING = 500;

  private static final int SERVICES_A_PAGE = 100;

  private final EcsClient ecs;
  private final Clusters clusters;
  private final ServiceDescriber describer;
  private final TaskDefinitions definitions;
  private final Abreast abreast;

  FleetReader(
      EcsClient ecs, ServiceDescriber describer, TaskDefinitions definitions, Abreast abreast) {
    this.ecs = ecs;
    this.clusters = new Clusters(ecs);
    this.describer = describer;
    this.definitions = definitions;
    this.abreast = abreast;
  }

  /** Services to describe in one call, or one that was described, with their cluster. */
  private record Batch(Cluster cluster, List<String> names) {}

  private record Described(
      Cluster cluster, software.amazon.awssdk.services.ecs.model.Service service) {

    String name() {
      return cluster.clusterName() + "/" + service.serviceName();
    }
  }

  FleetListing list(Scope scope) {
    Part<Cluster> inScope = clusters.of(scope);
    Part<ServiceId> listed = Part.sum(abreast.map(inScope.read(), this::list));
    return new FleetListing(
        listed.read().stream().sorted().toList(), joined(inScope.unread(), listed.unread()));
  }

  FleetReading describe(List<ServiceId> ids) {
    Map<String, List<ServiceId>> byCluster =
        ids.stream()
            .distinct()
            .sorted()
            .collect(Collectors.groupingBy(ServiceId::cluster, TreeMap::new, Collectors.toList()));
    Part<Cluster> learned = clusters.learn(byCluster.keySet());
    Part<Described> described =
        Part.sum(abreast.map(batches(byCluster), batch -> describe(batch.cluster(), batch)));
    Part<Service> services = services(described.read());
    return new FleetReading(
        services.read().stream().sorted(Comparator.comparing(Service::id)).toList(),
        joined(learned.unread(), joined(described.unread(), services.unread())));
  }

  private List<Batch> batches(Map<String, List<ServiceId>> byCluster) {
    var batches = new ArrayList<Batch>();
    byCluster.forEach(
        (name, ids) -> {
          Cluster cluster = clusters.known(name);
          for (int i = 0; cluster != null && i < ids.size(); i += SERVICES_A_CALL) {
            List<ServiceId> some = ids.subList(i, Math.min(i + SERVICES_A_CALL, ids.size()));
            batches.add(new Batch(cluster, some.stream().map(ServiceId::name).toList()));
          }
        });
    return batches;
  }

  private static List<Unread> joined(List<Unread> some, List<Unread> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private Part<ServiceId> list(Cluster cluster) {
    try {
      return Part.of(
          EcsCall.of(
              "ListServices",
              cluster.clusterName(),
              () ->
                  ecs
                      .listServicesPaginator(
                          request ->
                              request.cluster(cluster.clusterArn()).maxResults(SERVICES_A_PAGE))
                      .serviceArns()
                      .stream()
                      .map(arn -> ServiceDescriber.id(cluster, Descriptions.lastPart(arn)))
                      .toList()));
    } catch (FleetException e) {
      return Part.not(Part.unread(cluster.clusterName(), e));
    }
  }

  private Part<Described> describe(Cluster cluster, Batch batch) {
    return Part.orOneByOne(
        batch.names(),
        names -> describe(cluster, names),
        (name, e) -> Part.unread(cluster.clusterName() + "/" + name, e));
  }

  private Part<Described> describe(Cluster cluster, List<String> names) {
    DescribeServicesResponse described = describer.describe(cluster.clusterArn(), names);
    return new Part<>(
        described.services().stream().map(service -> new Described(cluster, service)).toList(),
        described.failures().stream()
            // It was deleted since it was listed.
            .filter(failure -> !Part.isMissing(failure))
            .map(
                failure ->
                    Part.unread(
                        cluster.clusterName() + "/" + Descriptions.lastPart(failure.arn()),
                        failure))
            .toList());
  }

  private Part<Service> services(List<Described> described) {
    Set<String> later = later(described);
    return Part.sum(
        abreast.map(
            described,
            one -> {
              if (later.contains(String.valueOf(one.service().taskDefinition()))) {
                return Part.not(
                    new Unread(
                        one.name(),
                        Reason.THROTTLED,
                        "%d new task definitions were read; this one's turn comes at the next check"
                            .formatted(NEW_DEFINITIONS_A_READING)));
              }
              try {
                return Part.of(describer.active(one.cluster(), one.service()).stream().toList());
              } catch (FleetException e) {
                return Part.not(Part.unread(one.name(), e));
              }
            }));
  }

  /** Revisions that this reading has no time for. */
  private Set<String> later(List<Described> described) {
    return described.stream()
        .map(one -> one.service().taskDefinition())
        .filter(Objects::nonNull)
        .distinct()
        .filter(arn -> !definitions.knows(arn))
        .skip(NEW_DEFINITIONS_A_READING)
        .collect(Collectors.toSet());
  }
}
