package io.headroom.core.app;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.leak.LeakDetector;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.detect.verdict.Diagnosis;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.detect.verdict.Verdict.Unknown.Why;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.Recorded;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the verdict of an open incident true to what its memory does, without changing its mind
 * each minute: people read it, and the buttons are ordered by it.
 */
final class Verdicts {

  /** A verdict stands for so long, unless there was none. */
  private static final Duration STANDS_FOR = Duration.ofMinutes(10);

  /** The time left is told anew when it is off by more than this share. */
  private static final double OFF_BY = 0.25;

  /** Adds the verdict of now to the draft, if it says more than the one that stands. */
  void refresh(Draft draft, Service service, ServiceMemory memory, Instant now) {
    Incident incident = draft.after();
    Optional<Verdict> found =
        of(incident, service, memory, now).filter(verdict -> !repeats(verdict, incident, memory));
    if (found.isPresent() && tellsMore(found.get(), incident, now)) {
      draft.add("verdict:" + (incident.version() + 1), new VerdictReached(found.get()));
    }
  }

  /** Empty where there is no series at all. */
  private Optional<Verdict> of(
      Incident incident, Service service, ServiceMemory memory, Instant now) {
    List<OomKill> kills =
        Stream.concat(
                incident.oomKills().stream(),
                incident.everFound().stream()
                    .flatMap(
                        finding ->
                            finding.reading() instanceof OomKillReading reading
                                ? Stream.of(reading.kill())
                                : Stream.of()))
            .distinct()
            .toList();
    Optional<Finding> leak =
        incident.findings().stream()
            .filter(finding -> finding.reading() instanceof LeakReading)
            .findFirst();
    return subject(memory, service, leak)
        .map(
            series -> {
              Optional<MemoryHistory> history =
                  Optional.ofNullable(memory.histories().get(series.subject()));
              List<Instant> starts = memory.starts().getOrDefault(series.subject(), List.of());
              return new Diagnosis(
                      series,
                      history,
                      history.map(
                          known -> LeakDetector.evaluate(known, series.limit(), starts, now)),
                      leak.map(finding -> (LeakReading) finding.reading()),
                      service.deployments().stream().map(Verdicts::revision).toList(),
                      service.deploying(),
                      kills)
                  .verdict(now);
            });
  }

  /**
   * The task that the leak rule names, else the hottest one by name, as far as its history is
   * known; else the service. A task that began with the newest deployment cannot tell what was
   * before it: the service can.
   */
  private static Optional<MemorySeries> subject(
      ServiceMemory memory, Service service, Optional<Finding> leak) {
    boolean serviceKnown = memory.histories().containsKey(Subject.SERVICE);
    Optional<MemorySeries> named =
        leak.flatMap(
            finding ->
                memory.tasks().stream()
                    .filter(task -> task.subject().equals(finding.subject()))
                    .findFirst());
    return named
        .or(memory::hottestTask)
        .filter(task -> memory.histories().containsKey(task.subject()))
        .filter(task -> !serviceKnown || begins(memory, task).isBefore(deployed(service)))
        .or(memory::hottest);
  }

  private static Instant begins(ServiceMemory memory, MemorySeries task) {
    MemoryHistory history = memory.histories().getOrDefault(task.subject(), new MemoryHistory());
    return Instant.ofEpochSecond(history.first() * MemoryHistory.BUCKET.toSeconds());
  }

  /** When the newest deployment was made; never, if there was none. */
  private static Instant deployed(Service service) {
    return service.deployments().stream()
        .map(Deployment::createdAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /**
   * Whether it is a leak that is known only by what its rule told before: without its history there
   * is nothing new to say of it.
   */
  private static boolean repeats(Verdict found, Incident incident, ServiceMemory memory) {
    return memory.histories().isEmpty()
        && found instanceof Verdict.Leak
        && incident.verdict().filter(Verdict.Leak.class::isInstance).isPresent();
  }

  private static boolean tellsMore(Verdict found, Incident incident, Instant now) {
    Optional<Recorded> last =
        incident.events().reversed().stream()
            .filter(recorded -> recorded.event() instanceof VerdictReached)
            .findFirst();
    if (last.isEmpty()) {
      return true;
    }
    Verdict stands = incident.verdict().orElse(found);
    boolean old = !last.get().at().isAfter(now.minus(STANDS_FOR));
    if (found instanceof Verdict.Unknown unknown) {
      // What is not known takes nothing back; but what climbs does not stand still.
      return old && unknown.why() == Why.CLIMBING && stands instanceof Verdict.Plateau;
    }
    if (found.equals(stands)) {
      return false;
    }
    if (stands.kind() == Verdict.Kind.UNKNOWN) {
      return true;
    }
    if (found instanceof Verdict.Plateau && stands instanceof Verdict.StepAfterDeployment) {
      // It is steady on its new level: what was said already.
      return false;
    }
    return old && (found.kind() != stands.kind() || newsOf(found, stands));
  }

  private static boolean newsOf(Verdict found, Verdict stands) {
    return switch (found) {
      case Verdict.Leak leak ->
          stands instanceof Verdict.Leak before && off(leak.timeLeft(), before.timeLeft());
      case Verdict.OomLoop loop -> true;
      case Verdict.StepAfterDeployment step ->
          stands instanceof Verdict.StepAfterDeployment before
              && !step.revision().equals(before.revision());
      case Verdict.Load load -> false;
      case Verdict.Plateau plateau -> false;
      case Verdict.Spike spike -> false;
      case Verdict.Unknown unknown -> false;
    };
  }

  private static boolean off(Optional<TimeLeft> now, Optional<TimeLeft> before) {
    if (now.isEmpty() || before.isEmpty()) {
      return now.isPresent() != before.isPresent();
    }
    double seconds = before.get().likely().toSeconds();
    return Math.abs(now.get().likely().toSeconds() - seconds) > OFF_BY * seconds;
  }

  private static Revision revision(Deployment deployment) {
    String arn = deployment.taskDefinition();
    return new Revision(
        deployment.id(), arn.substring(arn.lastIndexOf('/') + 1), deployment.createdAt());
  }
}
