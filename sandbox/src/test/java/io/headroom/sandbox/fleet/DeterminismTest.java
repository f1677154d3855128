package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.fleet.FleetView.ServiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

class DeterminismTest {

  @Test
  void theSameSeedGivesTheSameSeriesTasksAndEvents() {
    assertThat(story(7, 1)).isEqualTo(story(7, 1));
  }

  @Test
  void howOftenTimeIsAdvancedDoesNotMatter() {
    assertThat(story(7, 1)).isEqualTo(story(7, 5));
  }

  @Test
  void anotherSeedGivesAnotherStory() {
    assertThat(story(7, 1)).isNotEqualTo(story(8, 1));
  }

  @Test
  void whatIsDoneToOneServiceDoesNotChangeAnother() {
    SimulatedFleet left = Testing.quiet();
    SimulatedFleet touched = Testing.quiet();
    touched.makeItLeak("shop", "storefront");
    touched
        .ecs()
        .updateService(r -> r.cluster("shop").service("promo-web").forceNewDeployment(true));
    left.advanceTo(minute(30));
    touched.advanceTo(minute(30));
    assertThat(view(touched, "checkout-api")).isEqualTo(view(left, "checkout-api"));
    assertThat(view(touched, "storefront")).isNotEqualTo(view(left, "storefront"));
  }

  @Test
  void timeDoesNotGoBack() {
    SimulatedFleet fleet = Testing.quiet();
    fleet.advanceTo(minute(5));
    fleet.advanceTo(START);
    assertThat(fleet.now()).isEqualTo(minute(5));
  }

  private static List<Object> story(long seed, int stride) {
    SimulatedFleet fleet = SimulatedFleet.scenario("default", seed, START);
    List<Object> story = new ArrayList<>();
    fleet.onEvent(story::add);
    for (int i = stride; i <= 100; i += stride) {
      fleet.advanceTo(minute(i));
    }
    story.add(fleet.view());
    MetricDataQuery query =
        Testing.query(
            "m1",
            "AWS/ECS",
            "MemoryUtilization",
            "Maximum",
            Map.of("ClusterName", "shop", "ServiceName", "checkout-api"));
    MetricDataResult memory =
        fleet
            .cloudWatch()
            .getMetricData(
                request ->
                    request
                        .startTime(START.minus(Duration.ofHours(2)))
                        .endTime(minute(100))
                        .metricDataQueries(query))
            .metricDataResults()
            .getFirst();
    story.add(memory.timestamps());
    story.add(memory.values());
    return story;
  }

  private static ServiceView view(SimulatedFleet fleet, String name) {
    return fleet.view().clusters().stream()
        .flatMap(each -> each.services().stream())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
