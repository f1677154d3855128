package io.headroom.infra.ecs;

import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** The clusters of a scope, as they were described last. Safe for several threads. */
final class Clusters {

  /** "clusters: a list of up to 100 cluster names". */
  static final int A_CALL = 100;

  private final EcsClient ecs;

  /** By name, as they were described last: tags and settings of a cluster hardly ever change. */
  private final Map<String, Cluster> known = new ConcurrentHashMap<>();

  Clusters(EcsClient ecs) {
    this.ecs = ecs;
  }

  /** Describes the active clusters of a scope. */
  Part<Cluster> of(Scope scope) {
    boolean named = !scope.clusters().isEmpty();
    return describe(named ? scope.clusters() : all(), named);
  }

  /** Describes those of some that were not described yet. */
  Part<Cluster> learn(Collection<String> names) {
    return describe(names.stream().filter(name -> !known.containsKey(name)).toList(), true);
  }

  /** As it was described last; null if it never was. */
  @Nullable Cluster known(String name) {
    return known.get(name);
  }

  private List<String> all() {
    return EcsCall.of(
        "ListClusters",
        "of the account",
        () ->
            ecs.listClustersPaginator(request -> request.maxResults(A_CALL)).clusterArns().stream()
                .toList());
  }

  private Part<Cluster> describe(List<String> names, boolean named) {
    var parts = new ArrayList<Part<Cluster>>();
    for (int i = 0; i < names.size(); i += A_CALL) {
      parts.add(
          Part.orOneByOne(
              names.subList(i, Math.min(i + A_CALL, names.size())),
              some -> describeSome(some, named),
              (name, e) -> Part.unread(Descriptions.lastPart(name), e)));
    }
    return Part.sum(parts);
  }

  private Part<Cluster> describeSome(List<String> names, boolean named) {
    DescribeClustersResponse described =
        EcsCall.of(
            "DescribeClusters",
            String.join(", ", names),
            () ->
                ecs.describeClusters(
                    request -> request.clusters(names).include(ServiceDescriber.OF_CLUSTERS)));
    var unread = new ArrayList<Unread>();
    for (Failure failure : described.failures()) {
      unread.add(Part.unread(Descriptions.lastPart(failure.arn()), failure));
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
}
