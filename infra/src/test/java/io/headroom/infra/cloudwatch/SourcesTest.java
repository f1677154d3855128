package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the memory of a service is asked for, and what that costs. */
final class SourcesTest {

  private static final ServiceId CART = SampleServices.id("shop", "cart");
  private static final String AGENT = "ECS/ContainerInsights/Prometheus";
  private static final String UTILIZATION = "AWS/ECS MemoryUtilization";
  private static final String UTILIZED = "ECS/ContainerInsights MemoryUtilized";
  private static final String RESIDENT = AGENT + " process_resident_memory_bytes";
  private static final String FIRST = "0123456789abcdef0123456789abcdef";
  private static final String SECOND = "fedcba9876543210fedcba9876543210";

  private final PublishingCloud cloud = new PublishingCloud();
  private final CloudWatchMetrics metrics = new CloudWatchMetrics(cloud);
  private Instant now = PublishingCloud.START.plus(Duration.ofMinutes(60));

  @Test
  void whereAwsEcsHasItNothingElseIsAskedOrListed() {
    residents(AGENT);
    MetricsReading reading = read(service(Insights.ON));
    assertThat(reading.published(CART).source()).isEqualTo(Source.UTILIZATION);
    assertThat(reading.queries()).isEqualTo(1);
    assertThat(cloud.calls).containsExactly(List.of(UTILIZATION));
    assertThat(cloud.listed).isEmpty();
  }

