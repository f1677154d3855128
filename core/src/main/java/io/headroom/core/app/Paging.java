package io.headroom.core.app;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.incident.IncidentEvent.Paged.Outcome;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Resolved.Why;
import io.headroom.core.incident.Page;
import io.headroom.core.incident.Phase;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.port.Journal;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.port.Pager;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the pager in step with an incident: it calls for each step of the ladder that says so, is
 * told when somebody acknowledged in Slack, and when it is over.
 *
 * <p>An action is sent first and written down after it, so that a crash in between sends it again,
 * which the pager takes for the same. What fails is tried again with each check, for a limited
 * time; the first failure and the last word are written down, so that the thread shows both.
 */
final class Paging {

  /** PagerDuty is highly available; what does not come through for so long never will. */
  private static final Duration TRIGGERS_FOR = Duration.ofMinutes(30);

  private static final Duration ACKNOWLEDGES_FOR = Duration.ofMinutes(10);

  /** An incident waits so long for its end to be told: while it does, no new one can begin. */
  private static final Duration RESOLVES_FOR = Duration.ofMinutes(5);

  private final IncidentStore store;
  private final Pager pager;
  private final Journal journal;

  Paging(IncidentStore store, Pager pager, Journal journal) {
    this.store = store;
    this.pager = pager;
    this.journal = journal;
  }

  /**
   * Sends what the pager still needs to know of an incident as it is stored, and writes that down.
   * If somebody else wrote to the incident meanwhile, the next check does it again.
   */
  void tell(Incident incident, Instant now) {
    var draft = new Draft(incident, now);
    for (Page page : incident.pages()) {
      needed(incident, page).ifPresent(action -> send(draft, page, action, now));
    }
    if (!draft.isEmpty()) {
      Append append = store.append(incident, draft.added());
      journal.write(new Decision.Advanced(incident, draft.added(), append));
    }
  }

  /**
   * Ends an incident, after the pager was told. While it cannot be told, and for no longer than
   * {@link #RESOLVES_FOR}, the incident stays as it is and the next check tries again.
   */
  void resolve(Draft draft, Why why, Instant now) {
    for (Page page : draft.after().pages()) {
      if (page.mayCall() && !page.settled(Action.RESOLVE)) {
        send(draft, page, Action.RESOLVE, now);
      }
    }
    boolean told =
        draft.after().pages().stream()
            .allMatch(page -> !page.mayCall() || page.settled(Action.RESOLVE));
    if (told) {
      draft.add("resolved", new Resolved(why, Optional.empty()));
    }
  }

  private static Optional<Action> needed(Incident incident, Page page) {
    if (incident.phase() == Phase.VERIFIED || !incident.open()) {
      return Optional.empty();
    }
    if (!page.acknowledged()) {
      return page.settled(Action.TRIGGER) ? Optional.empty() : Optional.of(Action.TRIGGER);
    }
    return page.mayCall() && !page.settled(Action.ACKNOWLEDGE)
        ? Optional.of(Action.ACKNOWLEDGE)
        : Optional.empty();
  }

  private void send(Draft draft, Page page, Action action, Instant now) {
    switch (pager.send(action, draft.after(), page.step())) {
      case Pager.Answer.Sent sent -> add(draft, page, action, Outcome.SENT, "");
      case Pager.Answer.NotSetUp none -> add(draft, page, action, Outcome.NOT_SET_UP, "");
      case Pager.Answer.Refused refused -> add(draft, page, action, Outcome.REFUSED, refused.why());
      case Pager.Answer.Failed failed -> {
        boolean over =
            page.failingSince(action)
                .filter(since -> !now.isBefore(since.plus(patience(action))))
                .isPresent();
        add(draft, page, action, over ? Outcome.GIVEN_UP : Outcome.FAILED, failed.why());
      }
      case Pager.Answer.Later later -> {}
    }
  }

  /** Each outcome once: that it fails still is no news. */
  private static void add(Draft draft, Page page, Action action, Outcome outcome, String detail) {
    String key = "paged:%d:%s:%s".formatted(page.step(), action, outcome).toLowerCase(Locale.ROOT);
    draft.add(key, new Paged(page.step(), action, outcome, detail));
  }

  private static Duration patience(Action action) {
    return switch (action) {
      case TRIGGER -> TRIGGERS_FOR;
      case ACKNOWLEDGE -> ACKNOWLEDGES_FOR;
      case RESOLVE -> RESOLVES_FOR;
    };
  }
}
