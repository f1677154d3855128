package io.headroom.core.app;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.port.Fleet;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Planner;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.ServiceState;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.RemedyOption;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps the buttons of an incident true to what the service is now. */
final class Offers {

  /** So long before they expire, offers that still hold are made anew. */
  private static final Duration RENEWED_BEFORE = Duration.ofHours(1);

  private final Fleet fleet;
  private final Runbooks runbooks;

  Offers(Fleet fleet, Runbooks runbooks) {
    this.fleet = fleet;
    this.runbooks = runbooks;
  }

  /**
   * Adds new offers to the draft, unless those that stand would do the same and can still be
   * clicked: a button works once, and expires.
   */
  void refresh(Draft draft, Service service, ServiceMemory memory, Instant now) {
    Incident incident = draft.after();
    var state =
        new ServiceState(service, fleet.tasks(service.id()), fleet.scaling(service.id()), memory);
    List<Offer> offers = new Planner(state, Cooldown.of(incident, now)).offers(kinds(service));
    if (incident.offer() == 0
        || !same(offers, incident.offers())
        || used(incident)
        || expiring(incident, now)) {
      draft.add("offered:" + (incident.version() + 1), new RemediesOffered(offers));
    }
  }

  /** Whether a remedy was asked for since: the same click again would be taken for a repetition. */
  private static boolean used(Incident incident) {
    return incident.events().stream()
        .skip(incident.offer())
        .anyMatch(recorded -> recorded.event() instanceof RemedyRequested);
  }

  private static boolean expiring(Incident incident, Instant now) {
    Instant offeredAt = incident.events().get(incident.offer() - 1).at();
    return now.isAfter(offeredAt.plus(DecideClick.OFFER_LASTS).minus(RENEWED_BEFORE));
  }

  /**
   * What the service's runbooks offer. Stopping only the hottest task is the gentler form of their
   * restart, and so is offered wherever a restart is.
   */
  private Set<RemedyKind> kinds(Service service) {
    Set<RemedyKind> kinds = EnumSet.noneOf(RemedyKind.class);
    for (Runbook runbook : runbooks.forTag(service.tag(Tags.RUNBOOK)).runbooks()) {
      runbook.remedies().stream().map(RemedyOption::kind).forEach(kinds::add);
    }
    if (kinds.contains(RemedyKind.RESTART)) {
      kinds.add(RemedyKind.STOP_HOTTEST_TASK);
    }
    return kinds;
  }

  /** Whether both would do the same; the numbers in the text may differ. */
  private static boolean same(List<Offer> some, List<Offer> others) {
    return some.stream()
        .map(Offers::essence)
        .toList()
        .equals(others.stream().map(Offers::essence).toList());
  }

  private static Object essence(Offer offer) {
    return switch (offer) {
      case Offer.Off off -> off.kind() + " " + off.why();
      case Offer.Available available -> {
        RemedyPlan plan = available.plan();
        yield List.of(plan.remedy(), plan.pin(), plan.warnings());
      }
    };
  }
}
