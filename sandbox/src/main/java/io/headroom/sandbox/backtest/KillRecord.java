package io.headroom.sandbox.backtest;

import io.headroom.core.detect.OomKill;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.port.IncidentStore;
import io.headroom.sandbox.fleet.PastKill;
import io.headroom.sandbox.fleet.SimulatedFleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where kills for memory are recorded that ECS has forgotten: it remembers an hour. */
sealed interface KillRecord {

  /** Those of a service since a moment, in any order. */
  List<OomKill> of(ServiceId service, Instant since);

  /** What is not visible through it, for people. */
  Optional<String> blind();

  /** There is none. */
  record None() implements KillRecord {
    @Override
    public List<OomKill> of(ServiceId service, Instant since) {
      return List.of();
    }

    @Override
    public Optional<String> blind() {
      return Optional.of(
          "OOM kills older than an hour: ECS forgets stopped tasks. With --stack NAME those that an"
              + " installation of Headroom recorded are read; without one, only tasks whose metrics"
              + " end just below their limit are presumed killed, where the cluster has enhanced"
              + " observability.");
    }
  }

  /** The incidents of an installation. */
  final class Incidents implements KillRecord {
    private static final int MOST = 5_000;

    private final IncidentStore store;
    private final List<Incident> read = new ArrayList<>();
    private boolean known;

    Incidents(IncidentStore store) {
      this.store = store;
    }

    @Override
    public List<OomKill> of(ServiceId service, Instant since) {
      if (!known) {
        read.addAll(store.open());
        read.addAll(store.resolvedSince(since, MOST));
        known = true;
      }
      return read.stream()
          .filter(incident -> incident.service().equals(service))
          .flatMap(incident -> kills(incident))
          .filter(kill -> !kill.at().isBefore(since))
          .distinct()
          .toList();
    }

    private static Stream<OomKill> kills(Incident incident) {
      return Stream.concat(
          incident.oomKills().stream(),
          incident.everFound().stream()
              .flatMap(
                  finding ->
                      finding.reading()
                              instanceof
                              io.headroom.core.detect.Finding.OomKillReading(OomKill kill, int _)
                          ? Stream.of(kill)
                          : Stream.of()));
    }

    @Override
    public Optional<String> blind() {
      return Optional.of(
          "OOM kills before Headroom was installed, and those of services that it did not watch.");
    }
  }

  /** What ECS told while the simulated past went by. */
  record Simulated(SimulatedFleet fleet) implements KillRecord {
    @Override
    public List<OomKill> of(ServiceId service, Instant since) {
      return fleet.kills().stream()
          .filter(kill -> kill.service().equals(service.toString()))
          .filter(kill -> !kill.at().isBefore(since))
          .map(Simulated::kill)
          .toList();
    }

    private static OomKill kill(PastKill past) {
      return new OomKill(
          past.task(), past.container(), past.exitCode(), "OutOfMemoryError", past.at());
    }

    @Override
    public Optional<String> blind() {
      return Optional.empty();
    }
  }
}
