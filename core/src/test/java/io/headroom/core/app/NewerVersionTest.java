package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.Phase;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.RemedyKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A newer version writes to an incident while this one still runs. */
final class NewerVersionTest {

  private final World world = new World();

  @Test
  void aKindThatIsNotKnownChangesNothing() {
    inTrouble();
    newerVersionWrites("silenced", new Unknown("silenced", "{}"));
    world.click(RemedyKind.RESTART);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(20);
    assertThat(world.story()).contains("Unknown", "Verified").endsWith("Resolved");
    assertThat(keys()).doesNotHaveDuplicates();
  }

  /** A remedy of a kind that this version does not know was asked for: it may not run another. */
  @Test
  void aKnownKindThatIsNotUnderstoodIsLeftToTheNewerVersion() {
    inTrouble();
    newerVersionWrites("requested:2-roll-back", unreadable("remedy-requested"));
    int version = world.incident().version();

    assertThat(world.click(RemedyKind.RESTART))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.NEWER_VERSION));
    world.uses(0.95);
    world.minutes(13);

    assertThat(world.incident().version()).isEqualTo(version);
    assertThat(world.fleet.effects()).isEmpty();
  }

  @Test
  void ifThatVersionWasTakenBackThisOneGoesOn() {
    inTrouble();
    newerVersionWrites("requested:2-roll-back", unreadable("remedy-requested"));
    world.minutes(15);
    assertThat(world.click(RemedyKind.RESTART)).isInstanceOf(Decision.Accepted.class);
    world.fleet.complete(World.CART);
    world.uses(0.40);
    world.minutes(20);
    assertThat(world.incident().phase()).isEqualTo(Phase.RESOLVED);
    assertThat(world.incident().events().stream().map(Recorded::event))
        .as("and loses nothing")
        .contains(unreadable("remedy-requested"));
  }

  @Test
  void whatANewerVersionWroteIsNotWrittenAgain() {
    inTrouble();
    newerVersionWrites("escalated:0", unreadable("escalated"));
    world.minutes(30);
    assertThat(world.story()).doesNotContain("Paged");
    assertThat(keys()).containsOnlyOnce("escalated:0");
  }

  private static Unknown unreadable(String type) {
    return new Unknown(type, "{\"of\":\"tomorrow\"}", true);
  }

  private void inTrouble() {
    world.uses(0.85);
    world.minutes(5);
  }

  private void newerVersionWrites(String key, Unknown event) {
    Incident incident = world.incident();
    List<Recorded> events = new Draft(incident, world.now).add(key, event).added();
    assertThat(world.store.append(incident, events)).isEqualTo(Append.DONE);
  }

  private List<String> keys() {
    return world.incident().events().stream().map(Recorded::key).toList();
  }
}
