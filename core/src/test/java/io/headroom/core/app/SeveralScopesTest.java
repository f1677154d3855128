package io.headroom.core.app;

import static io.headroom.core.app.TwoAccounts.AWAY;
import static io.headroom.core.app.TwoAccounts.AWAY_CART;
import static io.headroom.core.app.TwoAccounts.AWAY_SHOP;
import static io.headroom.core.app.TwoAccounts.CART;
import static io.headroom.core.app.TwoAccounts.HOME;
import static io.headroom.core.app.TwoAccounts.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.ScopeCheck.Failing;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.Phase;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.runbook.RemedyKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services of the same cluster and name in two accounts. */
final class SeveralScopesTest {

  private static final String NO_ROLE = "AssumeRole headroom-act-eu-central-1: no";

  private final TwoAccounts world = new TwoAccounts();

  @Test
  void twoServicesOfOneNameHaveAnIncidentEach() {
    world.uses(CART, 0.85);
    world.uses(AWAY_CART, 0.95);
    world.minute();

    assertThat(world.incident(CART).id()).isNotEqualTo(world.incident(AWAY_CART).id());
    assertThat(world.incident(CART).findings()).hasSize(1);
    assertThat(world.incident(AWAY_CART).findings()).hasSize(2);
  }

  @Test
  void aRemedyReachesTheAccountOfItsService() {
    world.uses(CART, 0.85);
    world.uses(AWAY_CART, 0.85);
    world.minute();
    Incident away = world.incident(AWAY_CART);

    assertThat(world.run(away, world.ask(AWAY_CART, RemedyKind.RESTART)))
        .isEqualTo(RunRemedy.Ran.ASKED);

    assertThat(world.in(AWAY).effects()).containsExactly("restart shop/cart");
    assertThat(world.in(HOME).effects()).isEmpty();
    assertThat(world.incident(CART).phase()).isEqualTo(Phase.OPEN);
  }

  @Test
  void aRaisedLimitIsRegisteredInTheAccountOfItsService() {
    world.uses(CART, 0.85);
    world.minute();
    Incident incident = world.incident(CART);

    world.run(incident, world.ask(CART, RemedyKind.RAISE_LIMIT));

    assertThat(world.in(HOME).effects())
        .satisfiesExactly(
            effect -> assertThat(effect).startsWith("registerWithLimit"),
            effect -> assertThat(effect).startsWith("deploy shop/cart"));
    assertThat(world.in(AWAY).effects()).isEmpty();
  }

  @Test
  void oneScopeThatFailsStopsNoOther() {
    world.uses(AWAY_CART, 0.85);
    world.minute();
    Incident away = world.incident(AWAY_CART);
    world.unreachable(AWAY, denied());
    Instant since = world.now.plusSeconds(60);
    world.uses(CART, 0.85);
    for (int i = 0; i < 10; i++) {
      world.minute();
    }

    assertThat(world.incident(CART).openedAt()).isEqualTo(since);
    assertThat(world.incident(CART).escalations()).as("its ladder climbs").isPositive();
    assertThat(world.incident(AWAY_CART)).as("nothing is known, nothing changes").isEqualTo(away);
    assertThat(world.known(SHOP).failing()).isEmpty();
    assertThat(world.known(SHOP).overdue(world.now)).isFalse();
    assertThat(world.known(AWAY_SHOP).failing())
        .contains(
            new Failing(
                since, new CheckFailure(world.now, CheckFailure.Reason.ACCESS_DENIED, NO_ROLE)));
    assertThat(world.known(AWAY_SHOP).last().orElseThrow().at()).isEqualTo(since.minusSeconds(60));
    assertThat(world.known(AWAY_SHOP).overdue(world.now)).isTrue();

    world.reachable(AWAY);
    world.minute();
    assertThat(world.known(AWAY_SHOP).failing()).isEmpty();
    assertThat(world.incident(AWAY_CART).version()).as("it goes on").isGreaterThan(away.version());
  }

  @Test
  void aScopeThatWasNeverCheckedIsOverdue() {
    world.check(SHOP);
    assertThat(world.known(SHOP).overdue(world.now)).isFalse();
    assertThat(world.known(AWAY_SHOP).overdue(world.now)).isTrue();
    assertThat(world.known(SHOP).overdue(world.now.plusSeconds(180))).isFalse();
    assertThat(world.known(SHOP).overdue(world.now.plusSeconds(181))).isTrue();
  }

