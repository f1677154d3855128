package io.headroom.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.backtest.ServiceReplay.Known;
import io.headroom.core.detect.OomKill;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ServiceReplayTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);
  private static final int MINUTES = 600;
  private static final ServiceId SERVICE =
      new ServiceId("123456789012", "eu-central-1", "shop", "cart");
  private static final List<Condition> CONDITIONS =
      Condition.each(
          Runbooks.bundled().all().stream()
              .filter(runbook -> runbook.id().equals("container-limit"))
              .toList());

  @Test
  void anAlertHasABeginningAndAnEnd() {
    ServicePast past = played(minute -> minute >= 100 && minute < 200 ? 850 : 500, List.of());

    assertThat(past.alerts()).hasSize(1);
    assertThat(past.alerts().getFirst().from()).isEqualTo(minute(104));
    assertThat(past.alerts().getFirst().to()).contains(minute(204));
    assertThat(past.peak()).isEqualTo(0.85);
    assertThat(past.peaks()).hasSize(MINUTES / ServicePast.PEAK_MINUTES);
  }

  @Test
  void anAlertThatFiresStillHasNoEnd() {
    ServicePast past = played(minute -> minute >= 500 ? 850 : 500, List.of());

    assertThat(past.alerts()).singleElement().satisfies(one -> assertThat(one.to()).isEmpty());
  }

  @Test
  void aKillWithinAnAlertWasWarnedOfAndOneOutOfTheBlueWasNot() {
    ServicePast past =
        played(
            minute -> minute >= 100 && minute < 200 ? 850 : 500,
            List.of(kill("early", 50), kill("warned", 190)));

    assertThat(past.kills()).hasSize(2);
    assertThat(past.kills().getFirst().warning()).isEmpty();
    assertThat(past.kills().getLast().lead()).isEqualTo(Duration.ofMinutes(86));
  }

  @Test
  void thatItWasKilledIsNoWarning() {
    List<Condition> kills =
        Condition.each(
            Runbooks.bundled().all().stream()
                .filter(runbook -> runbook.id().equals("pod-memory"))
                .toList());
    ServicePast past =
        ServiceReplay.of(
            SERVICE,
            LIMIT,
            List.of(series(_ -> 500)),
            List.of(kill("one", 50), kill("two", 52)),
            List.of(),
            kills,
            START,
            minute(MINUTES));

    assertThat(past.count(Condition.Kind.OOM_KILLED)).isEqualTo(1);
    assertThat(past.kills()).allSatisfy(kill -> assertThat(kill.warning()).isEmpty());
  }

  @Test
  void countsWhatOtherThresholdsWouldHaveGiven() {
    // Twice above 70 %, once of them above 85 %.
    ServicePast past =
        played(
            minute ->
                minute >= 100 && minute < 120 ? 720 : minute >= 300 && minute < 320 ? 880 : 500,
            List.of());

    Map<Long, Integer> tried =
        past.tried().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> Math.round(entry.getKey().above() * 100), Map.Entry::getValue));
    assertThat(past.alerts()).hasSize(1);
    assertThat(tried).isEqualTo(Map.of(65L, 2, 70L, 2, 75L, 1, 85L, 1, 90L, 0, 95L, 0));
  }

  private static ServicePast played(IntToDoubleFunction mib, List<Known> kills) {
    return ServiceReplay.of(
        SERVICE, LIMIT, List.of(series(mib)), kills, List.of(), CONDITIONS, START, minute(MINUTES));
  }

  private static MemorySeries series(IntToDoubleFunction mib) {
    return new MemorySeries(
        Subject.SERVICE,
        LIMIT,
        IntStream.range(0, MINUTES)
            .mapToObj(minute -> new Sample(minute(minute), mib.applyAsDouble(minute) * (1 << 20)))
            .toList());
  }

  private static Known kill(String task, int minute) {
    return new Known(
        new OomKill(task, "app", 137, "OutOfMemoryError", minute(minute)), Kill.Source.ECS);
  }

  private static Instant minute(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }
}
