package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.app.DecideClick.Decision.Accepted;
import io.headroom.core.app.DecideClick.Decision.Refused;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Phase;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.Responders;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.runbook.RemedyKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecideClickTest {

  private static final Actor BEN = new Actor("U0BEN", "Ben");
  private static final IncidentId NO_SUCH = new IncidentId("cart-20260101-0000-0000");

  private final World world = new World();

  @BeforeEach
  void inTrouble() {
    world.uses(0.85);
    world.minutes(6);
  }

  @Test
  void aClickOnWhatIsOfferedIsWrittenAndNothingElseDone() {
    Incident before = world.incident();
    Decision decision = click(RemedyKind.RESTART);

    String remedy = before.offer() + "-restart";
    assertThat(decision)
        .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.remedy()).isEqualTo(remedy));
    assertThat(world.incident().phase()).isEqualTo(Phase.REQUESTED);
    assertThat(world.last(RemedyRequested.class))
        .isEqualTo(new RemedyRequested(remedy, ((Accepted) decision).plan(), World.ANA));
    assertThat(world.incident().version()).isEqualTo(before.version() + 1);
    assertThat(world.fleet.effects()).isEmpty();
  }

  @Test
  void theSameClickDeliveredAgainHasTheSameAnswerAndIsWrittenOnce() {
    Incident before = world.incident();
    Decision first = click(RemedyKind.RESTART);
    assertThat(click(RemedyKind.RESTART)).isEqualTo(first);
    assertThat(requests()).isEqualTo(1);

    world.runRemedy.run(before.id(), ((Accepted) first).remedy(), world.now);
    world.fleet.complete(World.CART);
    world.uses(0.3);
    world.minutes(20);
    assertThat(world.incident().open()).isFalse();
    assertThat(click(before.offer(), RemedyKind.RESTART))
        .as("even after the incident is over")
        .isEqualTo(first);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void whereRemediesAreOffNobodyIsAskedForAnything() {
    Responders unasked =
        (person, incident) -> {
          throw new AssertionError("asked");
        };
    var off = new DecideClick(world.store, unasked, false);
    assertThat(off.decide(NO_SUCH, 0, RemedyKind.RESTART, World.ANA, world.now))
        .isEqualTo(refused(Refusal.REMEDIES_OFF));
    assertThat(off.preview(NO_SUCH, 0, RemedyKind.RESTART, World.ANA, world.now))
        .isEqualTo(refused(Refusal.REMEDIES_OFF));
  }

  @Test
  void whoMayNotActIsToldNothingElse() {
    var onlyAna =
        new DecideClick(world.store, (person, incident) -> person.equals(World.ANA), true);
    assertThat(onlyAna.decide(NO_SUCH, 0, RemedyKind.RESTART, BEN, world.now))
        .isEqualTo(refused(Refusal.NOT_ALLOWED));
    assertThat(onlyAna.preview(NO_SUCH, 0, RemedyKind.RESTART, BEN, world.now))
        .isEqualTo(refused(Refusal.NOT_ALLOWED));
    assertThat(onlyAna.decide(NO_SUCH, 0, RemedyKind.RESTART, World.ANA, world.now))
        .isEqualTo(refused(Refusal.INCIDENT_UNKNOWN));
  }

  @Test
  void aListOfPeopleThatCannotBeReadAllowsNobody() {
    Responders unreadable =
        (person, incident) -> {
          throw new Responders.Unreadable("usergroups.users.list: missing_scope", new Exception());
        };
    var decide = new DecideClick(world.store, unreadable, true);
    assertThatThrownBy(
            () -> decide.decide(world.incident().id(), 2, RemedyKind.RESTART, World.ANA, world.now))
        .isInstanceOf(Responders.Unreadable.class);
    assertThat(requests()).isZero();
  }

  @Test
  void anUnknownIncidentIsSaidToBe() {
    assertThat(world.decideClick.decide(NO_SUCH, 2, RemedyKind.RESTART, World.ANA, world.now))
        .isEqualTo(refused(Refusal.INCIDENT_UNKNOWN));
    assertThat(world.decideClick.preview(NO_SUCH, 2, RemedyKind.RESTART, World.ANA, world.now))
        .isEqualTo(refused(Refusal.INCIDENT_UNKNOWN));
  }

  @Test
  void aResolvedIncidentIsNotActedOn() {
    int offer = world.incident().offer();
    world.uses(0.3);
    world.minutes(6);
    assertThat(world.incident().open()).isFalse();
    assertRefused(offer, RemedyKind.RESTART, Refusal.INCIDENT_RESOLVED);
  }

  @Test
  void oneRemedyAtATimeAndItIsSaidWhose() {
    int offer = world.incident().offer();
    click(RemedyKind.RESTART);
    assertThat(click(offer, RemedyKind.SCALE_OUT))
        .isEqualTo(
            new Refused(
                Optional.of(World.CART), Refusal.REMEDY_IN_PROGRESS, "restart, asked for by Ana"));
    assertThat(click(offer + 1, RemedyKind.RESTART))
        .as("whatever button it was")
        .isEqualTo(
            new Refused(
                Optional.of(World.CART), Refusal.REMEDY_IN_PROGRESS, "restart, asked for by Ana"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 99, 0, -1})
  void aButtonThatIsNotOfTheStandingOfferIsRefused(int offer) {
    assertThat(world.incident().offer()).isEqualTo(2);
    assertRefused(offer, RemedyKind.RESTART, Refusal.OFFER_REPLACED);
  }

  @Test
  void aButtonOfAnEarlierOfferIsRefused() {
    int earlier = world.incident().offer();
    world.fleet.deployedByOthers(World.CART);
    world.minutes(1);
    assertThat(world.incident().offer()).isGreaterThan(earlier);
    assertRefused(earlier, RemedyKind.RESTART, Refusal.OFFER_REPLACED);
  }

  @Test
  void withoutAnOfferYetThereIsNothingToPress() {
    var untold = new World();
    untold.fleet.failAlways(World.CART, World.throttled());
    untold.uses(0.85);
    untold.minutes(5);
    assertThat(untold.incident().offer()).isZero();
    assertThat(
            untold.decideClick.decide(
                untold.incident().id(), 0, RemedyKind.RESTART, World.ANA, untold.now))
        .isEqualTo(refused(Refusal.OFFER_REPLACED));
  }

  @Test
  void aButtonExpiresAfterTwelveHours() {
    Incident incident = world.incident();
    world.now = incident.events().get(incident.offer() - 1).at().plus(DecideClick.OFFER_LASTS);
    assertThat(preview(incident.offer(), RemedyKind.RESTART)).isInstanceOf(Accepted.class);
    world.now = world.now.plus(Duration.ofMillis(1));
    assertRefused(incident.offer(), RemedyKind.RESTART, Refusal.OFFER_EXPIRED);
  }

  @Test
  void whatTheRunbooksDoNotOfferIsRefused() {
    assertRefused(world.incident().offer(), RemedyKind.FORCE_GC, Refusal.NOT_OFFERED);
  }

  @Test
  void aButtonThatIsOffSaysWhyAgain() {
    assertRefused(world.incident().offer(), RemedyKind.STOP_HOTTEST_TASK, Refusal.NO_TASK_METRICS);
    world.fleet.deployedByOthers(World.CART);
    world.minutes(1);
    assertThat(click(RemedyKind.RESTART))
        .isEqualTo(
            new Refused(
                Optional.of(World.CART), Refusal.DEPLOYMENT_IN_PROGRESS, "0 of 4 new tasks run"));
  }

  @Test
  void anotherWriteInBetweenIsReadAndTheClickDecidedAnew() {
    var writes = new AtomicInteger();
    world.store.beforeWrite = () -> somebodyWrites(writes, 4);
    assertThat(click(RemedyKind.RESTART)).isInstanceOf(Accepted.class);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void ofTwoPeopleAtTheSameMomentOneIsRefused() {
    int offer = world.incident().offer();
    world.store.beforeWrite =
        () -> {
          world.store.beforeWrite = () -> {};
          world.decideClick.decide(
              world.incident().id(), offer, RemedyKind.SCALE_OUT, BEN, world.now);
        };
    assertThat(click(offer, RemedyKind.RESTART))
        .isEqualTo(
            new Refused(
                Optional.of(World.CART),
                Refusal.REMEDY_IN_PROGRESS,
                "scale-out, asked for by Ben"));
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void othersWhoNeverStopWritingAreSaidTo() {
    var writes = new AtomicInteger();
    world.store.beforeWrite = () -> somebodyWrites(writes, Integer.MAX_VALUE);
    assertThatThrownBy(() -> click(RemedyKind.RESTART))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(world.incident().id().value())
        .hasMessageContaining("changed 5 times");
  }

  /** Somebody acknowledges or a kill is told, up to so many times, before each other write. */
  private void somebodyWrites(AtomicInteger writes, int most) {
    if (writes.incrementAndGet() <= most) {
      Runnable hook = world.store.beforeWrite;
      world.store.beforeWrite = () -> {};
      world.recordStoppedTask.note(world.kill(), world.now);
      world.store.beforeWrite = hook;
    }
  }

  private void assertRefused(int offer, RemedyKind kind, Refusal why) {
    int version = world.incident().version();
    assertThat(preview(offer, kind)).isEqualTo(refused(why));
    assertThat(click(offer, kind)).isEqualTo(refused(why));
    assertThat(world.incident().version()).as("nothing is written").isEqualTo(version);
  }

  private Decision preview(int offer, RemedyKind kind) {
    return world.decideClick.preview(world.incident().id(), offer, kind, World.ANA, world.now);
  }

  private Decision click(RemedyKind kind) {
    return click(world.incident().offer(), kind);
  }

  private Decision click(int offer, RemedyKind kind) {
    return world.decideClick.decide(world.incident().id(), offer, kind, World.ANA, world.now);
  }

  private long requests() {
    return world.incident().events().stream()
        .map(Recorded::event)
        .filter(RemedyRequested.class::isInstance)
        .count();
  }

  private static Decision refused(Refusal why) {
    boolean beforeLookingUp =
        EnumSet.of(Refusal.INCIDENT_UNKNOWN, Refusal.NOT_ALLOWED, Refusal.REMEDIES_OFF)
            .contains(why);
    return new Refused(beforeLookingUp ? Optional.empty() : Optional.of(World.CART), why, "");
  }
}
