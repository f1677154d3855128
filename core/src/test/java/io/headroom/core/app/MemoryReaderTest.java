package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.MemoryReader.Reading;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.Insights;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.InMemoryFleet;
import io.headroom.core.port.InMemoryMetrics;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemoryReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:42Z");
  private static final ServiceId CART = SampleServices.id("shop", "cart");
  private static final ServiceId ORDERS = SampleServices.id("shop", "orders");

  private final InMemoryFleet fleet = new InMemoryFleet(() -> NOW);
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final MemoryReader reader = new MemoryReader(fleet, metrics);

  @Test
  void allServicesAreReadAtOnceWithoutTheirTasks() {
    uses(CART, Subject.SERVICE, 0.40);
    uses(ORDERS, Subject.SERVICE, 0.59);
    Reading reading = reader.read(List.of(service(CART), service(ORDERS)), Set.of(), NOW);

    assertThat(asked()).containsExactly("shop/cart [], shop/orders []");
    assertThat(ratio(reading.of(ORDERS))).isEqualTo(0.59);
    assertThat(reading.queries()).isEqualTo(2);
    assertThat(reading.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0.60, true", "0.599, false"})
  void theTasksOfAServiceNearItsLimitAreReadToo(double ratio, boolean near) {
    Service cart = service(CART);
    uses(CART, Subject.SERVICE, ratio);
    uses(ORDERS, Subject.SERVICE, 0.40);
    uses(CART, Subject.task(task(0)), ratio);
    uses(CART, Subject.task(task(1)), 0.30);
    Reading reading = reader.read(List.of(cart, service(ORDERS)), Set.of(), NOW);

    assertThat(metrics.asked()).hasSize(near ? 2 : 1);
    assertThat(reading.of(CART).tasks()).hasSize(near ? 2 : 0);
    assertThat(reading.of(CART).hottest().orElseThrow().subject()).isEqualTo(Subject.SERVICE);
    assertThat(reading.of(ORDERS).hottest()).as("read before").isPresent();
    if (near) {
      assertThat(metrics.asked().getLast())
          .containsExactly(new Request(cart, List.of(task(0), task(1)).stream().sorted().toList()));
      assertThat(reading.queries()).isEqualTo(2 + 3);
      assertThat(reading.calls()).isEqualTo(2);
    }
  }

  @Test
  void theTasksOfAServiceWithAnIncidentAreReadHoweverLowItIs() {
    uses(CART, Subject.SERVICE, 0.10);
    reader.read(List.of(service(CART)), Set.of(CART), NOW);
    assertThat(metrics.asked()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"ENHANCED, 2", "ON, 1", "OFF, 1"})
  void onlyWhereTheClusterPublishesTasks(Insights insights, int readings) {
    Service cart = service(CART);
    var other =
        new Service(
            cart.id(),
            cart.desired(),
            cart.running(),
            cart.pending(),
            cart.taskDefinition(),
            cart.deployments(),
            cart.controller(),
            insights,
            cart.tags(),
            cart.events());
    uses(CART, Subject.SERVICE, 0.90);
    reader.read(List.of(other), Set.of(CART), NOW);
    assertThat(metrics.asked()).hasSize(readings);
  }

  @Test
  void onlyTasksThatRunAndAHundredAtTheMost() {
    Service many = SampleServices.fargate("shop", "orders", 140, World.LIMIT);
    fleet.with(many);
    uses(ORDERS, Subject.SERVICE, 0.90);
    fleet.exits(ORDERS, fleet.tasks(ORDERS).getFirst().id(), "x", "x", List.of());
    reader.read(List.of(many), Set.of(), NOW);
    List<String> tasks = metrics.asked().getLast().getFirst().tasks();
    assertThat(tasks).hasSize(100).isSorted();

    Service none = SampleServices.fargate("shop", "cart", 1, World.LIMIT);
    fleet.with(none);
    fleet.exits(CART, fleet.tasks(CART).getFirst().id(), "x", "x", List.of());
    uses(CART, Subject.SERVICE, 0.90);
    reader.read(List.of(none), Set.of(), NOW);
    assertThat(metrics.asked()).as("its only task is starting: no second reading").hasSize(3);
  }

  @Test
  void tasksThatCannotBeListedAreReportedAndTheRestIsRead() {
    Service cart = service(CART);
    Service orders = service(ORDERS);
    uses(CART, Subject.SERVICE, 0.90);
    uses(ORDERS, Subject.SERVICE, 0.90);
    fleet.failAlways(CART, World.throttled());
    Reading reading = reader.read(List.of(cart, orders), Set.of(), NOW);

    assertThat(reading.problems())
        .containsExactly("tasks of shop/cart: UpdateService: ThrottlingException");
    assertThat(ratio(reading.of(CART))).isEqualTo(0.90);
    assertThat(metrics.asked().getLast())
        .extracting(request -> request.service().id())
        .containsExactly(ORDERS);
  }

  @Test
  void aServiceThatCloudWatchLeavesOutIsUnknownAndReported() {
    Service cart = service(CART);
    uses(CART, Subject.SERVICE, 0.90);
    metrics.cannotRead(CART, new Problem(Problem.Kind.PARTIAL, "500 of 501"));
    Reading reading = reader.read(List.of(cart), Set.of(), NOW);

    assertThat(reading.of(CART)).isEqualTo(ServiceMemory.UNKNOWN);
    assertThat(reading.problems()).containsExactly("PARTIAL: 500 of 501");
  }

  @Test
  void twoHoursAreReadUpToThisMinuteInBothReadings() {
    List<Instant> asked = new ArrayList<>();
    Metrics recording =
        (requests, from, to) -> {
          asked.add(from);
          asked.add(to);
          return new MetricsReading(Map.of(), List.of(), Map.of(), 0);
        };
    new MemoryReader(fleet, recording).read(List.of(service(CART)), Set.of(CART), NOW);

    Instant to = Instant.parse("2026-11-21T12:01:00Z");
    Instant from = Instant.parse("2026-11-21T10:01:00Z");
    assertThat(asked).containsExactly(from, to, from, to);
    assertThat(MemoryReader.HISTORY).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aSecondAnswerInPartDoesNotTakeAwayWhatTheFirstSaid() {
    MemorySeries service = series(Subject.SERVICE, 0.90);
    MemorySeries newer = series(Subject.SERVICE, 0.91);
    Service cart = service(CART);
    MemorySeries task = series(Subject.task(task(0)), 0.80);
    assertThat(secondReading(cart, service, List.of(task)).series()).containsExactly(service, task);
    assertThat(secondReading(cart, service, List.of(newer, task)).series())
        .as("the newer of two answers counts")
        .containsExactly(newer, task);
  }

  private ServiceMemory secondReading(
      Service service, MemorySeries first, List<MemorySeries> second) {
    var readings = new ArrayList<>(List.of(List.of(first), second));
    Metrics twice =
        (requests, from, to) ->
            new MetricsReading(Map.of(CART, readings.removeFirst()), List.of(), Map.of(CART, 1), 1);
    return new MemoryReader(fleet, twice).read(List.of(service), Set.of(), NOW).of(CART);
  }

  /** In a storm of alerts there is no time to list the tasks of all. */
  @Test
  void soManyServicesAreLookedAtCloserThoseWithAnIncidentFirst() {
    List<Service> services =
        IntStream.range(0, RunningTasks.MOST_SERVICES + 50)
            .mapToObj(i -> service(SampleServices.id("shop", "s%03d".formatted(i))))
            .toList();
    services.forEach(service -> uses(service.id(), Subject.SERVICE, 0.97));
    ServiceId last = services.getLast().id();
    reader.read(services, Set.of(last), NOW);

    assertThat(metrics.asked().getLast())
        .hasSize(RunningTasks.MOST_SERVICES)
        .extracting(request -> request.service().id())
        .startsWith(last, services.getFirst().id());
  }

  private Service service(ServiceId id) {
    Service service = SampleServices.fargate(id.cluster(), id.name(), 2, World.LIMIT);
    fleet.with(service);
    return service;
  }

  private String task(int number) {
    return fleet.tasks(CART).get(number).id();
  }

  private void uses(ServiceId service, Subject subject, double ratio) {
    metrics.put(service, series(subject, ratio));
  }

  private static MemorySeries series(Subject subject, double ratio) {
    Instant at = Instant.parse("2026-11-21T11:59:00Z");
    return new MemorySeries(
        subject, World.LIMIT, List.of(new Sample(at, ratio * World.LIMIT.value())));
  }

  private static double ratio(ServiceMemory memory) {
    return memory.hottest().orElseThrow().newestRatio().orElseThrow().value();
  }

  private List<String> asked() {
    return metrics.asked().stream()
        .map(
            requests ->
                String.join(
                    ", ",
                    requests.stream()
                        .map(request -> request.service().id() + " " + request.tasks())
                        .toList()))
        .toList();
  }
}
