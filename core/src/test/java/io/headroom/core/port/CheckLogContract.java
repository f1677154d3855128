package io.headroom.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.detect.ScopeCheck.Failing;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.series.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link CheckLog} does. */
public abstract class CheckLogContract {

  protected static final Scope SHOP = SampleServices.scope("shop");

  /** The cluster of the same name in another account. */
  private static final Scope OTHER_SHOP = Scope.parse("210987654321/eu-central-1/shop");

  private static final Instant NOON = IncidentExamples.NOON;

  /** An empty log; the same one within a test. */
  protected abstract CheckLog log();

  @Test
  void beforeTheFirstCheckNothingIsKnown() {
    assertThat(log().last(new Scopes(List.of(SHOP, OTHER_SHOP))))
        .containsExactly(ScopeCheck.never(SHOP), ScopeCheck.never(OTHER_SHOP));
  }

  @Test
  void aReportIsReadAsItWasWritten() {
    log().save(SHOP, report(NOON));
    assertThat(shop()).isEqualTo(succeeded(report(NOON)));
  }

  @Test
  void aNewerReportReplacesTheLast() {
    log().save(SHOP, report(NOON));
    log().save(SHOP, report(NOON.plusNanos(1)));
    assertThat(shop()).isEqualTo(succeeded(report(NOON.plusNanos(1))));
  }

  @Test
  void anOlderReportIsDropped() {
    log().save(SHOP, report(NOON));
    log().save(SHOP, report(NOON.minusMillis(500)));
    assertThat(shop()).isEqualTo(succeeded(report(NOON)));
  }

  @Test
  void eachScopeHasItsOwn() {
    log().save(SHOP, report(NOON));
    log().failed(OTHER_SHOP, denied(NOON.plusSeconds(60)));
    assertThat(log().last(new Scopes(List.of(OTHER_SHOP, SHOP))))
        .containsExactly(
            new ScopeCheck(
                OTHER_SHOP,
                Optional.empty(),
                Optional.of(new Failing(NOON.plusSeconds(60), denied(NOON.plusSeconds(60))))),
            succeeded(report(NOON)));
    assertThat(log().last(Scopes.of(SampleServices.scope("batch"))).getFirst().last()).isEmpty();
  }

  @Test
  void aScopeFailsFromTheFirstFailureOnAndKeepsItsLastReport() {
    log().save(SHOP, report(NOON));
    log().failed(SHOP, denied(NOON.plusSeconds(60)));
    log().failed(SHOP, failure(NOON.plusSeconds(120), CheckFailure.Reason.THROTTLED));
    assertThat(shop())
        .isEqualTo(
            new ScopeCheck(
                SHOP,
                Optional.of(report(NOON)),
                Optional.of(
                    new Failing(
                        NOON.plusSeconds(60),
                        failure(NOON.plusSeconds(120), CheckFailure.Reason.THROTTLED)))));
  }

  @Test
  void aCheckThatSucceedsEndsTheFailing() {
    log().failed(SHOP, denied(NOON));
    log().save(SHOP, report(NOON.plusSeconds(60)));
    assertThat(shop()).isEqualTo(succeeded(report(NOON.plusSeconds(60))));

    log().failed(SHOP, denied(NOON.plusSeconds(120)));
    assertThat(shop().failing().orElseThrow().since()).isEqualTo(NOON.plusSeconds(120));
  }

  /** A check may take longer than the next one. */
  @Test
  void whatBeganEarlierAndEndedLaterChangesNothing() {
    log().save(SHOP, report(NOON));
    log().failed(SHOP, denied(NOON.minusSeconds(60)));
    assertThat(shop()).isEqualTo(succeeded(report(NOON)));

    log().failed(SHOP, denied(NOON.plusSeconds(120)));
    log().save(SHOP, report(NOON.plusSeconds(60)));
    assertThat(shop().failing()).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsKept(CheckFailure.Reason reason) {
    log().failed(SHOP, failure(NOON, reason));
    assertThat(shop().failing()).contains(new Failing(NOON, failure(NOON, reason)));
  }

  private ScopeCheck shop() {
    return log().last(Scopes.of(SHOP)).getFirst();
  }

  private static ScopeCheck succeeded(CheckReport report) {
    return new ScopeCheck(SHOP, Optional.of(report), Optional.empty());
  }

  protected static CheckFailure denied(Instant at) {
    return failure(at, CheckFailure.Reason.ACCESS_DENIED);
  }

  private static CheckFailure failure(Instant at, CheckFailure.Reason reason) {
    return new CheckFailure(at, reason, "AssumeRole: \"not\" <authorized>");
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
        List.of("shop/cart: \"nodejs\""),
        Optional.of(Duration.ofSeconds(95)),
        24,
        1);
  }
}
