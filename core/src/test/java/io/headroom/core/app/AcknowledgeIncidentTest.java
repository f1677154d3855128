package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.Actor;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.RemedyKind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AcknowledgeIncidentTest {

  private static final Actor BEN = new Actor("U0BEN", "Ben");

  private final World world = new World();

  @BeforeEach
  void inTrouble() {
    world.uses(0.85);
    world.minutes(6);
  }

  @Test
  void theFirstOneIsKept() {
    assertThat(acknowledge(World.ANA)).isEmpty();
    assertThat(acknowledge(BEN)).as("no harm in it").isEmpty();
    assertThat(acknowledge(World.ANA)).isEmpty();
    assertThat(world.incident().acknowledged()).contains(new Acknowledged(World.ANA));
    assertThat(world.story()).containsOnlyOnce("Acknowledged");
  }

  @Test
  void itMayBeDoneWhileARemedyIsUnderWay() {
    world.click(RemedyKind.RESTART);
    assertThat(acknowledge(World.ANA)).isEmpty();
    assertThat(world.incident().activeRemedy()).isPresent();
  }

  @Test
  void whoMayNotActMayNotAcknowledge() {
    var onlyAna =
        new AcknowledgeIncident(world.store, (person, incident) -> person.equals(World.ANA));
    assertThat(onlyAna.acknowledge(world.incident().id(), BEN, world.now))
        .contains(Refusal.NOT_ALLOWED);
    assertThat(onlyAna.acknowledge(new IncidentId("none"), BEN, world.now))
        .as("and is told nothing else")
        .contains(Refusal.NOT_ALLOWED);
    assertThat(world.incident().acknowledged()).isEmpty();
  }

  @Test
  void whatIsNotThereOrOverIsNotAcknowledged() {
    assertThat(world.acknowledge.acknowledge(new IncidentId("none"), World.ANA, world.now))
        .contains(Refusal.INCIDENT_UNKNOWN);
    world.uses(0.3);
    world.minutes(6);
    assertThat(acknowledge(World.ANA)).contains(Refusal.INCIDENT_RESOLVED);
  }

  @Test
  void theSameClickDeliveredAgainAfterTheEndStillCounts() {
    acknowledge(World.ANA);
    world.uses(0.3);
    world.minutes(6);
    assertThat(world.incident().open()).isFalse();
    assertThat(acknowledge(World.ANA)).isEmpty();
  }

  @Test
  void anotherWriteInBetweenIsNoMatter() {
    var writes = new AtomicInteger();
    world.store.beforeWrite = () -> killTold(writes, 4);
    assertThat(acknowledge(World.ANA)).isEmpty();
    assertThat(world.incident().acknowledged()).isPresent();
  }

  @Test
  void othersWhoNeverStopWritingAreSaidTo() {
    var writes = new AtomicInteger();
    world.store.beforeWrite = () -> killTold(writes, Integer.MAX_VALUE);
    assertThatThrownBy(() -> acknowledge(World.ANA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changed 5 times");
  }

  private void killTold(AtomicInteger writes, int most) {
    if (writes.incrementAndGet() <= most) {
      Runnable hook = world.store.beforeWrite;
      world.store.beforeWrite = () -> {};
      world.recordStoppedTask.note(world.kill(), world.now);
      world.store.beforeWrite = hook;
    }
  }

  private Optional<Refusal> acknowledge(Actor by) {
    return world.acknowledge.acknowledge(world.incident().id(), by, world.now);
  }
}