  @Test
  void aCheckMovesTheIncidentsOfItsOwnScopeAndNoOthers() {
    world.uses(CART, 0.85);
    world.uses(AWAY_CART, 0.85);
    world.minute();
    world.run(world.incident(AWAY_CART), world.ask(AWAY_CART, RemedyKind.RESTART));
    world.in(AWAY).complete(AWAY_CART);
    int version = world.incident(AWAY_CART).version();

    world.check(SHOP);
    assertThat(world.incident(AWAY_CART).version()).isEqualTo(version);
    world.check(AWAY_SHOP);
    assertThat(world.incident(AWAY_CART).phase()).isEqualTo(Phase.VERIFYING);

    world.in(AWAY).remove(AWAY_CART);
    world.check(SHOP);
    assertThat(world.incident(AWAY_CART).open()).as("gone, but not for that check to say").isTrue();
    world.check(AWAY_SHOP);
    assertThat(world.store.openFor(AWAY_CART)).isEmpty();
  }

  @Test
  void anotherAccountIsAskedNothingByTheCheckOfAScope() {
    int before = world.in(AWAY).calls().size();
    world.uses(CART, 0.95);
    world.check(SHOP);
    assertThat(world.in(AWAY).calls()).hasSize(before);
  }

  @Test
  void anIncidentWhoseClusterWasTakenOutOfTheScopesEndsAndSaysWhy() {
    ServiceId jobs = TwoAccounts.id(HOME, "batch");
    world.with(jobs);
    world.scopes = Scopes.parse("123456789012/eu-central-1/*,210987654321/eu-central-1/shop");
    world.uses(jobs, 0.85);
    world.uses(CART, 0.85);
    world.uses(AWAY_CART, 0.85);
    world.minute();

    world.scopes = Scopes.of(SHOP);
    world.minute();

    assertThat(world.incident(CART).open()).isTrue();
    for (ServiceId gone : List.of(jobs, AWAY_CART)) {
      Incident incident =
          world.store.resolvedSince(Instant.EPOCH, 10).stream()
              .filter(resolved -> resolved.service().equals(gone))
              .findFirst()
              .orElseThrow();
      assertThat(incident.resolution().orElseThrow().why()).isEqualTo(Resolved.Why.OUT_OF_SCOPE);
    }
  }

  /** Also where the scope that is left cannot be read: it does not wait for that. */
  @Test
  void itEndsEvenWhileTheScopeThatIsLeftFails() {
    world.uses(AWAY_CART, 0.85);
    world.minute();
    world.scopes = Scopes.of(SHOP);
    world.unreachable(HOME, denied());
    world.minute();
    assertThat(world.store.openFor(AWAY_CART)).isEmpty();
    assertThat(world.known(SHOP).failing()).isPresent();
  }

  @Test
  void aRemedyForAClusterThatIsNotWatchedAnyMoreReachesNoAccount() {
    world.uses(AWAY_CART, 0.85);
    world.minute();
    Incident away = world.incident(AWAY_CART);
    String remedy = world.ask(AWAY_CART, RemedyKind.RESTART);
    world.scopes = Scopes.of(Scope.all(HOME));

    assertThat(world.run(away, remedy)).isEqualTo(RunRemedy.Ran.FAILED);

    assertThat(world.in(HOME).effects()).isEmpty();
    assertThat(world.in(AWAY).effects()).isEmpty();
    assertThat(world.incident(AWAY_CART).lastRemedy().orElseThrow().failure().orElseThrow())
        .isEqualTo(FailureReason.OUT_OF_SCOPE);
  }

  @Test
  void noOtherScopeThanThoseConfiguredIsRead() {
    assertThatThrownBy(() -> world.check(Scope.all(HOME)))
        .isInstanceOf(FleetException.class)
        .hasMessageContainingAll(
            "123456789012/eu-central-1/* is not watched", world.scopes.toString());
  }

  private static FleetException denied() {
    return new FleetException(Reason.ACCESS_DENIED, NO_ROLE);
  }
}
