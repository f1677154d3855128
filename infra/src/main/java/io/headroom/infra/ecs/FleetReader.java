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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/**
 * Readings of a scope. What cannot be read is kept with its reason and does not stop the rest;
 * where a batch is denied as a whole, its members are asked for one by one, since one that the role
 * may not see denies the call for all.
 */
final class FleetReader {

  /** "clusters: a list of up to 100 cluster names". */
  static final int CLUSTERS_A_CALL = 100;

  /** "services: a list of services to describe. You may specify up to 10". */
  static final int SERVICES_A_CALL = 10;

  /**
   * "Task definition read actions: 50, and 20 a second": so many that this instance has not seen
   * yet take half a minute. A fleet with more is known after some checks.
   */
  static final int NEW_DEFINITIONS_A_READING = 500;

  private static final int SERVICES_A_PAGE = 100;
  private static final String MISSING = "MISSING";

  private final EcsClient ecs;
  private final ServiceDescriber describer;
  private final TaskDefinitions definitions;
  private final Abreast abreast;

  /** By name, as they were described last: tags and settings of a cluster hardly ever change. */
  private final Map<String, Cluster> known = new ConcurrentHashMap<>();

  FleetReader(
      EcsClient ecs, ServiceDescriber describer, TaskDefinitions definitions, Abreast abreast) {
    this.ecs = ecs;
    this.describer = describer;
    this.definitions = definitions;
    this.abreast = abreast;
  }

  /** Some of what is read, and what of it could not be. */
  private record Part<T>(List<T> read, List<Unread> unread) {

    static <T> Part<T> of(List<T> read) {
      return new Part<>(read, List.of());
    }

    static <T> Part<T> not(Unread unread) {
      return new Part<>(List.of(), List.of(unread));
    }

    static <T> Part<T> sum(List<Part<T>> parts) {
      return new Part<>(
          parts.stream().flatMap(part -> part.read().stream()).toList(),
          parts.stream().flatMap(part -> part.unread().stream()).toList());
    }
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
    boolean named = !scope.clusters().isEmpty();
    Part<Cluster> clusters = clusters(named ? scope.clusters() : allClusters(), named);
    Part<ServiceId> listed = Part.sum(abreast.map(clusters.read(), this::list));
    return new FleetListing(
        listed.read().stream().sorted().toList(), joined(clusters.unread(), listed.unread()));
  }

  FleetReading describe(List<ServiceId> ids) {
    Map<String, List<ServiceId>> byCluster =
        ids.stream()
            .distinct()
            .sorted()
            .collect(Collectors.groupingBy(ServiceId::cluster, TreeMap::new, Collectors.toList()));
    List<String> unseen =
        byCluster.keySet().stream().filter(name -> !known.containsKey(name)).toList();
    Part<Cluster> clusters = clusters(unseen, true);
    Part<Described> described =
        Part.sum(abreast.map(batches(byCluster), batch -> describe(batch.cluster(), batch)));
    Part<Service> services = services(described.read());
    return new FleetReading(
        services.read().stream().sorted(Comparator.comparing(Service::id)).toList(),
        joined(clusters.unread(), joined(described.unread(), services.unread())));
  }

  private List<Batch> batches(Map<String, List<ServiceId>> byCluster) {
    var batches = new ArrayList<Batch>();
    byCluster.forEach(
        (name, ids) -> {
          Cluster cluster = known.get(name);
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

  private List<String> allClusters() {
    return EcsCall.of(
        "ListClusters",
        "of the account",
        () ->
            ecs
                .listClustersPaginator(request -> request.maxResults(CLUSTERS_A_CALL))
                .clusterArns()
                .stream()
                .toList());
  }

  private Part<Cluster> clusters(List<String> names, boolean named) {
    var parts = new ArrayList<Part<Cluster>>();
    for (int i = 0; i < names.size(); i += CLUSTERS_A_CALL) {
      parts.add(
          orOneByOne(
              names.subList(i, Math.min(i + CLUSTERS_A_CALL, names.size())),
              some -> describeClusters(some, named),
              (name, e) -> unread(Descriptions.lastPart(name), e)));
    }
    return Part.sum(parts);
  }

  private Part<Cluster> describeClusters(List<String> names, boolean named) {
    DescribeClustersResponse described =
        EcsCall.of(
            "DescribeClusters",
            String.join(", ", names),
            () ->
                ecs.describeClusters(
                    request -> request.clusters(names).include(ServiceDescriber.OF_CLUSTERS)));
    var unread = new ArrayList<Unread>();
    for (Failure failure : described.failures()) {
      unread.add(unread(Descriptions.lastPart(failure.arn()), failure));
    }
    var active = new ArrayList<Cluster>();
    for (Cluster cluster : described.clusters()) {
      if ("ACTIVE".equals(cluster.status())) {
        active.add(cluster);
        known.put(cluster.clusterName(), cluster);
      } else if (named) {
        unread.add(
            new Unread(
                cluster.clusterName(), Reason.NOT_FOUND, "the cluster is " + cluster.status()));
      }
    }
    return new Part<>(active, unread);
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
      return Part.not(unread(cluster.clusterName(), e));
    }
  }

  private Part<Described> describe(Cluster cluster, Batch batch) {
    return orOneByOne(
        batch.names(),
        names -> describe(cluster, names),
        (name, e) -> unread(cluster.clusterName() + "/" + name, e));
  }

  private Part<Described> describe(Cluster cluster, List<String> names) {
    DescribeServicesResponse described = describer.describe(cluster.clusterArn(), names);
    return new Part<>(
        described.services().stream().map(service -> new Described(cluster, service)).toList(),
        described.failures().stream()
            // It was deleted since it was listed.
            .filter(failure -> !MISSING.equals(failure.reason()))
            .map(
                failure ->
                    unread(
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
                return Part.not(unread(one.name(), e));
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

  private static <T> Part<T> orOneByOne(
      List<String> some,
      Function<List<String>, Part<T>> read,
      BiFunction<String, FleetException, Unread> failed) {
    try {
      return read.apply(some);
    } catch (FleetException e) {
      if (e.reason() == Reason.ACCESS_DENIED && some.size() > 1) {
        return Part.sum(some.stream().map(one -> orOneByOne(List.of(one), read, failed)).toList());
      }
      return new Part<>(List.of(), some.stream().map(one -> failed.apply(one, e)).toList());
    }
  }

  private static Unread unread(String what, FleetException e) {
    return new Unread(what, e.reason(), String.valueOf(e.getMessage()));
  }

  private static Unread unread(String what, Failure failure) {
    Reason reason = MISSING.equals(failure.reason()) ? Reason.NOT_FOUND : Reason.INVALID;
    String detail = Descriptions.text(failure.detail());
    return new Unread(
        what,
        reason,
        detail.isEmpty() ? Descriptions.text(failure.reason()) : failure.reason() + ": " + detail);
  }
}
