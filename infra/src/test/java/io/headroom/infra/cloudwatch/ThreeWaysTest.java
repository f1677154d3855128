package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What applications publish, by each of the three ways in which it gets into CloudWatch: scraped by
 * the CloudWatch agent, written in the embedded metric format, sent by OpenTelemetry's exporter
 * awsemf (of its own instrumentations, and of what its collector scrapes).
 */
final class ThreeWaysTest {

  private static final Instant FROM = PublishingCloud.START;
  private static final int MINUTES = 60;
  private static final Instant TO = FROM.plus(Duration.ofMinutes(MINUTES));
  private static final ServiceId CART = SampleServices.id("shop", "cart");

  private final PublishingCloud cloud = new PublishingCloud();
  private final CloudWatchMetrics metrics = new CloudWatchMetrics(cloud);

  /** How a metric got there. */
  enum Way {
    AGENT("ECS/ContainerInsights/Prometheus", "ClusterName=shop TaskDefinitionFamily=cart-family"),
    EMBEDDED("Shop/App", "LogGroup=cart ServiceName=cart ServiceType=AWS::ECS::Container"),
    OTEL(
        "shop/otel",
        "OTelLib=lib service.name=cart aws.ecs.cluster.name=shop aws.ecs.task.family=cart-family");

    private final String namespace;
    private final String dimensions;

    Way(String namespace, String dimensions) {
      this.namespace = namespace;
      this.dimensions = dimensions;
    }
  }

