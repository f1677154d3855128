package io.headroom.core.incident;

import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.Resolved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Incidents of random events, the same for the same seed; legal ones, and lists of anything. */
final class RandomIncidents {

  private final Random random;

  RandomIncidents(long seed) {
    this.random = new Random(seed);
  }

  /** Any event but the first, with the parts of the examples. */
  IncidentEvent event() {
    List<IncidentEvent> events =
        IncidentExamples.oneOfEach().stream()
            .filter(event -> !(event instanceof Detected))
            .toList();
    IncidentEvent event = events.get(random.nextInt(events.size()));
    // Else most incidents would end before a remedy is through.
    return event instanceof Resolved && random.nextInt(10) > 0 ? event() : event;
  }

  /** An incident of up to so many events, each of which the table allowed when it was added. */
  Incident legal(int most) {
    Draft draft = new Draft(begun(), IncidentExamples.NOON);
    int tries = random.nextInt(8 * most);
    for (int i = 0; i < tries && draft.after().version() < most; i++) {
      IncidentEvent event = event();
      if (draft.allows(event)) {
        draft.add("key " + i, event);
      }
    }
    return draft.after();
  }

  /** A detection, and after it anything at all. */
  List<Recorded> anything(int most) {
    var events = new ArrayList<>(begun().events());
    int count = random.nextInt(most);
    for (int number = 2; number < 2 + count; number++) {
      Instant at = IncidentExamples.NOON.plusSeconds(number);
      events.add(new Recorded(number, at, "key " + number, event()));
    }
    return events;
  }

  /** A place in a list, not before its first element. */
  int placeIn(List<?> list) {
    return 1 + random.nextInt(list.size());
  }

  private static Incident begun() {
    return IncidentExamples.open(IncidentExamples.CHECKOUT, IncidentExamples.NOON);
  }
}
