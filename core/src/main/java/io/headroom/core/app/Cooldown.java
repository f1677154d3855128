package io.headroom.core.app;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.runbook.RemedyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Which remedies ended so short a while ago that they are not repeated yet. */
final class Cooldown {

  static final Duration LASTS = Duration.ofMinutes(10);

  private Cooldown() {}

  /** A remedy that was refused before it began does not count: it did nothing to the service. */
  static Set<RemedyKind> of(Incident incident, Instant now) {
    return incident.remedies().stream()
        .filter(run -> run.failure().filter(FailureReason.REFUSED::equals).isEmpty())
        .filter(run -> run.settledAt().filter(at -> at.isAfter(now.minus(LASTS))).isPresent())
        .map(RemedyRun::plan)
        .map(plan -> plan.remedy().kind())
        .collect(Collectors.toSet());
  }
}