  /** Two parts, where the dimension of parts is given with several values. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AGENT    | nodejs_memory_usage_bytes        | type=heapUsed                       | nodejs_heap_size_limit_bytes       | ''
          AGENT    | nodejs_heap_size_used_bytes      | ''                                  | nodejs_heap_size_limit_bytes       | ''
          EMBEDDED | nodejs_memory_usage_bytes        | type=heap_used                      | heap_limit_bytes                   | ''
          EMBEDDED | nodejs_heap_size_used_bytes      | ''                                  | nodejs_heap_size_limit_bytes       | ''
          OTEL     | nodejs_heap_size_used_bytes      | ''                                  | nodejs_heap_size_limit_bytes       | ''
          OTEL     | v8js.memory.heap.used            | v8js.heap.space.name=new,old        | v8js.memory.heap.max               | ''
          OTEL     | v8js.memory.heap.used            | v8js.heap.space.name=new,old        | v8js.memory.heap.limit             | ''
          AGENT    | jvm_memory_bytes_used            | area=heap                           | jvm_memory_bytes_max               | area=heap
          AGENT    | jvm_memory_used_bytes            | area=heap id=eden,old               | jvm_memory_max_bytes               | area=heap id=eden,old
          EMBEDDED | jvm_memory_used_bytes            | area=heap                           | jvm_memory_max_bytes               | area=heap
          OTEL     | jvm_memory_used_bytes            | jvm_memory_type=heap jvm_memory_pool_name=eden,old | jvm_memory_limit_bytes | jvm_memory_type=heap jvm_memory_pool_name=eden,old
          OTEL     | jvm.memory.used                  | jvm.memory.type=heap jvm.memory.pool.name=eden,old | jvm.memory.limit       | jvm.memory.type=heap jvm.memory.pool.name=eden,old
          OTEL     | process.runtime.jvm.memory.usage | type=heap pool=eden,old             | process.runtime.jvm.memory.limit   | type=heap pool=eden,old
          EMBEDDED | heap_used_bytes                  | ''                                  | heap_limit_bytes                   | ''
          """)
  void theHeapAndItsLimit(Way way, String used, String ofUsed, String limit, String ofLimit) {
    publish(way, used, ofUsed, minute -> 90e6);
    publish(way, limit, ofLimit, minute -> 100e6);
    Published published = read(service()).published(CART);
    assertThat(published.applications())
        .contains("heap used: %s in %s".formatted(used, way.namespace));
    MemorySeries heap = published.heap().getFirst();
    assertThat(heap.limit()).isEqualTo(Bytes.of(100e6));
    assertThat(heap.newestRatio().orElseThrow().value()).isCloseTo(0.9, within(1e-9));
  }

  /** 600 a minute and task, of two tasks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AGENT    | nodejs_gc_runs_total             | gctype=Scavenge        | added
          EMBEDDED | nodejs_gc_duration_seconds_count | ''                     | total
          EMBEDDED | nodejs_gc_runs_total             | ''                     | total
          OTEL     | nodejs_gc_duration_seconds       | ''                     | all
          OTEL     | v8js.gc.duration                 | v8js.gc.type=minor     | durations
          OTEL     | v8js.gc.duration                 | v8js.gc.type=minor     | all
          AGENT    | jvm_gc_collection_seconds_count  | gc=G1                  | added
          AGENT    | jvm_gc_pause_seconds_count       | ''                     | added
          EMBEDDED | jvm_gc_collection_seconds_count  | ''                     | total
          OTEL     | jvm_gc_collection_seconds        | ''                     | durations
          OTEL     | jvm_gc_pause_seconds             | ''                     | durations
          OTEL     | jvm.gc.duration                  | jvm.gc.name=G1         | durations
          OTEL     | process.runtime.jvm.gc.duration  | gc=G1                  | durations
          AGENT    | python_gc_collections_total      | generation=0           | added
          EMBEDDED | python_gc_collections_total      | ''                     | total
          OTEL     | python_gc_collections_total      | ''                     | added
          OTEL     | cpython.gc.collections           | cpython.gc.generation=0 | added
          """)
  void garbageCollectionsASecond(Way way, String name, String dimensions, String written) {
    publish(
        way,
        name,
        dimensions,
        switch (written) {
          case "added", "durations" -> minute -> 1_200 + (minute % 2 == 0 ? 60 : -60);
          // The number of samples is that of both tasks, the greatest total one task's.
          case "all" -> minute -> 1e6 + 1_200.0 * minute;
          default -> minute -> 1e6 + 600.0 * minute;
        });
    RateSeries gc = read(service()).published(CART).gc().getFirst();
    assertThat(gc.points().getLast().perSecond()).isCloseTo(10, within(0.5));
    assertThat(cloud.statistics)
        .containsEntry(
            name,
            switch (written) {
              case "added" -> "Sum";
              case "total" -> "Maximum";
              default -> "SampleCount";
            });
  }

  /** For a service that neither AWS/ECS nor Container Insights tells anything of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AGENT    | container_memory_working_set_bytes | container_name=app                                    | 400
          AGENT    | container_memory_working_set_bytes | container_label_com_amazonaws_ecs_container_name=app  | 400
          AGENT    | process_resident_memory_bytes      | ''                                                    | 400
          AGENT    | nodejs_memory_usage_bytes          | type=rss                                              | 400
          AGENT    | process_memory_usage_bytes         | ''                                                    | 400
          EMBEDDED | process_resident_memory_bytes      | ''                                                    | 400
          EMBEDDED | container_memory_working_set_bytes | ''                                                    | 400
          EMBEDDED | nodejs_memory_usage_bytes          | type=rss                                              | 400
          EMBEDDED | memory_used_bytes                  | ''                                                    | 400
          OTEL     | process_resident_memory_bytes      | ''                                                    | 400
          OTEL     | process.memory.usage               | ''                                                    | 400
          OTEL     | process.runtime.cpython.memory     | type=rss                                              | 400
          OTEL     | ecs.task.memory.utilized           | aws.ecs.service.name=undefined                        | 0.0003814697265625
          OTEL     | container.memory.utilized          | container.name=app                                    | 0.0003814697265625
          OTEL     | container.memory.working_set       | container.name=app                                    | 400
          """)
  void memoryWhereEcsTellsNothing(Way way, String name, String dimensions, double value) {
    cloud.silent.add("AWS/ECS");
    publish(way, name, dimensions, minute -> value * 1e6);
    MetricsReading reading = read(service());
    assertThat(reading.published(CART).source()).isEqualTo(Source.APPLICATION);
    assertThat(reading.published(CART).applications())
        .contains("memory used: %s in %s".formatted(name, way.namespace));
    MemorySeries memory = reading.series().getOrDefault(CART, List.of()).getFirst();
    assertThat(memory.limit()).isEqualTo(Bytes.mib(512));
    assertThat(memory.newest().orElseThrow().bytes()).isCloseTo(400e6, within(1.0));
  }

  /** OpenTelemetry has no settled name for the swap of a container. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AGENT    | container_memory_swap | container_spec_memory_swap_limit_bytes
          EMBEDDED | swap_used_bytes       | swap_limit_bytes
          OTEL     | container_memory_swap | container_spec_memory_swap_limit_bytes
          """)
  void swapAndItsLimit(Way way, String used, String limit) {
    publish(way, used, "container_name=app", minute -> 30e6);
    publish(way, limit, "container_name=app", minute -> 100e6);
    MemorySeries swap = read(service()).published(CART).swap().getFirst();
    assertThat(swap.limit()).isEqualTo(Bytes.of(100e6));
    assertThat(swap.newest().orElseThrow().bytes()).isEqualTo(30e6);
  }

  @Test
  void everyKnownNameIsInOneOfTheTables() {
    List<String> cells =
        Arrays.stream(ThreeWaysTest.class.getDeclaredMethods())
            .map(method -> Optional.ofNullable(method.getAnnotation(CsvSource.class)))
            .flatMap(Optional::stream)
            .flatMap(table -> Arrays.stream(table.textBlock().split("[|\n]", -1)))
            .map(String::strip)
            .toList();
    assertThat(cells).containsAll(KnownMetric.ALL.stream().map(KnownMetric::name).toList());
  }

  @Test
  void whatLooksLikeOneOfThemAndSaysSomethingElseIsNotKnown() {
    assertThat(KnownMetric.ALL)
        .extracting(KnownMetric::name)
        .as("objects since the last collection; what is allocated; with the page cache")
        .doesNotContain(
            "process.runtime.cpython.gc_count",
            "nodejs_heap_size_total_bytes",
            "v8js.memory.heap.space.size",
            "container.memory.usage",
            "container_memory_usage_bytes");
  }

  /** Before it was a limit, it was the size of each space. */
  @Test
  void theHeapLimitOfOpenTelemetryIsNoneWhereItIsSplitBySpace() {
    publish(Way.OTEL, "v8js.memory.heap.used", "v8js.heap.space.name=new,old", minute -> 90e6);
    publish(Way.OTEL, "v8js.memory.heap.limit", "v8js.heap.space.name=new,old", minute -> 95e6);
    // What awsemf rolls up over the spaces.
    publish(Way.OTEL, "v8js.memory.heap.limit", "", minute -> 60e6);
    Published published = read(service()).published(CART);
    assertThat(published.heap()).isEmpty();
    assertThat(published.missing()).anyMatch(line -> line.startsWith("heap limit: publish it"));
  }

