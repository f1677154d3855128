package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link CheckLog} does. */
public abstract class CheckLogContract {

  /** An empty log; the same one within a test. */
  protected abstract CheckLog log();

  @Test
  void beforeTheFirstCheckThereIsNoReport() {
    assertThat(log().last()).isEmpty();
  }

  @Test
  void aReportIsReadAsItWasWritten() {
    log().save(report(IncidentExamples.NOON));
    assertThat(log().last()).contains(report(IncidentExamples.NOON));
  }

  @Test
  void aNewerReportReplacesTheLast() {
    log().save(report(IncidentExamples.NOON));
    log().save(report(IncidentExamples.NOON.plusNanos(1)));
    assertThat(log().last()).contains(report(IncidentExamples.NOON.plusNanos(1)));
  }

  @Test
  void anOlderReportIsDropped() {
    log().save(report(IncidentExamples.NOON));
    log().save(report(IncidentExamples.NOON.minusMillis(500)));
    assertThat(log().last()).contains(report(IncidentExamples.NOON));
  }

  protected static CheckReport report(Instant at) {
    return new CheckReport(
        at,
        8,
        List.of(IncidentExamples.CART),
        List.of(new Unread("batch", FleetException.Reason.ACCESS_DENIED, "not authorized")),
        List.of("GetMetricData: throttled"),
        List.of(
            new CheckReport.Usage(
                IncidentExamples.CHECKOUT,
                new Ratio(0.93),
                List.of(Optional.of(0.91), Optional.empty(), Optional.of(0.93)))),
        List.of("node/gc-rate"),
        List.of("shop/cart: \"nodejs\""),
        Optional.of(Duration.ofSeconds(95)),
        24,
        1);
  }
}
