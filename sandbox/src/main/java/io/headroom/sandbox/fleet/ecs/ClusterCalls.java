package io.headroom.sandbox.fleet.ecs;

import io.headroom.sandbox.fleet.sim.Arns;
import io.headroom.sandbox.fleet.sim.SimCluster;
import io.headroom.sandbox.fleet.sim.SimService;
import io.headroom.sandbox.fleet.sim.World;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/** The calls on clusters. */
final class ClusterCalls {

  private static final int MOST = 100;

  private final World world;
  private final Lookup lookup;

  ClusterCalls(World world, Lookup lookup) {
    this.world = world;
    this.lookup = lookup;
  }

  ListClustersResponse list(ListClustersRequest request) {
    lookup.admit();
    List<String> arns = world.clusters().stream().map(SimCluster::arn).toList();
    Page<String> page =
        Page.of(arns, request.nextToken(), Page.size(request.maxResults(), MOST, MOST));
    return ListClustersResponse.builder()
        .clusterArns(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  DescribeClustersResponse describe(DescribeClustersRequest request) {
    lookup.admit();
    List<String> names = request.clusters().isEmpty() ? List.of("default") : request.clusters();
    if (names.size() > MOST) {
      throw EcsErrors.invalid("Clusters cannot have more than 100 elements.");
    }
    boolean withSettings = request.include().contains(ClusterField.SETTINGS);
    List<Cluster> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String nameOrArn : names) {
      String name = Arns.nameOf(nameOrArn);
      if (world.faults().forbids(name)) {
        throw EcsErrors.accessDenied("DescribeClusters", Arns.cluster(name));
      }
      SimCluster cluster = world.cluster(name);
      if (cluster == null) {
        failures.add(Failure.builder().arn(Arns.cluster(name)).reason("MISSING").build());
      } else {
        found.add(render(cluster, withSettings));
      }
    }
    return DescribeClustersResponse.builder().clusters(found).failures(failures).build();
  }

  private static Cluster render(SimCluster cluster, boolean withSettings) {
    List<SimService> services = cluster.services();
    Cluster.Builder builder =
        Cluster.builder()
            .clusterArn(cluster.arn())
            .clusterName(cluster.name())
            .status("ACTIVE")
            .registeredContainerInstancesCount(cluster.instanceCount())
            .runningTasksCount(services.stream().mapToInt(each -> each.runningTasks().size()).sum())
            .pendingTasksCount(services.stream().mapToInt(each -> each.pendingTasks().size()).sum())
            .activeServicesCount(
                (int) services.stream().filter(each -> each.status().equals("ACTIVE")).count());
    if (withSettings) {
      builder.settings(
          ClusterSetting.builder()
              .name(ClusterSettingName.CONTAINER_INSIGHTS)
              .value(cluster.insights().value())
              .build());
    }
    return builder.build();
  }
}
