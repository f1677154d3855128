package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.watch.ApplicationMetric;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationMetricsTest {

  private static final String AGENT = "ECS/ContainerInsights/Prometheus";
  private static final Instant FROM = PublishingCloud.START;
  private static final int MINUTES = 30;
  private static final Instant TO = FROM.plus(Duration.ofMinutes(MINUTES));

  private final PublishingCloud cloud = new PublishingCloud();
  private final CloudWatchMetrics metrics = new CloudWatchMetrics(cloud);
  private final Service cart = service(Map.of(), Map.of());

  @ParameterizedTest
  @CsvSource({
    "nodejs_memory_usage_bytes, type=heapUsed",
    "nodejs_heap_size_used_bytes, ''",
    "jvm_memory_bytes_used, area=heap",
    "jvm_memory_used_bytes, area=heap",
    "heap_used_bytes, ''",
  })
  void theHeapIsFoundByTheNameItsLanguageGivesIt(String name, String dimension) {
    cloud.publish(AGENT, name, agent(dimension), minute -> Bytes.mib(90).value());
    cloud.publish(
        AGENT, "nodejs_heap_size_limit_bytes", agent(""), minute -> Bytes.mib(100).value());
    Published published = published(cart);
    MemorySeries heap = published.heap().getFirst();
    assertThat(heap.limit()).isEqualTo(Bytes.mib(100));
    assertThat(heap.newestRatio().orElseThrow().value()).isCloseTo(0.9, within(1e-9));
    assertThat(published.applications()).contains("heap used: " + name + " in " + AGENT);
  }

  @Test
  void ofAMetricWithTypesOnlyTheOneThatIsMeantIsRead() {
    cloud.publish(AGENT, "nodejs_memory_usage_bytes", agent("type=rss"), minute -> 5e8);
    cloud.publish(AGENT, "nodejs_memory_usage_bytes", agent(""), minute -> 5e8);
    assertThat(published(cart).heap()).isEmpty();
    assertThat(published(cart).missing())
        .contains("heap used: no metric of that is published for the service");
  }

  @ParameterizedTest
  @CsvSource({
    "ClusterName=shop ServiceName=cart, true",
    "ClusterName=shop TaskDefinitionFamily=cart-family, true",
    "ClusterName=shop TaskGroup=service:cart, true",
    "ServiceName=cart, true",
    "TaskClusterName=shop ServiceName=cart, true",
    "TaskClusterName=other ServiceName=cart, false",
    "container_label_com_amazonaws_ecs_cluster=other ServiceName=cart, false",
    "service.name=unknown_service:node aws.ecs.task.family=cart-family, true",
    "service.name=cart OTelLib=otel, true",
    "aws.ecs.cluster.arn=arn:aws:ecs:eu-central-1:1:cluster/shop aws.ecs.task.family=cart-family, true",
    "LogGroup=cart ServiceName=cart ServiceType=AWS::ECS::Container, true",
    "ClusterName=other ServiceName=cart, false",
    "ClusterName=shop ServiceName=orders, false",
    "ClusterName=shop TaskDefinitionFamily=cart-family ServiceName=orders, false",
    "ClusterName=shop, false",
  })
  void whoseAMetricIsFollowsFromItsDimensions(String dimensions, boolean its) {
    cloud.publish("Any/Space", "heap_used_bytes", map(dimensions), minute -> 1e6);
    cloud.publish("Any/Space", "heap_limit_bytes", map(dimensions), minute -> 2e6);
    assertThat(published(cart).heap()).hasSize(its ? 1 : 0);
  }

  @Test
  void theTagNamesANamespaceWhoseMetricsSayNothingOfTheService() {
    cloud.publish("Cart/App", "nodejs_heap_size_used_bytes", Map.of(), minute -> 80e6);
    cloud.publish("Cart/App", "nodejs_heap_size_limit_bytes", Map.of(), minute -> 100e6);
    cloud.publish("Cart/App", "heap_limit_bytes", Map.of(), minute -> 1e6);
    assertThat(published(cart).heap()).isEmpty();
    Service tagged = service(Map.of(Tags.METRICS, "Cart/App"), Map.of());
    assertThat(published(tagged).heap()).hasSize(1);
    Service preset = service(Map.of(Tags.METRICS, "Cart/App/python"), Map.of());
    assertThat(published(preset).heap()).as("nothing of Python's there").isEmpty();
  }

  @Test
  void theHottestOfSeveralProcessesCountsAndPoolsOfOneAreAddedUp() {
    for (String task : List.of("a", "b")) {
      for (String pool : List.of("eden", "old")) {
        double used = task.equals("a") ? 10e6 : 30e6;
        cloud.publish(
            AGENT,
            "jvm_memory_used_bytes",
            with(agent("area=heap"), "TaskId", task, "id", pool),
            minute -> used);
        cloud.publish(
            AGENT,
            "jvm_memory_max_bytes",
            with(agent("area=heap"), "TaskId", task, "id", pool),
            minute -> 50e6);
      }
    }
    MemorySeries heap = published(cart).heap().getFirst();
    assertThat(heap.newest().orElseThrow().bytes()).isEqualTo(60e6);
    assertThat(heap.limit()).isEqualTo(Bytes.of(100e6));
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_OPTIONS, --enable-source-maps --max-old-space-size=256, 256",
    "JAVA_TOOL_OPTIONS, -XX:+UseG1GC -Xmx1g, 1024",
    "JAVA_OPTS, -Xmx300m -Xss1m, 300",
  })
  void theLimitOfTheHeapIsTakenFromTheOptionsWhereNoMetricTellsIt(
      String variable, String options, long mib) {
    cloud.publish(AGENT, "heap_used_bytes", agent(""), minute -> 1e6);
    Service with = service(Map.of(), Map.of(variable, options));
    assertThat(published(with).heap().getFirst().limit()).isEqualTo(Bytes.mib(mib));
    assertThat(published(cart).missing()).anyMatch(line -> line.startsWith("heap limit: publish"));
  }

  @Test
  void aCounterOfTheAgentIsWhatWasAddedByAllTasks() {
    cloud.publish(AGENT, "python_gc_collections_total", agent(""), minute -> 1_200);
    RateSeries gc = published(cart).gc().getFirst();
    assertThat(cloud.statistics).containsEntry("python_gc_collections_total", "Sum");
    assertThat(gc.points().getLast().perSecond()).as("1,200 a minute of two tasks").isEqualTo(10.0);
  }

  @Test
  void aTotalIsKnownByItsRisingAndARestartIsNoRate() {
    cloud.publish(
        "Shop/App",
        "python_gc_collections_total",
        Map.of("ServiceName", "cart"),
        minute -> minute < 20 ? 10_000 + 600.0 * minute : 600.0 * (minute - 20));
    RateSeries gc = published(cart).gc().getFirst();
    assertThat(cloud.statistics).containsEntry("python_gc_collections_total", "Maximum");
    assertThat(gc.points()).hasSize(MINUTES - 1);
    assertThat(gc.points()).allSatisfy(point -> assertThat(point.perSecond()).isBetween(0.0, 10.0));
    assertThat(gc.points().getLast().perSecond()).isEqualTo(10.0);
  }

  @Test
  void whatIsAddedEachMinuteIsKnownByItsFallingAndSummedFromThenOn() {
    cloud.publish(
        "Shop/App",
        "nodejs_gc_duration_seconds_count",
        Map.of("ServiceName", "cart"),
        minute -> minute % 2 == 0 ? 120 : 60);
    assertThat(published(cart).gc()).as("it has to be learned").isEmpty();
    RateSeries gc = published(cart).gc().getFirst();
    assertThat(cloud.statistics).containsEntry("nodejs_gc_duration_seconds_count", "Sum");
    assertThat(gc.points().getFirst().perSecond()).isEqualTo(1.0);
  }

  @Test
  void valuesThatAreNoneAreLeftOut() {
    cloud.publish(
        AGENT,
        "python_gc_collections_total",
        agent(""),
        minute -> minute == 3 ? Double.NaN : minute == 4 ? -1 : 60);
    assertThat(published(cart).gc().getFirst().points()).hasSize(MINUTES - 2);
  }

  @Test
  void onlyWhatIsWantedIsListedAndThatOnceAnHour() {
    cloud.publish(AGENT, "heap_used_bytes", agent(""), minute -> 1e6);
    var request = new Request(cart, List.of(), Set.of(ApplicationMetric.GC));
    MetricsReading first = metrics.memory(List.of(request), FROM, TO);
    assertThat(first.queries()).isEqualTo(1);
    assertThat(cloud.listed)
        .contains("python_gc_collections_total")
        .doesNotContain("heap_used_bytes");
    int listed = cloud.listed.size();
    metrics.memory(List.of(request), FROM, TO.plus(Duration.ofMinutes(59)));
    assertThat(cloud.listed).hasSize(listed);
    metrics.memory(List.of(request), FROM, TO.plus(Duration.ofMinutes(60)));
    assertThat(cloud.listed).hasSize(2 * listed);
  }

  @Test
  void whatCannotBeListedIsMissingAndTheMemoryIsReadAllTheSame() {
    cloud.refusesToList = true;
    MetricsReading reading = metrics.memory(List.of(new Request(cart, List.of())), FROM, TO);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.series().get(cart.id())).hasSize(1);
    assertThat(reading.published(cart.id()).missing())
        .anyMatch(line -> line.startsWith("metrics of applications: ListMetrics failed: "));
  }

  @Test
  void aServiceThatEcsTellsNothingOfIsAskedAboutInContainerInsights() {
    cloud.silent.add("AWS/ECS");
    cloud.publish(
        "ECS/ContainerInsights",
        "MemoryUtilized",
        map("ClusterName=shop ServiceName=cart"),
        minute -> 50);
    Service on = insights(cart, Service.Insights.ON);
    assertThat(published(on).source()).isEqualTo(Source.INSIGHTS);
    MetricsReading second = metrics.memory(List.of(new Request(on, List.of())), FROM, TO);
    assertThat(second.series().get(on.id())).hasSize(1);
    assertThat(second.published(on.id()).source()).isEqualTo(Source.INSIGHTS);
    Service off = insights(cart, Service.Insights.OFF);
    assertThat(published(off).source()).isEqualTo(Source.UTILIZATION);
    assertThat(published(off).missing()).anyMatch(line -> line.startsWith("memory per task: "));
  }

  private Published published(Service service) {
    return metrics
        .memory(
            List.of(new Request(service, List.of(), EnumSet.allOf(ApplicationMetric.class))),
            FROM,
            TO)
        .published(service.id());
  }

  private static Service service(Map<String, String> tags, Map<String, String> environment) {
    TaskDefinition definition =
        SampleServices.definition(
            "cart-family",
            1,
            true,
            Optional.of(Bytes.mib(512)),
            new Container("app", true, Optional.empty(), Optional.empty(), environment));
    return new Service(
        SampleServices.id("shop", "cart"),
        2,
        2,
        0,
        definition,
        List.of(),
        Service.Controller.ECS,
        Service.Insights.ENHANCED,
        tags,
        List.of());
  }

  private static Service insights(Service service, Service.Insights insights) {
    return new Service(
        service.id(),
        service.desired(),
        service.running(),
        service.pending(),
        service.taskDefinition(),
        service.deployments(),
        service.controller(),
        insights,
        service.tags(),
        service.events());
  }

  private static Map<String, String> agent(String more) {
    return map(("ClusterName=shop TaskDefinitionFamily=cart-family " + more).strip());
  }

  private static Map<String, String> with(Map<String, String> dimensions, String... more) {
    var all = new LinkedHashMap<>(dimensions);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static Map<String, String> map(String dimensions) {
    var map = new LinkedHashMap<String, String>();
    for (String one : dimensions.split(" ", -1)) {
      map.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }
    return map;
  }
}