  /** Issues 18408 and 23579 of opentelemetry-collector-contrib. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aHeapWhoseChangesAwsemfWroteIsNotRead(boolean limited) {
    String pools = "jvm.memory.type=heap jvm.memory.pool.name=eden,old";
    publish(Way.OTEL, "jvm.memory.used", pools, minute -> minute % 3 == 0 && limited ? 4e6 : 0);
    if (limited) {
      publish(Way.OTEL, "jvm.memory.limit", pools, minute -> minute == 0 ? 100e6 : 0);
    }
    Published published = read(service()).published(CART);
    assertThat(published.heap()).isEmpty();
    assertThat(published.missing())
        .anyMatch(line -> line.startsWith("heap used: jvm.memory.used is written as its changes"));
  }

  @Test
  void norIsAProcessWhoseChangesWereWritten() {
    cloud.silent.add("AWS/ECS");
    publish(
        Way.OTEL,
        "process.memory.usage",
        "",
        minute -> minute % 20 == 19 ? 400e6 : 4096.0 * (1 + minute % 5));
    MetricsReading reading = read(service());
    assertThat(reading.series().getOrDefault(CART, List.of())).isEmpty();
    assertThat(reading.published(CART).missing())
        .anyMatch(line -> line.startsWith("memory used: process.memory.usage is written as its"));
  }

  @Test
  void theLargestPartStandsForAllOnlyWhereNothingElseIsPublishedAndThatIsSaid() {
    publish(Way.AGENT, "jvm_memory_used_bytes", "area=heap", minute -> 60e6);
    publish(Way.AGENT, "jvm_memory_max_bytes", "area=heap", minute -> 100e6);
    assertThat(read(service()).published(CART).missing())
        .contains(
            "heap used: jvm_memory_used_bytes comes without the part of the heap as a dimension:"
                + " the largest stands for all of them");
    publish(Way.AGENT, "jvm_memory_used_bytes", "area=heap id=eden,old,survivor", minute -> 90e6);
    Published apart =
        new CloudWatchMetrics(cloud)
            .memory(List.of(new Request(service(), List.of())), FROM, TO)
            .published(CART);
    assertThat(apart.heap().getFirst().newest().orElseThrow().bytes()).isCloseTo(90e6, within(1.0));
    assertThat(apart.missing()).noneMatch(line -> line.startsWith("heap used"));
  }

  private MetricsReading read(Service service) {
    return metrics.memory(List.of(new Request(service, List.of())), FROM, TO);
  }

  /** Publishes a value, or where several values are given for a dimension, its parts. */
  private void publish(Way way, String name, String dimensions, IntToDoubleFunction value) {
    List<Map<String, String>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (String one : (way.dimensions + " " + dimensions).strip().split(" ", -1)) {
      String key = one.substring(0, one.indexOf('='));
      var split = new ArrayList<Map<String, String>>();
      for (String part : one.substring(one.indexOf('=') + 1).split(",", -1)) {
        for (Map<String, String> before : all) {
          var with = new LinkedHashMap<>(before);
          with.put(key, part);
          split.add(with);
        }
      }
      all = split;
    }
    int parts = all.size();
    all.forEach(
        one ->
            cloud.publish(way.namespace, name, one, minute -> value.applyAsDouble(minute) / parts));
  }

  /** On EC2, where there is swap; two tasks of one container, no Container Insights. */
  private static Service service() {
    Service service =
        SampleServices.service(
            CART,
            2,
            SampleServices.definition(
                "cart-family",
                1,
                false,
                Optional.empty(),
                new Container(
                    "app", true, Optional.of(Bytes.mib(512)), Optional.empty(), Map.of())));
    return new Service(
        service.id(),
        2,
        2,
        0,
        service.taskDefinition(),
        List.of(),
        service.controller(),
        Service.Insights.OFF,
        Map.of(),
        List.of());
  }
}
