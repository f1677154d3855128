package io.headroom.infra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.infra.cloudwatch.CloudWatchMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/** Memory that was put into an emulator's CloudWatch, read over HTTP by the SDK's client. */
abstract class MetricsOverHttp {

  private static final AtomicInteger CLUSTERS = new AtomicInteger();
  private static final String TASK = "3f2a0c11d5e84a0f9b1c2d3e4f5a6b7c";

  private final CloudWatchClient client = open();
  private final CloudWatchMetrics metrics = new CloudWatchMetrics(client);
  private final String cluster = "cluster-" + CLUSTERS.incrementAndGet();
  private final Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final Instant from = to.minus(Duration.ofMinutes(10));

  /** Opens a client of the emulator. */
  abstract CloudWatchClient open();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void readsTheHottestTaskOfEachMinuteAndLeavesGaps() {
    Service cart = service("cart");
    Service quiet = service("quiet");
    put("AWS/ECS", "MemoryUtilization", StandardUnit.PERCENT, cart, Map.of(), minute(1), 40, 50);
    put("AWS/ECS", "MemoryUtilization", StandardUnit.PERCENT, cart, Map.of(), minute(4), 61.5);

    MetricsReading reading = read(List.of(whole(cart), whole(quiet)));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.calls()).isEqualTo(1);
    assertThat(reading.series().get(quiet.id())).isEmpty();
    assertThat(reading.series().get(cart.id()))
        .containsExactly(
            new MemorySeries(
                Subject.SERVICE,
                Bytes.mib(1000),
                List.of(
                    new Sample(minute(1), Bytes.mib(500).value()),
                    new Sample(minute(4), Bytes.mib(615).value()))));
  }

  @Test
  void readsATaskAndItsContainer() {
    Service cart = service("cart");
    put("AWS/ECS", "MemoryUtilization", StandardUnit.PERCENT, cart, Map.of(), minute(1), 50);
    put(
        "ECS/ContainerInsights",
        "MemoryUtilized",
        StandardUnit.MEGABYTES,
        cart,
        Map.of("TaskId", TASK),
        minute(1),
        500);
    put(
        "ECS/ContainerInsights",
        "ContainerMemoryUtilized",
        StandardUnit.MEGABYTES,
        cart,
        Map.of("TaskId", TASK, "ContainerName", "app"),
        minute(1),
        420);
    put(
        "ECS/ContainerInsights",
        "ContainerMemoryUtilized",
        StandardUnit.MEGABYTES,
        cart,
        Map.of("ContainerName", "app"),
        minute(1),
        430);

    MetricsReading reading = read(List.of(new Request(cart, List.of(TASK))));

    assertThat(reading.queries()).isEqualTo(4);
    assertThat(reading.series().get(cart.id()))
        .containsExactlyInAnyOrder(
            series(Subject.SERVICE, Bytes.mib(1000), Bytes.mib(500)),
            series(Subject.task(TASK), Bytes.mib(1000), Bytes.mib(500)),
            series(Subject.container(TASK, "app"), Bytes.mib(800), Bytes.mib(420)),
            series(Subject.container("app"), Bytes.mib(800), Bytes.mib(430)));
  }

  @Test
  void readsMoreMetricsThanFitIntoACall() {
    // Names of one length: LocalStack gives a metric the points of those whose names begin alike.
    List<Service> services =
        IntStream.range(0, 501).mapToObj(i -> service("service-%03d".formatted(i))).toList();
    for (Service service : List.of(services.getFirst(), services.getLast())) {
      put("AWS/ECS", "MemoryUtilization", StandardUnit.PERCENT, service, Map.of(), minute(1), 50);
    }

    MetricsReading reading = read(services.stream().map(MetricsOverHttp::whole).toList());

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.calls()).isEqualTo(2);
    assertThat(reading.series()).hasSize(501);
    assertThat(reading.series().values()).filteredOn(list -> !list.isEmpty()).hasSize(2);
  }

  private MetricsReading read(List<Request> requests) {
    return metrics.memory(requests, from, to);
  }

  private MemorySeries series(Subject subject, Bytes limit, Bytes used) {
    return new MemorySeries(subject, limit, List.of(new Sample(minute(1), used.value())));
  }

  private static Request whole(Service service) {
    return new Request(service, List.of(), Set.of(), Set.of());
  }

  private Instant minute(int number) {
    return from.plus(Duration.ofMinutes(number));
  }

  private Service service(String name) {
    TaskDefinition definition =
        SampleServices.definition(
            name,
            1,
            true,
            Optional.of(Bytes.mib(1000)),
            new Container("app", true, Optional.of(Bytes.mib(800)), Optional.empty(), Map.of()));
    return SampleServices.service(SampleServices.id(cluster, name), 1, definition);
  }

  private void put(
      String namespace,
      String name,
      StandardUnit unit,
      Service service,
      Map<String, String> more,
      Instant at,
      double... values) {
    var dimensions = new ArrayList<Dimension>();
    dimensions.add(dimension("ClusterName", service.id().cluster()));
    dimensions.add(dimension("ServiceName", service.id().name()));
    more.forEach((key, value) -> dimensions.add(dimension(key, value)));
    var data = new ArrayList<MetricDatum>();
    for (double value : values) {
      data.add(
          MetricDatum.builder()
              .metricName(name)
              .dimensions(dimensions)
              .timestamp(at)
              .value(value)
              .unit(unit)
              .build());
    }
    client.putMetricData(request -> request.namespace(namespace).metricData(data));
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
