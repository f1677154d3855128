package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.series.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EvidenceCollectorTest {

  private final World world = new World();
  private final EvidenceCollector collector =
      new EvidenceCollector(world.fleet, new MemoryReader(world.fleet, world.metrics));

  @BeforeEach
  void inTrouble() {
    world.uses(0.85);
    world.minutes(6);
  }

  @Test
  void keepsWhatARestartDestroys() {
    StoppedTask older = world.kill();
    world.minute();
    StoppedTask newer = world.kill();
    var event = new ServiceEvent(world.now, "(service cart) has reached a steady state.");
    Service service = withEvents(world.cart().orElseThrow(), event);
    Evidence evidence = collector.collect(service, world.now);

    assertThat(evidence.stopped()).as("newest first").containsExactly(newer, older);
    assertThat(evidence.situation().used()).isEqualTo(Bytes.of(0.85 * World.LIMIT.value()));
    assertThat(evidence.situation().recent()).hasSize(60);
    assertThat(evidence.events()).containsExactly(event);
    Deployment deployment = service.primary().orElseThrow();
    assertThat(evidence.deployments())
        .containsExactly(
            "PRIMARY cart:1 COMPLETED since %s, 2 of 4 tasks run"
                .formatted(deployment.createdAt()));
    assertThat(evidence.missing()).isEmpty();
  }

  @Test
  void keepsTheNewestTwentyStoppedTasks() {
    var killed = new ArrayList<StoppedTask>();
    for (int i = 0; i < 25; i++) {
      world.minute();
      killed.add(world.kill());
    }
    Evidence evidence = collector.collect(world.cart().orElseThrow(), world.now);
    assertThat(evidence.stopped()).isEqualTo(killed.reversed().subList(0, 20));
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestIsKept() {
    Service service = world.cart().orElseThrow();
    world.fleet.failWhen(call -> call.operation().equals("stopped"), World.denied());
    world.metrics.cannotRead(World.CART, new Problem(Problem.Kind.THROTTLED, "Rate exceeded"));
    Evidence evidence = collector.collect(service, world.now);

    assertThat(evidence.missing())
        .contains(
            "stopped tasks: UpdateService: AccessDeniedException", "THROTTLED: Rate exceeded");
    assertThat(evidence.stopped()).isEmpty();
    assertThat(evidence.deployments()).hasSize(1);
    assertThat(evidence.situation().used()).isEqualTo(Bytes.ZERO);
  }

  @Test
  void tasksThatCannotBeListedAreNamedToo() {
    Service service = world.cart().orElseThrow();
    world.fleet.failWhen(call -> call.operation().equals("tasks"), World.throttled());
    Evidence evidence = collector.collect(service, world.now);
    assertThat(evidence.missing())
        .containsExactly("tasks of shop/cart: UpdateService: ThrottlingException");
    assertThat(evidence.situation().used()).isGreaterThan(Bytes.ZERO);
  }

  private static Service withEvents(Service service, ServiceEvent event) {
    return new Service(
        service.id(),
        service.desired(),
        service.running(),
        service.pending(),
        service.taskDefinition(),
        service.deployments(),
        service.controller(),
        service.insights(),
        Map.of(),
        List.of(event));
  }
}
