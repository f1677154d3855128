package io.headroom.infra.ecs;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.FleetReading;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/**
 * One reading of a scope. What cannot be read is kept with its reason and does not stop the rest;
 * where a batch is denied as a whole, its members are asked for one by one, since one that the role
 * may not see denies the call for all.
 */
final class FleetReader {

  /** "clusters: a list of up to 100 cluster names". */
  static final int CLUSTERS_A_CALL = 100;

  /** "services: a list of services to describe. You may specify up to 10". */
  static final int SERVICES_A_CALL = 10;

  private static final int SERVICES_A_PAGE = 100;
  private static final String MISSING = "MISSING";

  private final EcsClient ecs;
  private final ServiceDescriber describer;
  private final List<Service> services = new ArrayList<>();
  private final List<Unread> unread = new ArrayList<>();

  FleetReader(EcsClient ecs, ServiceDescriber describer) {
    this.ecs = ecs;
    this.describer = describer;
  }

  FleetReading read(Scope scope) {
    boolean named = !scope.clusters().isEmpty();
    List<String> clusters = named ? scope.clusters() : allClusters();
    inBatches(
        clusters,
        CLUSTERS_A_CALL,
        batch -> readClusters(batch, named),
        (cluster, e) -> unread(Descriptions.lastPart(cluster), e));
    services.sort(Comparator.comparing(Service::id));
    return new FleetReading(services, unread);
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

  private void readClusters(List<String> names, boolean named) {
    DescribeClustersResponse described =
        EcsCall.of(
            "DescribeClusters",
            String.join(", ", names),
            () ->
                ecs.describeClusters(
                    request -> request.clusters(names).include(ClusterField.SETTINGS)));
    for (Failure failure : described.failures()) {
      unread.add(unread(Descriptions.lastPart(failure.arn()), failure));
    }
    for (Cluster cluster : described.clusters()) {
      if ("ACTIVE".equals(cluster.status())) {
        readCluster(cluster);
      } else if (named) {
        unread.add(
            new Unread(
                cluster.clusterName(), Reason.NOT_FOUND, "the cluster is " + cluster.status()));
      }
    }
  }

  private void readCluster(Cluster cluster) {
    List<String> arns;
    try {
      arns =
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
                      .toList());
    } catch (FleetException e) {
      unread(cluster.clusterName(), e);
      return;
    }
    inBatches(
        arns,
        SERVICES_A_CALL,
        batch -> readServices(cluster, batch),
        (arn, e) -> unread(cluster.clusterName() + "/" + Descriptions.lastPart(arn), e));
  }

  private void readServices(Cluster cluster, List<String> arns) {
    DescribeServicesResponse described = describer.describe(cluster.clusterArn(), arns);
    for (Failure failure : described.failures()) {
      // It was deleted since it was listed.
      if (!MISSING.equals(failure.reason())) {
        unread.add(
            unread(cluster.clusterName() + "/" + Descriptions.lastPart(failure.arn()), failure));
      }
    }
    for (software.amazon.awssdk.services.ecs.model.Service service : described.services()) {
      try {
        describer.active(cluster, service).ifPresent(services::add);
      } catch (FleetException e) {
        unread(cluster.clusterName() + "/" + service.serviceName(), e);
      }
    }
  }

  private static void inBatches(
      List<String> all, int size, Consumer<List<String>> read, Failed failed) {
    for (int i = 0; i < all.size(); i += size) {
      batch(all.subList(i, Math.min(i + size, all.size())), read, failed);
    }
  }

  private static void batch(List<String> some, Consumer<List<String>> read, Failed failed) {
    try {
      read.accept(some);
    } catch (FleetException e) {
      if (e.reason() == Reason.ACCESS_DENIED && some.size() > 1) {
        some.forEach(one -> batch(List.of(one), read, failed));
      } else {
        some.forEach(one -> failed.because(one, e));
      }
    }
  }

  private void unread(String what, FleetException e) {
    unread.add(new Unread(what, e.reason(), String.valueOf(e.getMessage())));
  }

  private static Unread unread(String what, Failure failure) {
    Reason reason = MISSING.equals(failure.reason()) ? Reason.NOT_FOUND : Reason.INVALID;
    String detail = Descriptions.text(failure.detail());
    return new Unread(
        what,
        reason,
        detail.isEmpty() ? Descriptions.text(failure.reason()) : failure.reason() + ": " + detail);
  }

  /** Takes what could not be read. */
  private interface Failed {
    void because(String what, FleetException reason);
  }
}
