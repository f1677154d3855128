package io.headroom.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.backtest.KnownPast.Killed;
import io.headroom.core.detect.OomKill;
import io.headroom.core.fleet.Deployment;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Tags;
import io.headroom.core.port.SampleServices;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ServiceReplayTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Bytes LIMIT = Bytes.mib(1000);
  private static final int MINUTES = 600;
  private static final Service SERVICE = SampleServices.fargate("shop", "cart", 1, LIMIT);
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
            known(SERVICE, _ -> 500, List.of(kill("one", 50), kill("two", 52))),
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

    assertThat(past.alerts()).hasSize(1);
    assertThat(past.tried())
        .extracting(trial -> trial.variant().threshold(), Trial::alerts)
        .containsExactly(
            tuple("65%", 2),
            tuple("70%", 2),
            tuple("75%", 1),
            tuple("85%", 1),
            tuple("90%", 0),
            tuple("95%", 0));
  }

  @Test
  void theRulesAreThoseInForceWithTheThresholdsOfTheServicesTags() {
    Service tagged = tagged(Map.of(Tags.PREFIX + "memory-high", "90%"));
    List<Condition> inForce = Condition.inForce(new RulesInForce(Runbooks.bundled()).of(tagged));

    ServicePast past =
        ServiceReplay.of(
            known(tagged, minute -> minute >= 100 && minute < 200 ? 850 : 500, List.of()),
            inForce,
            START,
            minute(MINUTES));

    assertThat(past.alerts())
        .extracting(alert -> alert.condition().key().rule())
        .doesNotContain("memory-high");
    assertThat(past.tried())
        .filteredOn(trial -> trial.variant().of().key().rule().equals("memory-high"))
        .extracting(trial -> trial.variant().threshold(), Trial::alerts)
        .contains(tuple("80%", 1));
  }

  @Test
  void whatItsApplicationPublishedIsPlayedToo() {
    Service node = tagged(Map.of(Tags.RUNBOOK, "nodejs-heap"));
    MemorySeries heap = series(minute -> minute >= 300 && minute < 400 ? 950 : 600);
    var known =
        new KnownPast(
            node, List.of(series(_ -> 500)), List.of(heap), List.of(), List.of(), List.of());

    ServicePast past =
        ServiceReplay.of(
            known,
            Condition.inForce(new RulesInForce(Runbooks.bundled()).of(node)),
            START,
            minute(MINUTES));

    assertThat(past.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.condition().key().toString()).isEqualTo("nodejs-heap/heap-high");
              assertThat(alert.from()).isBetween(minute(300), minute(306));
            });
  }

  @Test
  void aContainerIsPlayedAgainstALimitOfItsOwn() {
    MemorySeries task = series(Subject.task("one"), LIMIT, _ -> 300);
    MemorySeries proxy =
        series(
            Subject.container("one", "proxy"),
            Bytes.mib(100),
            minute -> minute >= 300 && minute < 400 ? 85 : 40);
    var known =
        new KnownPast(SERVICE, List.of(task, proxy), List.of(), List.of(), List.of(), List.of());

    ServicePast past = ServiceReplay.of(known, CONDITIONS, START, minute(MINUTES));

    assertThat(past.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.subject().container()).contains("proxy");
              assertThat(alert.to()).isPresent();
            });
    assertThat(past.peak()).as("of the task").isEqualTo(0.3);
  }

  @Test
  void aDeploymentIsKnownFromItsBeginningAndNotBefore() {
    Service deployed = deployed(minute(250));
    KnownPast known = known(deployed, _ -> 500, List.of());

    assertThat(known.events(Map.of(), minute(249)).changes()).isEmpty();
    assertThat(known.events(Map.of(), minute(251)).changes()).containsExactly(minute(250));
    assertThat(known.deployments(minute(249))).isEmpty();
    assertThat(known.deployments(minute(251)))
        .singleElement()
        .satisfies(revision -> assertThat(revision.at()).isEqualTo(minute(250)));
  }

  private static Service tagged(Map<String, String> tags) {
    return new Service(
        SERVICE.id(),
        SERVICE.desired(),
        SERVICE.running(),
        SERVICE.pending(),
        SERVICE.taskDefinition(),
        SERVICE.deployments(),
        SERVICE.controller(),
        SERVICE.insights(),
        tags,
        SERVICE.events());
  }

  private static Service deployed(Instant at) {
    var deployment =
        new Deployment(
            "ecs-svc/2",
            Deployment.Status.PRIMARY,
            Deployment.Rollout.COMPLETED,
            "",
            SERVICE.taskDefinition().arn(),
            at,
            1,
            1,
            0,
            0);
    return new Service(
        SERVICE.id(),
        SERVICE.desired(),
        SERVICE.running(),
        SERVICE.pending(),
        SERVICE.taskDefinition(),
        List.of(deployment),
        SERVICE.controller(),
        SERVICE.insights(),
        SERVICE.tags(),
        SERVICE.events());
  }

  private static ServicePast played(IntToDoubleFunction mib, List<Killed> kills) {
    return ServiceReplay.of(known(SERVICE, mib, kills), CONDITIONS, START, minute(MINUTES));
  }

  private static KnownPast known(Service service, IntToDoubleFunction mib, List<Killed> kills) {
    return new KnownPast(service, List.of(series(mib)), List.of(), List.of(), List.of(), kills);
  }

  private static MemorySeries series(IntToDoubleFunction mib) {
    return series(Subject.SERVICE, LIMIT, mib);
  }

  private static MemorySeries series(Subject subject, Bytes limit, IntToDoubleFunction mib) {
    return new MemorySeries(
        subject,
        limit,
        IntStream.range(0, MINUTES)
            .mapToObj(minute -> new Sample(minute(minute), mib.applyAsDouble(minute) * (1 << 20)))
            .toList());
  }

  private static Killed kill(String task, int minute) {
    return new Killed(
        new OomKill(task, "app", 137, "OutOfMemoryError", minute(minute)), Kill.Source.ECS);
  }

  private static Instant minute(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }
}
