package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;

class MemoryQueryTest {

  private static final String TASK = "3f2a0c11d5e84a0f9b1c2d3e4f5a6b7c";
  private static final double MIB = 1024.0 * 1024.0;

  @ParameterizedTest
  @EnumSource(
      value = Service.Insights.class,
      names = {"OFF", "ON"})
  void asksForTheServiceAloneWithoutMetricsPerTask(Service.Insights insights) {
    Service service = with(insights, SampleServices.fargate("shop", "cart", 2, Bytes.mib(512)));

    List<MemoryQuery> queries = queries(service, TASK);

    assertThat(queries).hasSize(1);
    assertThat(name(queries.getFirst()))
        .isEqualTo("AWS/ECS MemoryUtilization ClusterName=shop ServiceName=cart");
  }

  @Test
  void asksForTheServiceAloneWhereNoTaskIsWanted() {
    Service service = SampleServices.fargate("shop", "cart", 2, Bytes.mib(512));

    assertThat(queries(service)).hasSize(1);
  }

  @Test
  void asksForEachWantedTask() {
    Service service = SampleServices.fargate("shop", "cart", 2, Bytes.mib(512));

    List<MemoryQuery> queries = queries(service, TASK);

    assertThat(queries)
        .extracting(MemoryQuery::subject)
        .containsExactly(Subject.SERVICE, Subject.task(TASK));
    assertThat(name(queries.get(1)))
        .isEqualTo(
            "ECS/ContainerInsights MemoryUtilized ClusterName=shop ServiceName=cart TaskId="
                + TASK);
    assertThat(queries.get(1).limit()).isEqualTo(Bytes.mib(512));
    assertThat(queries.get(1).bytesPerUnit()).isEqualTo(MIB);
  }

  @Test
  void asksForContainersThatMeetALimitOfTheirOwnBeforeTheTasks() {
    Service service =
        service(
            Optional.of(Bytes.mib(1024)),
            container("app", Optional.of(Bytes.mib(768)), Optional.empty()),
            container("proxy", Optional.empty(), Optional.of(Bytes.mib(64))));

    List<MemoryQuery> queries = queries(service, TASK);

    assertThat(queries)
        .extracting(MemoryQuery::subject)
        .containsExactly(Subject.SERVICE, Subject.task(TASK), Subject.container(TASK, "app"));
    assertThat(name(queries.getLast()))
        .isEqualTo(
            "ECS/ContainerInsights ContainerMemoryUtilized ClusterName=shop ServiceName=cart"
                + " ContainerName=app TaskId="
                + TASK);
    assertThat(queries.getLast().limit()).isEqualTo(Bytes.mib(768));
  }

  @Test
  void asksForAWantedContainerOverAllTasksAgainstItsOwnLimit() {
    Service service =
        service(
            Optional.of(Bytes.mib(2048)),
            container("app", Optional.empty(), Optional.of(Bytes.mib(1024))),
            container("proxy", Optional.of(Bytes.mib(256)), Optional.empty()));
    Request request = new Request(service, List.of(), Set.of(), Set.of("proxy"));

    MemoryQuery query = MemoryQuery.ofContainers(request).getFirst();

    assertThat(query.subject()).isEqualTo(Subject.container("proxy"));
    assertThat(query.limit()).isEqualTo(Bytes.mib(256));
    assertThat(name(query))
        .isEqualTo(
            "ECS/ContainerInsights ContainerMemoryUtilized ClusterName=shop ServiceName=cart"
                + " ContainerName=proxy");
    Service plain = with(Service.Insights.ON, service);
    assertThat(MemoryQuery.ofContainers(new Request(plain, List.of(), Set.of(), Set.of("proxy"))))
        .as("a cluster that publishes nothing per container")
        .isEmpty();
  }

  @Test
  void withAllThatIsOnlyContainersWithALimitOfTheirOwnAreAskedFor() {
    Service service =
        service(
            Optional.of(Bytes.mib(2048)),
            container("app", Optional.empty(), Optional.of(Bytes.mib(1024))),
            container("proxy", Optional.of(Bytes.mib(256)), Optional.empty()));

    assertThat(new Request(service, List.of()).containers()).containsExactly("proxy");
  }

  @Test
  void aPercentageIsOfTheTasksMemory() {
    Service service =
        service(
            Optional.of(Bytes.mib(1000)),
            container("app", Optional.of(Bytes.mib(800)), Optional.of(Bytes.mib(100))));

    MemoryQuery query = MemoryQuery.of(service, Source.UTILIZATION);

    assertThat(query.bytesPerUnit()).isEqualTo(10 * MIB);
    assertThat(query.limit()).isEqualTo(Bytes.mib(1000));
  }

  @Test
  void aPercentageIsOfWhatTheContainersReserveWhereTheTaskHasNoSize() {
    Service service =
        service(
            Optional.empty(),
            container("app", Optional.of(Bytes.mib(800)), Optional.of(Bytes.mib(100))),
            container("proxy", Optional.of(Bytes.mib(100)), Optional.empty()));

    MemoryQuery query = MemoryQuery.of(service, Source.UTILIZATION);

    assertThat(query.bytesPerUnit()).isEqualTo(2 * MIB);
    assertThat(query.limit()).isEqualTo(Bytes.mib(900));
  }

  /** What is asked of a service and of some of its tasks. */
  private static List<MemoryQuery> queries(Service service, String... tasks) {
    return Stream.concat(
            Stream.of(MemoryQuery.of(service, Source.UTILIZATION)),
            MemoryQuery.ofTasks(new Request(service, List.of(tasks))).stream())
        .toList();
  }

  private static Service service(Optional<Bytes> memory, Container... containers) {
    TaskDefinition definition = SampleServices.definition("cart", 1, false, memory, containers);
    return SampleServices.service(SampleServices.id("shop", "cart"), 2, definition);
  }

  private static Container container(
      String name, Optional<Bytes> limit, Optional<Bytes> reservation) {
    return new Container(name, true, limit, reservation, Map.of());
  }

  private static Service with(Service.Insights insights, Service service) {
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

  private static String name(MemoryQuery query) {
    var name = new StringBuilder(query.metric().namespace() + " " + query.metric().metricName());
    for (Dimension dimension : query.metric().dimensions()) {
      name.append(' ').append(dimension.name()).append('=').append(dimension.value());
    }
    return name.toString();
  }
}
