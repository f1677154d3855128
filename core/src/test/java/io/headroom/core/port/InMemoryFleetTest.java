package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.fleet.Deployment.Rollout;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryFleetTest extends FleetContract {

  private final InMemoryFleet fleet =
      new InMemoryFleet(InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

  @Override
  protected Fleet fleet() {
    return fleet;
  }

  @Override
  protected ServiceId running() {
    var service =
        SampleServices.tagged(
            SampleServices.ec2("shop", "cart", TASKS, LIMIT), Map.of("headroom:owner", "shop"));
    fleet.with(service);
    return service.id();
  }

  @Override
  protected void settle(ServiceId id) {
    fleet.complete(id);
  }

  @Test
  void replacesTasksOneByOne() {
    ServiceId id = running();
    fleet.restart(id);
    String primary = fleet.service(id).orElseThrow().primary().orElseThrow().id();

    fleet.progress(id, 1);

    assertThat(fleet.service(id).orElseThrow().primary().orElseThrow().running()).isEqualTo(1);
    assertThat(fleet.service(id).orElseThrow().running()).isEqualTo(TASKS);
    assertThat(fleet.service(id).orElseThrow().deploying()).isTrue();
    assertThat(fleet.tasks(id))
        .filteredOn(task -> task.status() == Task.Status.RUNNING)
        .filteredOn(task -> task.deployment().orElseThrow().equals(primary))
        .hasSize(1);
  }

  @Test
  void aFailedRollOutKeepsTheOldTasks() {
    ServiceId id = running();
    fleet.restart(id);

    fleet.fail(id, "tasks failed to start");

    assertThat(fleet.service(id).orElseThrow().running()).isEqualTo(TASKS);
    assertThat(fleet.service(id).orElseThrow().primary().orElseThrow().rollout())
        .isEqualTo(Rollout.FAILED);
  }

  @Test
  void failsOnceWhenTold() {
    ServiceId id = running();
    fleet.failNext(new FleetException(FleetException.Reason.THROTTLED, "Rate exceeded"));

    assertThatThrownBy(() -> fleet.restart(id)).hasMessage("Rate exceeded");
    fleet.restart(id);

    assertThat(fleet.effects()).containsExactly("restart shop/cart");
    assertThat(fleet.calls()).hasSize(2);
  }

  @Test
  void callsBackAroundEachEffect() {
    ServiceId id = running();
    fleet.beforeEffect(
        () -> {
          throw new IllegalStateException("killed before");
        });
    assertThatThrownBy(() -> fleet.restart(id)).hasMessage("killed before");
    assertThat(fleet.service(id).orElseThrow().deploying()).isFalse();

    fleet.beforeEffect(() -> {});
    fleet.afterEffect(
        () -> {
          throw new IllegalStateException("killed after");
        });
    assertThatThrownBy(() -> fleet.restart(id)).hasMessage("killed after");
    assertThat(fleet.service(id).orElseThrow().deploying()).isTrue();
  }
}
