package io.headroom.core.app;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.Situations;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStore.Append;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Opens an incident: what was found, the verdict, the buttons and the first step of the ladder, in
 * one write.
 */
final class OpenIncident {

  private final IncidentStore store;
  private final Offers offers;
  private final Ladder ladder;
  private final Verdicts verdicts = new Verdicts();

  OpenIncident(IncidentStore store, Offers offers, Ladder ladder) {
    this.store = store;
    this.offers = offers;
    this.ladder = ladder;
  }

  /**
   * Opens an incident, unless one is open for the service.
   *
   * @param more adds what else is known already
   * @param opened is told of the write and of the incident as it was to be written, before anything
   *     is thrown
   * @throws FleetException when ECS does not tell what the buttons need; the incident was opened
   *     all the same, and the next check draws them
   */
  Append open(
      Service service,
      ServiceMemory memory,
      List<Finding> findings,
      Consumer<Draft> more,
      Instant now,
      BiConsumer<Incident, Append> opened) {
    var event =
        new Detected(
            service.id(),
            findings,
            Situations.of(service, memory, now),
            service.tag(Tags.CHANNEL),
            service.tag(Tags.OWNER));
    var detected = new Recorded(1, now, "detected", event);
    var draft = new Draft(Incident.of(IncidentId.of(service.id(), now), List.of(detected)), now);
    more.accept(draft);
    try {
      offers.refresh(draft, service, memory, now);
    } catch (FleetException e) {
      begin(detected, draft, now, opened);
      throw e;
    }
    verdicts.refresh(draft, service, memory, now);
    return begin(detected, draft, now, opened);
  }

  private Append begin(
      Recorded detected, Draft draft, Instant now, BiConsumer<Incident, Append> opened) {
    ladder.due(draft.after(), now).ifPresent(step -> draft.add("escalated:" + step.step(), step));
    Incident incident = draft.before();
    Append append =
        store.begin(
            incident.id(),
            incident.service(),
            Stream.concat(Stream.of(detected), draft.added().stream()).toList());
    opened.accept(draft.after(), append);
    return append;
  }
}
