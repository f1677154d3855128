package io.headroom.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.ServiceNote.Origin;
import io.headroom.core.watch.ServiceNote.RuleNote;
import io.headroom.core.watch.Source;
import io.headroom.core.watch.WatchReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /memory service}. */
class MemoryServiceTest {

  private static final ServiceId CART = SampleServices.id("shop", "cart");

  private final BotWorld world = new BotWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void saysTheSourcesTheLimitAndTheRulesWithWhereTheyComeFrom() {
    world.watch.note(List.of(note(CART, WatchReason.QUIET)));
    String answer = world.type("service cart").body();
    assertThat(answer)
        .contains(
            "shop/cart",
            "memory of the service: Container Insights MemoryUtilized, Maximum, since 2026-11-18 12:00",
            "heap used: nodejs_heap_size_used_bytes in Shop/App",
            "missing: no garbage collections are published",
            "Limit 512 MiB: memory of the task.",
            "It used 53% of its limit then.",
            "No data since 2026-11-21 11:40 UTC",
            "`memory-high` of container-limit: 85%, from the tag `headroom:memory-high`",
            "`oom-killed` of pod-memory: 1, from the runbook",
            "tag headroom:memory-hihg sets nothing");
    assertThat(world.logged)
        .singleElement()
        .asString()
        .contains("\"outcome\":\"SERVICE_WITH_ARGUMENTS\"", "\"service\":\"cart\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UTILIZATION | INSIGHTS_PER_TASK | memory of each task and container: Container Insights with enhanced observability | memory of the service: AWS/ECS MemoryUtilization, Maximum: its hottest task, since
          APPLICATION | APPLICATION       | memory of each task: a metric of its application                                  | memory of the service: a metric of its application, since
          """)
  void theTasksMayComeFromElsewhereThanTheService(
      Source source, Source perTask, String ofTasks, String ofService) {
    world.watch.note(List.of(note(CART, WatchReason.NEAR, source, Optional.of(perTask))));
    assertThat(world.type("service cart").body()).contains(ofTasks, ofService);
  }

  @Test
  void withoutThemItSaysNothingOfTasks() {
    world.watch.note(List.of(note(CART, WatchReason.QUIET)));
    assertThat(world.type("service cart").body()).doesNotContain("memory of each task");
  }

  @ParameterizedTest
  @EnumSource(WatchReason.class)
  void saysHowOftenItIsAskedAbout(WatchReason reason) {
    world.watch.note(List.of(note(CART, reason)));
    assertThat(world.type("service shop/cart").body()).contains("CloudWatch is ");
  }

  @Test
  void aNameThatIsNotKnownIsRepeatedHarmlessly() {
    assertThat(world.type("service <!channel>`x`").body())
        .contains("No service", "is known")
        .doesNotContain("<!channel>");
  }

  @Test
  void withoutANameItSaysHowToAsk() {
    assertThat(world.type("service").body()).contains("Which service?", "service shop/cart");
  }

  @Test
  void manyOfOneNameAreNamedWithTheirClusters() {
    world.watch.note(
        IntStream.range(0, 5)
            .mapToObj(i -> note(SampleServices.id("shop-" + i, "cart"), WatchReason.QUIET))
            .toList());
    assertThat(world.type("service cart").body())
        .contains("5 services are called", "shop-0/cart", "shop-4/cart");
    assertThat(world.type("service shop-3/cart").body()).contains("Limit 512 MiB");
  }

  private static ServiceNote note(ServiceId id, WatchReason reason) {
    return note(id, reason, Source.INSIGHTS, Optional.empty());
  }

  private static ServiceNote note(
      ServiceId id, WatchReason reason, Source source, Optional<Source> perTask) {
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    return new ServiceNote(
        id,
        now,
        reason,
        source,
        perTask,
        Instant.parse("2026-11-18T12:00:00Z"),
        List.of("heap used: nodejs_heap_size_used_bytes in Shop/App"),
        List.of("no garbage collections are published"),
        Bytes.mib(512),
        "memory of the task",
        Optional.of(new Ratio(0.53)),
        Optional.of(Instant.parse("2026-11-21T11:40:00Z")),
        List.of(
            new RuleNote("container-limit", "memory-high", "85%", Origin.TAG),
            new RuleNote("pod-memory", "oom-killed", "1", Origin.RUNBOOK)),
        List.of("tag headroom:memory-hihg sets nothing"));
  }
}
