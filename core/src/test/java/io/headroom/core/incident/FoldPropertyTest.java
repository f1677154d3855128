package io.headroom.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What holds for every list of events, tried on random ones. */
class FoldPropertyTest {

  private static final int SEEDS = 200;
  private static final int MOST_EVENTS = 40;
  private static final Unknown UNKNOWN = new Unknown("of a newer version", "{}");

  @Test
  void theRandomIncidentsGoThroughTheWholeTable() {
    var allowed = new TreeSet<String>();
    for (Phase phase : Phase.values()) {
      for (IncidentEvent event : IncidentExamples.oneOfEach()) {
        Transitions.after(phase, event).ifPresent(next -> allowed.add(transition(phase, event)));
      }
    }
    var walked = new TreeSet<String>();
    forEachSeed(
        seed -> {
          Phase phase = Phase.OPEN;
          for (Recorded recorded : rest(new RandomIncidents(seed).legal(MOST_EVENTS))) {
            walked.add(transition(phase, recorded.event()));
            phase = Transitions.after(phase, recorded.event()).orElseThrow();
          }
        });
    assertThat(walked).isEqualTo(allowed);
  }

  @Test
  void aDraftWritesOnlyWhatTheTableAllows() {
    forEachSeed(FoldPropertyTest::aDraftWritesOnlyWhatTheTableAllows);
  }

  private static void aDraftWritesOnlyWhatTheTableAllows(long seed) {
    Phase phase = Phase.OPEN;
    Incident incident = new RandomIncidents(seed).legal(MOST_EVENTS);
    for (Recorded recorded : rest(incident)) {
      Optional<Phase> next = Transitions.after(phase, recorded.event());
      assertThat(next).as("%s while %s", recorded.event(), phase).isPresent();
      phase = next.orElseThrow();
    }
    assertThat(incident.phase()).isEqualTo(phase);
  }

  @Test
  void aDraftRefusesTheRestAndStaysAsItWas() {
    forEachSeed(FoldPropertyTest::aDraftRefusesTheRestAndStaysAsItWas);
  }

  private static void aDraftRefusesTheRestAndStaysAsItWas(long seed) {
    var random = new RandomIncidents(seed);
    Draft draft = new Draft(random.legal(MOST_EVENTS), IncidentExamples.NOON);
    for (int i = 0; i < 50; i++) {
      IncidentEvent event = random.event();
      if (!draft.allows(event)) {
        String key = "refused " + i;
        assertThatThrownBy(() -> draft.add(key, event))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(draft.before().phase().name());
      }
    }
    assertThat(draft.isEmpty()).isTrue();
    assertThat(draft.after()).isEqualTo(draft.before());
  }

  @Test
  void theFoldOfAPrefixAndTheRestIsTheFoldOfTheWhole() {
    forEachSeed(FoldPropertyTest::theFoldOfAPrefixAndTheRestIsTheFoldOfTheWhole);
  }

  private static void theFoldOfAPrefixAndTheRestIsTheFoldOfTheWhole(long seed) {
    var random = new RandomIncidents(seed);
    List<Recorded> events = random.anything(MOST_EVENTS);
    int split = random.placeIn(events);

    Incident prefix = Incident.of(IncidentExamples.ID, events.subList(0, split));

    assertThat(prefix.with(events.subList(split, events.size())))
        .isEqualTo(Incident.of(IncidentExamples.ID, events));
  }

  @Test
  void anEventThatTheTableDoesNotAllowHasNoEffect() {
    forEachSeed(FoldPropertyTest::anEventThatTheTableDoesNotAllowHasNoEffect);
  }

  private static void anEventThatTheTableDoesNotAllowHasNoEffect(long seed) {
    var random = new RandomIncidents(seed);
    Incident before = random.legal(MOST_EVENTS);
    IncidentEvent event = random.event();
    if (Transitions.after(before.phase(), event).isPresent()) {
      return;
    }
    var recorded =
        new Recorded(before.version() + 1, IncidentExamples.NOON.plusSeconds(1), "no", event);

    assertThat(before.with(List.of(recorded)))
        .usingRecursiveComparison()
        .ignoringFields("events")
        .isEqualTo(before);
  }

  @Test
  void anUnknownEventInAnyPlaceChangesNothingButTheList() {
    forEachSeed(FoldPropertyTest::anUnknownEventInAnyPlaceChangesNothingButTheList);
  }

  private static void anUnknownEventInAnyPlaceChangesNothingButTheList(long seed) {
    var random = new RandomIncidents(seed);
    List<Recorded> events = random.anything(MOST_EVENTS);
    int place = random.placeIn(events);
    Incident without = Incident.of(IncidentExamples.ID, events);

    Incident with = Incident.of(IncidentExamples.ID, inserted(events, place));

    assertThat(with.version()).isEqualTo(without.version() + 1);
    assertThat(with)
        .usingRecursiveComparison()
        .ignoringFields("events", "offer")
        .isEqualTo(without);
    assertThat(with.offer())
        .as("the number of the event that made the offers, which moved on behind the unknown one")
        .isEqualTo(without.offer() <= place ? without.offer() : without.offer() + 1);
    if (with.offer() > 0 && with.open()) {
      assertThat(with.events().get(with.offer() - 1).event())
          .isEqualTo(new RemediesOffered(with.offers()));
    }
    assertThat(with.resolution()).isEqualTo(without.resolution());
    assertThat(with.resolvedAt()).isEqualTo(without.resolvedAt());
    assertThat(with.acknowledged()).isEqualTo(without.acknowledged());
    assertThat(with.worstFinding()).isEqualTo(without.worstFinding());
    assertThat(with.everFound()).isEqualTo(without.everFound());
  }

  @Test
  void atMostOneRemedyIsUnderWay() {
    forEachSeed(FoldPropertyTest::atMostOneRemedyIsUnderWay);
  }

  private static void atMostOneRemedyIsUnderWay(long seed) {
    Incident incident = new RandomIncidents(seed).legal(MOST_EVENTS);
    boolean busy =
        incident.phase() == Phase.REQUESTED
            || incident.phase() == Phase.REMEDYING
            || incident.phase() == Phase.VERIFYING;
    assertThat(incident.remedies().stream().filter(run -> !run.settled()).count())
        .isLessThanOrEqualTo(1);
    if (busy) {
      assertThat(incident.activeRemedy()).isPresent();
    }
    if (incident.phase() == Phase.OPEN || incident.phase() == Phase.VERIFIED) {
      assertThat(incident.activeRemedy()).isEmpty();
    }
  }

  /** The events after the one it began with. */
  private static List<Recorded> rest(Incident incident) {
    return incident.events().subList(1, incident.version());
  }

  private static String transition(Phase phase, IncidentEvent event) {
    return event.getClass().getSimpleName() + " while " + phase;
  }

  private static List<Recorded> inserted(List<Recorded> events, int place) {
    var all = new ArrayList<>(events.subList(0, place));
    all.add(new Recorded(place + 1, IncidentExamples.NOON, "unknown", UNKNOWN));
    for (Recorded later : events.subList(place, events.size())) {
      all.add(new Recorded(later.number() + 1, later.at(), later.key(), later.event()));
    }
    return all;
  }

  private static void forEachSeed(LongConsumer property) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        property.accept(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
  }
}
