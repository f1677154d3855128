package io.headroom.infra.snapshot;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.Situation;
import io.headroom.core.fleet.LimitKind;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The incident that a rehearsal is about. */
public final class RehearsalIncident {

  /** Of this service. */
  public static final ServiceId SERVICE =
      new ServiceId("123456789012", "eu-central-1", "rehearsal", "service");

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private RehearsalIncident() {}

  /** A check that saw the service, with something to show of each kind. */
  public static CheckReport report() {
    List<Optional<Double>> hour =
        IntStream.range(0, 60)
            .mapToObj(minute -> minute % 20 == 7 ? Optional.<Double>empty() : Optional.of(0.5))
            .toList();
    return new CheckReport(
        AT,
        1,
        List.of(SERVICE),
        List.of(),
        List.of("a problem"),
        List.of(new CheckReport.Usage(SERVICE, new Ratio(0.5), hour)),
        List.of(),
        Optional.of(Duration.ofMinutes(1)),
        1,
        1);
  }

  /** Opens it in the rehearsal's table. */
  public static IncidentId open(IncidentStore store) {
    var finding =
        new Finding(
            new Finding.Key("memory-leak", "usage-high"),
            Severity.SEV2,
            Subject.SERVICE,
            AT,
            new Finding.UsageReading(
                new Ratio(0.95),
                Bytes.mib(486),
                Bytes.mib(512),
                new Ratio(0.9),
                Duration.ofMinutes(5)));
    IncidentId id = IncidentId.of(SERVICE, AT);
    var situation =
        new Situation(
            Bytes.mib(486),
            Bytes.mib(512),
            Optional.of(LimitKind.HARD),
            Bytes.of(1_234_567),
            Optional.of(Duration.ofMinutes(20)),
            List.of(Optional.of(0.8), Optional.empty(), Optional.of(0.95)),
            Optional.of("3f2a9c0d1e"),
            2,
            2,
            "service:41");
    var detected =
        new Detected(SERVICE, List.of(finding), situation, Optional.empty(), Optional.empty());
    Incident incident = Incident.of(id, List.of(new Recorded(1, AT, "detected", detected)));
    store.begin(id, SERVICE, incident.events());
    return id;
  }
}