  @Test
  void whereItHasNothingTheOthersAreAskedInTheSameReadingAndTheBestOfThemFromThenOn() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    utilized();
    MetricsReading first = read(service(Insights.ON));
    assertThat(first.published(CART).source()).isEqualTo(Source.INSIGHTS);
    assertThat(memory(first)).hasSize(1);
    assertThat(first.queries()).isEqualTo(3);
    assertThat(cloud.calls).containsExactly(List.of(UTILIZATION), List.of(UTILIZED, RESIDENT));
    assertThat(first.published(CART).missing())
        .as("AWS documents an average")
        .anyMatch(line -> line.startsWith("the hottest task: "));
    cloud.calls.clear();
    assertThat(read(service(Insights.ON)).queries()).isEqualTo(1);
    assertThat(cloud.calls).containsExactly(List.of(UTILIZED));
  }

  @Test
  void anApplicationsOwnMetricComesLastAndIsMeasuredByTheTaskDefinition() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    MetricsReading reading = read(service(Insights.OFF));
    assertThat(reading.published(CART).source()).isEqualTo(Source.APPLICATION);
    assertThat(reading.published(CART).applications())
        .containsExactly("memory used: process_resident_memory_bytes in " + AGENT);
    MemorySeries whole = memory(reading).getFirst();
    assertThat(whole.subject()).isEqualTo(Subject.SERVICE);
    assertThat(whole.limit()).isEqualTo(Bytes.mib(512));
    assertThat(whole.newest().orElseThrow().bytes()).isEqualTo(400e6);
    assertThat(whole.size()).isEqualTo(10);
  }

  @Test
  void whatIsBetterIsTriedAgainEverMoreRarelyAndTakenUpWhenItIsThere() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    read(service(Insights.OFF));
    cloud.calls.clear();
    var tried = new ArrayList<Integer>();
    for (int minute = 1; minute <= 240; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      if (read(service(Insights.OFF)).queries() > 1) {
        tried.add(minute);
      }
    }
    assertThat(tried).containsExactly(5, 10, 20, 40, 80, 140, 200);
    cloud.silent.clear();
    now = now.plus(Duration.ofMinutes(20));
    MetricsReading better = read(service(Insights.OFF));
    assertThat(better.published(CART).source()).isEqualTo(Source.UTILIZATION);
    assertThat(memory(better)).hasSize(1);
    assertThat(memory(better).getFirst().newest().orElseThrow().bytes())
        .isEqualTo((double) Bytes.mib(256).value());
    assertThat(read(service(Insights.OFF)).queries()).isEqualTo(1);
  }

  @Test
  void aGapOfMinutesIsNoReasonToMeasureOtherwise() {
    residents(AGENT);
    utilized();
    read(service(Insights.OFF));
    cloud.silent.add("AWS/ECS");
    now = now.plus(Duration.ofMinutes(15));
    MetricsReading gap = read(service(Insights.OFF));
    assertThat(gap.series()).containsEntry(CART, List.of());
    assertThat(gap.published(CART).source()).isEqualTo(Source.UTILIZATION);
    assertThat(gap.queries()).isEqualTo(1);
    assertThat(gap.published(CART).missing()).noneMatch(line -> line.startsWith("memory: "));
    assertThat(read(service(Insights.ON)).published(CART).source())
        .as("the same measure may stand in at once")
        .isEqualTo(Source.INSIGHTS);

    var other = new CloudWatchMetrics(cloud);
    cloud.silent.clear();
    read(other, service(Insights.OFF));
    cloud.silent.add("AWS/ECS");
    now = now.plus(Sources.SILENCE);
    assertThat(read(other, service(Insights.OFF)).published(CART).source())
        .as("but silence of an hour is no gap")
        .isEqualTo(Source.APPLICATION);
  }

  @Test
  void aServiceThatIsNowhereHasNoSamplesAndIsSaidToBeMissing() {
    cloud.silent.add("AWS/ECS");
    MetricsReading reading = read(service(Insights.ON));
    assertThat(reading.series()).containsEntry(CART, List.of());
    assertThat(reading.published(CART).source()).isEqualTo(Source.UTILIZATION);
    assertThat(reading.published(CART).missing())
        .anyMatch(line -> line.startsWith("memory: AWS/ECS has nothing of it, nor "));
  }

  @Test
  void whatDoesNotRunIsNotLookedForElsewhere() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    Service stopped = with(service(Insights.ON), 0, Map.of());
    assertThat(read(stopped).queries()).isEqualTo(1);
  }

  @Test
  void aCallThatFailedSaysNothingOfWhereAServiceIs() {
    residents(AGENT);
    cloud.fails = true;
    MetricsReading failed = read(service(Insights.OFF));
    assertThat(failed.series()).isEmpty();
    assertThat(failed.calls()).isEqualTo(1);
    cloud.fails = false;
    assertThat(read(service(Insights.OFF)).published(CART).source()).isEqualTo(Source.UTILIZATION);
  }

  @Test
  void itsTasksAreAskedForWhereADimensionTellsThemAndTheContainersOfEachAreAddedUp() {
    cloud.silent.add("AWS/ECS");
    for (String task : List.of(FIRST, SECOND)) {
      container(task, "app", task.equals(FIRST) ? 300e6 : 200e6);
      container(task, "proxy", 50e6);
    }
    Service service = twoContainers();
    MetricsReading quiet = read(service);
    assertThat(quiet.published(CART).perTask()).hasValue(Source.APPLICATION);
    assertThat(memory(quiet)).extracting(MemorySeries::subject).containsExactly(Subject.SERVICE);
    assertThat(memory(quiet).getFirst().newest().orElseThrow().bytes()).isEqualTo(350e6);

    MetricsReading near = read(service, SECOND);
    assertThat(memory(near))
        .extracting(MemorySeries::subject)
        .containsExactly(Subject.SERVICE, Subject.task(SECOND));
    assertThat(memory(near).getLast().newest().orElseThrow().bytes()).isEqualTo(250e6);
    assertThat(near.queries()).as("each series once").isEqualTo(4);
  }

  @Test
  void onFargateTheIdOfAContainerBeginsWithItsTasks() {
    cloud.silent.add("AWS/ECS");
    for (String container : List.of("app", "proxy")) {
      cloud.publish(
          "shop/otel",
          "container.memory.utilized",
          Map.of(
              "aws.ecs.task.family",
              "cart",
              "container.name",
              container,
              "container.id",
              FIRST + "-" + container.length()),
          minute -> 100);
    }
    assertThat(memory(read(twoContainers(), FIRST)))
        .extracting(series -> series.subject() + " " + series.newest().orElseThrow().bytes())
        .containsExactly(
            Subject.SERVICE + " " + (double) Bytes.mib(200).value(),
            Subject.task(FIRST) + " " + (double) Bytes.mib(200).value());
  }

  @Test
  void whereThereIsASeriesForAllTasksItIsOneMetricUntilTheTasksAreWanted() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    for (String task : List.of(FIRST, SECOND)) {
      cloud.publish(
          AGENT,
          "process_resident_memory_bytes",
          Map.of("ClusterName", "shop", "ServiceName", "cart", "TaskId", task),
          minute -> 300e6);
    }
    read(service(Insights.OFF));
    cloud.calls.clear();
    assertThat(read(service(Insights.OFF)).queries()).isEqualTo(1);
    MetricsReading near = read(service(Insights.OFF), FIRST, SECOND);
    assertThat(near.queries()).isEqualTo(3);
    assertThat(memory(near))
        .extracting(MemorySeries::subject)
        .containsExactly(Subject.SERVICE, Subject.task(FIRST), Subject.task(SECOND));
  }

  @Test
  void theTagNamesTheNamespaceAndMayPutItFirst() {
    cloud.publish("Cart/App", "process_resident_memory_bytes", Map.of(), minute -> 400e6);
    cloud.publish("Cart/App", "container_memory_working_set_bytes", Map.of(), minute -> 410e6);
    Service tagged = tagged("Cart/App");
    assertThat(read(tagged).published(CART).source())
        .as("a namespace alone changes no order")
        .isEqualTo(Source.UTILIZATION);
    now = now.plus(Sources.SOONEST);
    assertThat(newest(read(tagged("Cart/App/process")))).isEqualTo(400e6);
    assertThat(newest(read(tagged("Cart/App/container")))).isEqualTo(410e6);
    cloud.publishNothing();
    cloud.silent.add("Cart/App");
    MetricsReading without =
        new CloudWatchMetrics(cloud)
            .memory(
                List.of(new Request(tagged("Cart/App/process"), List.of(), Set.of())),
                now.minus(Duration.ofMinutes(10)),
                now);
    assertThat(without.published(CART).source())
        .as("what ECS tells is better than nothing")
        .isEqualTo(Source.UTILIZATION);
  }

  @Test
  void aPresetOfALanguageGoesWithWhatIsOfNone() {
    cloud.silent.add("AWS/ECS");
    cloud.publish("Cart/App", "process_resident_memory_bytes", Map.of(), minute -> 400e6);
    assertThat(read(tagged("Cart/App/python")).published(CART).source())
        .isEqualTo(Source.APPLICATION);
  }

  @Test
  void whatFellSilentIsListedAgainAfterTenMinutes() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    read(service(Insights.OFF));
    int once = cloud.listed.size();
    cloud.publishNothing();
    residents("New/Space");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(memory(read(service(Insights.OFF)))).isEmpty();
    assertThat(cloud.listed).hasSize(once);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(newest(read(service(Insights.OFF)))).isEqualTo(400e6);
    assertThat(cloud.listed).hasSize(2 * once);
  }

  @Test
  void theDaysBeforeAreAskedForWhereTheServiceWasFound() {
    cloud.silent.add("AWS/ECS");
    residents(AGENT);
    read(service(Insights.OFF));
    cloud.calls.clear();
    MetricsReading days =
        metrics.history(
            List.of(new Request(service(Insights.OFF), List.of())),
            now.minus(Duration.ofDays(1)),
            now);
    assertThat(memory(days).getFirst().size()).isEqualTo(24 * 60);
    assertThat(cloud.calls).containsExactly(List.of(RESIDENT));
  }

  private void residents(String namespace) {
    cloud.publish(
        namespace, "process_resident_memory_bytes", Map.of("ServiceName", "cart"), minute -> 400e6);
  }

  private void utilized() {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("ClusterName", "shop");
    dimensions.put("ServiceName", "cart");
    cloud.publish("ECS/ContainerInsights", "MemoryUtilized", dimensions, minute -> 300);
  }

  private void container(String task, String container, double bytes) {
    cloud.publish(
        AGENT,
        "container_memory_working_set_bytes",
        Map.of(
            "container_label_com_amazonaws_ecs_task_definition_family",
            "cart",
            "container_label_com_amazonaws_ecs_task_arn",
            "arn:aws:ecs:eu-central-1:123456789012:task/shop/" + task,
            "container_label_com_amazonaws_ecs_container_name",
            container),
        minute -> bytes);
  }

  private MetricsReading read(Service service, String... tasks) {
    return read(metrics, service, tasks);
  }

  private MetricsReading read(CloudWatchMetrics from, Service service, String... tasks) {
    return from.memory(
        List.of(new Request(service, List.of(tasks), Set.of())),
        now.minus(Duration.ofMinutes(10)),
        now);
  }

  private static List<MemorySeries> memory(MetricsReading reading) {
    return reading.series().getOrDefault(CART, List.of());
  }

  private static double newest(MetricsReading reading) {
    return memory(reading).getFirst().newest().orElseThrow().bytes();
  }

  private static Service service(Insights insights) {
    Service service = SampleServices.fargate("shop", "cart", 2, Bytes.mib(512));
    return with(
        new Service(
            service.id(),
            2,
            2,
            0,
            service.taskDefinition(),
            List.of(),
            service.controller(),
            insights,
            Map.of(),
            List.of()),
        2,
        Map.of());
  }

  private static Service tagged(String value) {
    return with(service(Insights.OFF), 2, Map.of(Tags.METRICS, value));
  }

  private static Service twoContainers() {
    Service service = service(Insights.OFF);
    return new Service(
        service.id(),
        2,
        2,
        0,
        SampleServices.definition(
            "cart",
            1,
            true,
            Optional.of(Bytes.mib(512)),
            new Container("app", true, Optional.empty(), Optional.empty(), Map.of()),
            new Container("proxy", false, Optional.empty(), Optional.empty(), Map.of())),
        List.of(),
        service.controller(),
        Insights.OFF,
        Map.of(),
        List.of());
  }

  private static Service with(Service service, int running, Map<String, String> tags) {
    return new Service(
        service.id(),
        service.desired(),
        running,
        0,
        service.taskDefinition(),
        List.of(),
        service.controller(),
        service.insights(),
        tags,
        List.of());
  }
}
