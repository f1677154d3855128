package io.headroom.core.app;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says in an incident since when what fires in it cannot be seen, and when it can be again. */
final class Silence {

  private Silence() {}

  /** Adds what has changed since the last check, if something has. */
  static void tell(
      Draft draft,
      Service service,
      ServiceMemory memory,
      List<Evaluation> evaluations,
      Instant now) {
    Incident incident = draft.after();
    List<Evaluation> firing =
        evaluations.stream()
            .filter(evaluation -> incident.finding(evaluation.key()).isPresent())
            .toList();
    Optional<Instant> since =
        firing.stream()
            .filter(evaluation -> evaluation.reason() == Reason.STALE_DATA)
            .flatMap(evaluation -> evaluation.noDataSince().stream())
            .min(Instant::compareTo);
    if (incident.noDataSince().isEmpty()) {
      // A service that is scaled to nothing has no memory to be seen.
      since
          .filter(at -> service.desired() > 0)
          .ifPresent(at -> add(draft, "no-data:", new DataStopped(at)));
    } else if (firing.stream().noneMatch(evaluation -> blind(evaluation, memory, now))) {
      add(draft, "data-again:", new DataResumed());
    }
  }

  private static boolean blind(Evaluation evaluation, ServiceMemory memory, Instant now) {
    return switch (evaluation.reason()) {
      case STALE_DATA, METRIC_NOT_PUBLISHED -> true;
      case MISSING_DATA -> !memory.fresh(now);
      case WITHIN_THRESHOLD,
          CLEARED,
          NOT_ENOUGH_HISTORY,
          NOT_SURE,
          AS_HIGH_BEFORE,
          NOT_LONG_ENOUGH,
          TASKS_BEING_REPLACED,
          THRESHOLD_EXCEEDED,
          NOT_YET_CLEAR ->
          false;
    };
  }

  private static void add(Draft draft, String key, IncidentEvent event) {
    if (draft.allows(event)) {
      draft.add(key + (draft.after().version() + 1), event);
    }
  }
}
