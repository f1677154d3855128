package io.headroom.core.app;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.port.Responders;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.runbook.RemedyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a click on a remedy counts. It only writes that the remedy was asked for: Slack
 * wants its answer within three seconds, and a Lambda freezes after it.
 */
public final class DecideClick {

  /** A button older than this is refused: whoever drew it may have seen another world. */
  public static final Duration OFFER_LASTS = Duration.ofHours(12);

  private static final int ATTEMPTS = 5;

  private final IncidentStore store;
  private final Responders responders;
  private final boolean remediesOn;

  /**
   * @param remediesOn whether this installation may change ECS at all
   */
  public DecideClick(IncidentStore store, Responders responders, boolean remediesOn) {
    this.store = store;
    this.responders = responders;
    this.remediesOn = remediesOn;
  }

  /** What a click came to. */
  public sealed interface Decision {

    /** Whose incident it is; empty where that was not looked up. */
    Optional<ServiceId> service();

    /**
     * The remedy was asked for, by this click or by the same one delivered before.
     *
     * @param remedy its id within the incident
     */
    record Accepted(Optional<ServiceId> service, String remedy, RemedyPlan plan)
        implements Decision {}

    /**
     * Nothing was written.
     *
     * @param detail what exactly stands in the way; may be empty
     */
    record Refused(Optional<ServiceId> service, Refusal why, String detail) implements Decision {}
  }

  /**
   * What a click would come to, without clicking: for a confirmation that shows the plan.
   *
   * @param offer number of the event that drew the button
   * @return accepted with the plan as it would be run; nothing is written
   */
  public Decision preview(IncidentId id, int offer, RemedyKind kind, Actor by, Instant now) {
    return barred(by, id)
        .orElseGet(
            () ->
                store
                    .load(id)
                    .map(incident -> decide(incident, offer, kind, remedy(offer, kind), now))
                    .orElseGet(() -> refused(Refusal.INCIDENT_UNKNOWN)));
  }

  /**
   * Decides a click.
   *
   * @param offer number of the event that drew the button
   * @throws IllegalStateException if others kept writing to the incident at the same time
   */
  public Decision decide(IncidentId id, int offer, RemedyKind kind, Actor by, Instant now) {
    Optional<Decision> barred = barred(by, id);
    if (barred.isPresent()) {
      return barred.get();
    }
    String remedy = remedy(offer, kind);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Incident> incident = store.load(id);
      if (incident.isEmpty()) {
        return refused(Refusal.INCIDENT_UNKNOWN);
      }
      Optional<Decision> made = earlier(incident.get(), remedy);
      if (made.isPresent()) {
        return made.get();
      }
      Decision decision = decide(incident.get(), offer, kind, remedy, now);
      if (!(decision instanceof Decision.Accepted accepted)) {
        return decision;
      }
      var draft = new Draft(incident.get(), now);
      draft.add("requested:" + remedy, new RemedyRequested(remedy, accepted.plan(), by));
      if (store.append(incident.get(), draft.added()) == Append.DONE) {
        return accepted;
      }
    }
    throw new IllegalStateException(
        "incident %s changed %d times while a click was written".formatted(id, ATTEMPTS));
  }

  private Optional<Decision> barred(Actor by, IncidentId id) {
    if (!remediesOn) {
      return Optional.of(refused(Refusal.REMEDIES_OFF));
    }
    return responders.mayAct(by, id) ? Optional.empty() : Optional.of(refused(Refusal.NOT_ALLOWED));
  }

  private static String remedy(int offer, RemedyKind kind) {
    return offer + "-" + kind.word();
  }

  /** The same click, delivered before: its answer is the same again. */
  private static Optional<Decision> earlier(Incident incident, String remedy) {
    return incident.remedy(remedy).map(run -> accepted(incident, remedy, run.plan()));
  }

  private static Decision decide(
      Incident incident, int offer, RemedyKind kind, String remedy, Instant now) {
    if (!incident.open()) {
      return refused(incident, Refusal.INCIDENT_RESOLVED, "");
    }
    Optional<RemedyRun> active = incident.activeRemedy();
    if (active.isPresent()) {
      return refused(
          incident,
          Refusal.REMEDY_IN_PROGRESS,
          active.get().plan().remedy().kind().word()
              + ", asked for by "
              + active.get().by().name());
    }
    if (NewerVersion.hasInHand(incident, now)) {
      return refused(Refusal.NEWER_VERSION);
    }
    if (offer < 1 || offer != incident.offer()) {
      return refused(incident, Refusal.OFFER_REPLACED, "");
    }
    if (now.isAfter(incident.events().get(offer - 1).at().plus(OFFER_LASTS))) {
      return refused(incident, Refusal.OFFER_EXPIRED, "");
    }
    Optional<Offer> offered =
        incident.offers().stream().filter(candidate -> candidate.kind() == kind).findFirst();
    if (offered.isEmpty()) {
      return refused(incident, Refusal.NOT_OFFERED, "");
    }
    return switch (offered.get()) {
      case Offer.Available available -> accepted(incident, remedy, available.plan());
      case Offer.Off off -> refused(incident, off.why(), off.detail());
    };
  }

  private static Decision accepted(Incident incident, String remedy, RemedyPlan plan) {
    return new Decision.Accepted(Optional.of(incident.service()), remedy, plan);
  }

  private static Decision refused(Incident incident, Refusal why, String detail) {
    return new Decision.Refused(Optional.of(incident.service()), why, detail);
  }

  /** Refused before the incident was looked up, or there is none. */
  private static Decision refused(Refusal why) {
    return new Decision.Refused(Optional.empty(), why, "");
  }
}
