package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.InMemoryFleet;
import io.headroom.core.port.InMemoryMetrics;
import io.headroom.core.port.InMemoryWatchStore;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.Source;
import io.headroom.core.watch.WatchReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

final class PlannedLookoutTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:20Z");
  private static final ServiceId CART = SampleServices.id("shop", "cart");

  private Instant now = START;
  private final InMemoryFleet fleet = new InMemoryFleet(() -> now);
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final InMemoryWatchStore store = new InMemoryWatchStore();
  private final Map<ServiceId, Map<Subject, LongToDoubleFunction>> usage = new HashMap<>();
  private final Map<Subject, Bytes> limits = new HashMap<>();
  private final Map<ServiceId, Set<Instant>> gaps = new HashMap<>();
  private final Set<ServiceId> withIncident = new HashSet<>();
  private PlannedLookout lookout = instance();
  private Lookout.Seen seen = look();

  @Test
  void aNewServiceIsAskedAboutEachMinuteAndThenEveryFive() {
    with(CART, minute -> 0.4);
    assertThat(askedMinutes(CART, 15)).hasSize(15);
    assertThat(askedMinutes(CART, 20)).hasSize(4);
  }

  @Test
  void everyMinuteOfAQuietServiceIsSeenAllTheSame() {
    with(CART, minute -> 0.4 + 0.01 * Math.floorMod(minute, 7));
    minutes(60);
    List<Instant> seenMinutes =
        memory(CART).hottest().orElseThrow().samples().stream().map(Sample::at).toList();
    for (int i = 1; i < seenMinutes.size(); i++) {
      assertThat(Duration.between(seenMinutes.get(i - 1), seenMinutes.get(i)))
          .isEqualTo(Duration.ofMinutes(1));
    }
    assertThat(seenMinutes).hasSizeGreaterThan(115);
    MemoryHistory history = memory(CART).histories().get(Subject.SERVICE);
    assertThat(history).isNotNull();
    assertThat(history.newest()).hasValue(seenMinutes.getLast());
  }

  @Test
  void aMinuteIsAskedForUntilItCameOrIsTenMinutesOld() {
    with(CART, minute -> 0.9);
    fleet.tasks(CART).forEach(task -> usage(CART).put(Subject.task(task.id()), minute -> 0.9));
    minutes(20);
    assertThat(metrics.windows().getLast().length()).isLessThanOrEqualTo(Duration.ofMinutes(6));
    Instant hole = minute(now);
    gap(CART, hole);
    var lengths = new ArrayList<Long>();
    for (int i = 0; i < 20; i++) {
      minutes(1);
      lengths.add(metrics.windows().getLast().length().toMinutes());
    }
    assertThat(lengths.subList(0, 8)).as("the hole is asked for").contains(9L);
    assertThat(lengths.getLast()).as("and given up").isLessThanOrEqualTo(6);
  }

  @Test
  void aServiceThatComesNearIsReadTaskByTaskAtOnceWithTheDaysBefore() {
    with(CART, minute -> 0.4);
    minutes(30);
    assertThat(memory(CART).tasks()).isEmpty();
    Instant jump = now;
    String task = fleet.tasks(CART).getFirst().id();
    usage(CART).put(Subject.SERVICE, minute -> minute >= jump.getEpochSecond() / 60 ? 0.85 : 0.4);
    usage(CART).put(Subject.task(task), minute -> 0.3);
    int asked = metrics.asked().size();
    do {
      minutes(1);
    } while (memory(CART).hottest().orElseThrow().newestRatio().orElseThrow().value() < 0.8);

    assertThat(Duration.between(jump, now)).isLessThanOrEqualTo(Duration.ofMinutes(7));
    assertThat(memory(CART).tasks()).extracting(MemorySeries::subject).contains(Subject.task(task));
    assertThat(memory(CART).histories()).containsKey(Subject.task(task));
    assertThat(metrics.asked().subList(asked, metrics.asked().size()))
        .flatExtracting(requests -> requests.stream().map(Request::tasks).toList())
        .contains(List.of(), fleet.tasks(CART).stream().map(one -> one.id()).sorted().toList());
    assertThat(askedMinutes(CART, 10)).hasSize(10);
  }

  @Test
  void aSidecarIsAskedForWhereItsTaskUsesEnoughForItToBeNearItsOwnLimit() {
    withSidecar(Bytes.mib(2048), Bytes.mib(256));
    usage(CART).put(Subject.SERVICE, minute -> 0.05);
    usage(CART).put(Subject.container("proxy"), minute -> 0.9);
    minutes(30);
    assertThat(lastAsked().containers()).as("the task uses 102 MiB").isEmpty();

    usage(CART).put(Subject.SERVICE, minute -> 0.3);
    minutes(15);
    assertThat(lastAsked().containers()).as("the task uses 614 MiB").containsExactly("proxy");
    assertThat(memory(CART).containers())
        .singleElement()
        .satisfies(
            proxy -> {
              assertThat(proxy.subject()).isEqualTo(Subject.container("proxy"));
              assertThat(proxy.limit()).isEqualTo(Bytes.mib(256));
            });
    assertThat(askedMinutes(CART, 10)).as("it is near").hasSize(10);
  }

  private Request lastAsked() {
    return metrics.asked().getLast().getFirst();
  }

  private void withSidecar(Bytes task, Bytes limit) {
    limits.put(Subject.SERVICE, task);
    limits.put(Subject.container("proxy"), limit);
    Container app =
        new Container("app", true, Optional.empty(), Optional.of(Bytes.mib(1024)), Map.of());
    Container proxy = new Container("proxy", false, Optional.of(limit), Optional.empty(), Map.of());
    fleet.with(
        SampleServices.service(
            CART, 2, SampleServices.definition("cart", 1, true, Optional.of(task), app, proxy)));
  }

  @Test
  void anOpenIncidentIsLookedAtEachMinuteHoweverLowItIs() {
    with(CART, minute -> 0.1);
    minutes(30);
    withIncident.add(CART);
    assertThat(askedMinutes(CART, 10)).hasSize(10);
    withIncident.clear();
    minutes(1);
    assertThat(askedMinutes(CART, 10)).hasSize(2);
  }

  @Test
  void whatIsScaledToNothingIsNotAskedAboutUntilItHasTasks() {
    fleet.with(SampleServices.fargate("shop", "cart", 0, World.LIMIT));
    usage(CART).put(Subject.SERVICE, minute -> 0.4);
    assertThat(askedMinutes(CART, 10)).isEmpty();
    fleet.with(SampleServices.fargate("shop", "cart", 2, World.LIMIT));
    assertThat(askedMinutes(CART, 10)).isNotEmpty();
  }

  @Test
  void whatWasNotAnsweredIsAskedAgainInTheNextMinute() {
    with(CART, minute -> 0.4);
    minutes(30);
    metrics.cannotRead(CART, new Problem(Problem.Kind.THROTTLED, "GetMetricData"));
    while (!seen.memory().asked(CART)) {
      minutes(1);
    }
    assertThat(seen.memory().problems()).containsExactly("THROTTLED: GetMetricData");
    metrics.recovers();
    minutes(1);
    assertThat(seen.memory().asked(CART)).isTrue();
    assertThat(memory(CART).hottest()).as("what was known stays").isPresent();
  }

  @Test
  void anotherInstanceGoesOnWhereThisOneWas() {
    with(CART, minute -> 0.4);
    minutes(180);
    MemoryHistory before = memory(CART).histories().get(Subject.SERVICE);
    lookout = instance();
    int windows = metrics.windows().size();
    assertThat(askedMinutes(CART, 10)).as("it is known to be quiet").hasSize(2);
    assertThat(metrics.windows().subList(windows, metrics.windows().size()))
        .allSatisfy(window -> assertThat(window.length()).isLessThanOrEqualTo(Duration.ofHours(2)));
    MemoryHistory after = memory(CART).histories().get(Subject.SERVICE);
    assertThat(after).isNotNull();
    assertThat(before).isNotNull();
    assertThat(after.first()).isEqualTo(before.first());
    for (long bucket = before.first(); bucket <= before.last() - 3; bucket++) {
      assertThat(after.mean(bucket)).isEqualTo(before.mean(bucket));
    }
  }

  @Test
  void anInstanceThatSleptReadsTheDaysBeforeAgain() {
    with(CART, minute -> 0.4);
    minutes(60);
    now = now.plus(Duration.ofHours(9));
    minutes(15);
    MemoryHistory history = memory(CART).histories().get(Subject.SERVICE);
    assertThat(history).isNotNull();
    for (long bucket = history.last() - 130; bucket < history.last(); bucket++) {
      assertThat(history.mean(bucket)).isNotNaN();
    }
  }

  @Test
  void aStoreThatFailsIsNamedAndNothingElseFails() {
    store.failAlways(new IllegalStateException("no table"));
    lookout = instance();
    with(CART, minute -> 0.85);
    minutes(1);
    assertThat(seen.memory().problems())
        .anyMatch(problem -> problem.contains("no table"))
        .hasSizeLessThanOrEqualTo(3);
    assertThat(memory(CART).hottest()).isPresent();
    assertThat(memory(CART).histories()).containsKey(Subject.SERVICE);
  }

  @Test
  void whatWasLostIsReadAgain() {
    with(CART, minute -> 0.4);
    minutes(130);
    store.lose();
    lookout = instance();
    minutes(2);
    MemoryHistory history = memory(CART).histories().get(Subject.SERVICE);
    assertThat(history).isNotNull();
    assertThat(history.last() - history.first()).isGreaterThan(100);
  }

  @Test
  void howAServiceIsWatchedIsWrittenDownWhenItChanges() {
    with(CART, minute -> 0.4);
    minutes(1);
    ServiceNote note = store.notes("cart").getFirst();
    assertThat(note.reason()).isEqualTo(WatchReason.NEW);
    assertThat(note.rules()).extracting(ServiceNote.RuleNote::threshold).contains("80%");
    int writes = store.writes();
    minutes(9);
    assertThat(store.writes()).as("nothing changed").isLessThanOrEqualTo(writes + 2);
    fleet.with(
        SampleServices.tagged(
            SampleServices.fargate("shop", "cart", 2, World.LIMIT),
            Map.of(Tags.PREFIX + "high", "60%", Tags.PREFIX + "hihg", "70%")));
    minutes(1);
    ServiceNote changed = store.notes("shop/cart").getFirst();
    assertThat(changed.rules())
        .contains(new ServiceNote.RuleNote("memory", "high", "60%", ServiceNote.Origin.TAG));
    assertThat(changed.problems())
        .containsExactly(
            "tag headroom:hihg sets nothing: no rule of that name is in force for the service");
    assertThat(changed.sourceSince()).isEqualTo(note.sourceSince());
  }

  @Test
  void whatOneSourceSaysIsNotMixedWithWhatAnotherSays() {
    with(CART, minute -> 0.4);
    minutes(60);
    // A process is less than its container, and always was.
    with(CART, minute -> 0.3);
    metrics.publishes(CART, from(Source.APPLICATION, Optional.empty()));
    minutes(12);
    assertThat(memory(CART).hottest().orElseThrow().samples())
        .hasSizeGreaterThan(110)
        .allSatisfy(sample -> assertThat(sample.bytes()).isEqualTo(0.3 * World.LIMIT.value()));
    MemoryHistory history = memory(CART).histories().get(Subject.SERVICE);
    assertThat(history).isNotNull();
    assertThat(history.last() - history.first()).isGreaterThan(100);
    for (long bucket = history.first(); bucket < history.last(); bucket++) {
      assertThat(history.mean(bucket)).isLessThan(0.31 * World.LIMIT.value());
    }
    assertThat(store.notes("cart").getFirst().source()).isEqualTo(Source.APPLICATION);

    minutes(130);
    int windows = metrics.windows().size();
    lookout = instance();
    minutes(6);
    assertThat(metrics.windows().subList(windows, metrics.windows().size()))
        .as("what was kept is of the same source")
        .allSatisfy(window -> assertThat(window.length()).isLessThanOrEqualTo(Duration.ofHours(2)));
  }

  @Test
  void tasksThatOnlyTheApplicationTellsApartAreAskedForToo() {
    Service plain = SampleServices.fargate("shop", "cart", 2, World.LIMIT);
    fleet.with(
        new Service(
            plain.id(),
            2,
            2,
            0,
            plain.taskDefinition(),
            List.of(),
            plain.controller(),
            Service.Insights.OFF,
            Map.of(),
            List.of()));
    String task = fleet.tasks(CART).getFirst().id();
    usage(CART).put(Subject.SERVICE, minute -> 0.85);
    usage(CART).put(Subject.task(task), minute -> 0.85);
    minutes(6);
    assertThat(memory(CART).tasks()).as("nothing tells them apart").isEmpty();
    metrics.publishes(CART, from(Source.APPLICATION, Optional.of(Source.APPLICATION)));
    minutes(6);
    assertThat(memory(CART).tasks()).extracting(MemorySeries::subject).contains(Subject.task(task));
    assertThat(store.notes("cart").getFirst().perTask()).hasValue(Source.APPLICATION);
  }

  @Test
  void aServiceThatAsksToBeLeftAloneIsNotAskedAbout() {
    fleet.with(
        SampleServices.tagged(
            SampleServices.fargate("shop", "cart", 2, World.LIMIT), Map.of(Tags.IGNORE, "true")));
    usage(CART).put(Subject.SERVICE, minute -> 0.9);
    assertThat(askedMinutes(CART, 5)).isEmpty();
    assertThat(seen.fleet().services()).hasSize(1);
  }

  private static Published from(Source source, Optional<Source> perTask) {
    return new Published(source, perTask, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private PlannedLookout instance() {
    return new PlannedLookout(metrics, store, TestRunbooks.small(), Abreast.ONE);
  }

  private void with(ServiceId id, LongToDoubleFunction byMinute) {
    Service service = SampleServices.fargate(id.cluster(), id.name(), 2, World.LIMIT);
    fleet.with(service);
    usage(id).put(Subject.SERVICE, byMinute);
  }

  private Map<Subject, LongToDoubleFunction> usage(ServiceId id) {
    return usage.computeIfAbsent(id, key -> new HashMap<>());
  }

  private void minutes(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plus(Duration.ofMinutes(1));
      seen = look();
    }
  }

  private void gap(ServiceId id, Instant minute) {
    gaps.computeIfAbsent(id, key -> new HashSet<>()).add(minute);
  }

  private Lookout.Seen look() {
    publish();
    return lookout.look(SampleServices.SCOPE, Set.copyOf(withIncident), fleet, now);
  }

  /** The last half day, up to the minute before this one. */
  private void publish() {
    usage.forEach(
        (id, subjects) ->
            subjects.forEach(
                (subject, byMinute) -> {
                  Bytes limit = limits.getOrDefault(subject, World.LIMIT);
                  var samples = new ArrayList<Sample>();
                  for (int back = 12 * 60; back > 0; back--) {
                    Instant at = minute(now).minus(Duration.ofMinutes(back));
                    if (!gaps.getOrDefault(id, Set.of()).contains(at)) {
                      double ratio = byMinute.applyAsDouble(at.getEpochSecond() / 60);
                      samples.add(new Sample(at, ratio * limit.value()));
                    }
                  }
                  metrics.put(id, new MemorySeries(subject, limit, samples));
                }));
  }

  private static Instant minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }

  private List<Instant> askedMinutes(ServiceId id, int minutes) {
    var asked = new ArrayList<Instant>();
    for (int i = 0; i < minutes; i++) {
      minutes(1);
      if (seen.memory().asked(id)) {
        asked.add(now);
      }
    }
    return asked;
  }

  private ServiceMemory memory(ServiceId id) {
    return seen.memory().of(id);
  }
}
