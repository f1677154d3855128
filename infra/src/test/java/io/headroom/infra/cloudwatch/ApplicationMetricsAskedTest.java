package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.app.PlannedLookout;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.InMemoryFleet;
import io.headroom.core.port.InMemoryWatchStore;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whom a runbook that needs application metrics has asked for them, and how often: each costs as
 * much as the memory itself. Of three services two have the runbook of Node.js, and two publish
 * their heap: one does and has both.
 */
final class ApplicationMetricsAskedTest {

  private static final String AGENT = "ECS/ContainerInsights/Prometheus";
  private static final String USED = "nodejs_heap_size_used_bytes";
  private static final String LIMIT = "nodejs_heap_size_limit_bytes";
  private static final String RUNBOOK = "nodejs-heap";

  private static final int SETTLED = 20;
  private static final int FULL_FROM = 41;

  private Instant now = PublishingCloud.START.plusSeconds(20);
  private final PublishingCloud cloud = new PublishingCloud();
  private final InMemoryFleet fleet = new InMemoryFleet(() -> now);
  private final PlannedLookout lookout =
      new PlannedLookout(
          new CloudWatchMetrics(cloud), new InMemoryWatchStore(), Runbooks.bundled(), Abreast.ONE);

  @Test
  void onlyWhereARuleNeedsThemAndTheServicePublishesThemAndNotEachMinuteWhileQuiet() {
    fleet.with(service("both", Map.of(Tags.RUNBOOK, RUNBOOK)));
    fleet.with(service("silent", Map.of(Tags.RUNBOOK, RUNBOOK)));
    fleet.with(service("unasked", Map.of()));
    publishesHeap("both");
    publishesHeap("unasked");
    minutes(SETTLED);

    List<String> quiet = minutes(20);
    assertThat(count(quiet, "AWS/ECS MemoryUtilization")).isEqualTo(3 * 4);
    assertThat(count(quiet, AGENT + " " + USED)).isEqualTo(4);
    assertThat(count(quiet, AGENT + " " + LIMIT)).isEqualTo(4);

    minutes(FULL_FROM + 5 - SETTLED - 20);
    List<String> near = minutes(10);
    assertThat(count(near, "AWS/ECS MemoryUtilization")).isEqualTo(2 * 2 + 10);
    assertThat(count(near, AGENT + " " + USED)).isEqualTo(10);
    assertThat(count(near, AGENT + " " + LIMIT)).isEqualTo(10);
  }

  /** The metrics that were asked for while minutes passed. */
  private List<String> minutes(int count) {
    int before = cloud.calls.size();
    for (int i = 0; i < count; i++) {
      now = now.plus(Duration.ofMinutes(1));
      lookout.look(SampleServices.SCOPE, Set.of(), fleet, now);
    }
    return cloud.calls.subList(before, cloud.calls.size()).stream().flatMap(List::stream).toList();
  }

  private static long count(List<String> asked, String metric) {
    return asked.stream().filter(metric::equals).count();
  }

  private void publishesHeap(String name) {
    var dimensions = Map.of("ClusterName", "shop", "TaskDefinitionFamily", name);
    cloud.publish(
        AGENT, USED, dimensions, minute -> Bytes.mib(minute < FULL_FROM ? 50 : 88).value());
    cloud.publish(AGENT, LIMIT, dimensions, minute -> Bytes.mib(100).value());
  }

  /** A service without metrics per task. */
  private static Service service(String name, Map<String, String> tags) {
    return new Service(
        SampleServices.id("shop", name),
        2,
        2,
        0,
        SampleServices.definition(
            name,
            1,
            true,
            Optional.of(Bytes.mib(512)),
            new Container("app", true, Optional.empty(), Optional.empty(), Map.of())),
        List.of(),
        Service.Controller.ECS,
        Service.Insights.OFF,
        tags,
        List.of());
  }
}
