package io.headroom.core.port;

import static io.headroom.core.incident.IncidentExamples.CART;
import static io.headroom.core.incident.IncidentExamples.CHECKOUT;
import static io.headroom.core.incident.IncidentExamples.NOON;
import static io.headroom.core.incident.IncidentExamples.first;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Phase;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.remedy.Remedy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentStore} does. */
public abstract class IncidentStoreContract {

  private static final int WRITERS = 8;

  /** An empty store; the same one within a test. */
  protected abstract IncidentStore store();

  @Test
  void anIncidentIsReadAsItWasWritten() {
    Incident begun = begin(CHECKOUT, NOON);

    assertThat(store().load(begun.id())).contains(begun);
    assertThat(store().openFor(CHECKOUT)).contains(begun);
    assertThat(store().open()).containsExactly(begun);
  }

  @Test
  void eventsOfEveryTypeAreReadAsTheyWereWritten() {
    Incident begun = begin(CHECKOUT, NOON);
    var events = new ArrayList<Recorded>();
    for (IncidentEvent event : IncidentExamples.oneOfEach()) {
      if (!(event instanceof Resolved)) {
        int number = begun.version() + events.size() + 1;
        events.add(new Recorded(number, NOON.plusNanos(number), "key " + number, event));
      }
    }

    assertThat(store().append(begun, events)).isEqualTo(Append.DONE);

    assertThat(store().load(begun.id())).contains(begun.with(events));
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertThat(store().load(new IncidentId("cart-20261121-1200-0000"))).isEmpty();
    assertThat(store().openFor(CART)).isEmpty();
    assertThat(store().open()).isEmpty();
    assertThat(store().resolvedSince(Instant.EPOCH, 10)).isEmpty();
  }

  @Test
  void aServiceHasOneOpenIncident() {
    Incident begun = begin(CHECKOUT, NOON);
    Instant later = NOON.plusSeconds(60);
    IncidentId other = IncidentId.of(CHECKOUT, later);

    assertThat(store().begin(begun.id(), CHECKOUT, List.of(first(CHECKOUT, NOON))))
        .isEqualTo(Append.ALREADY_OPEN);
    assertThat(store().begin(other, CHECKOUT, List.of(first(CHECKOUT, later))))
        .isEqualTo(Append.ALREADY_OPEN);

    assertThat(store().load(other)).isEmpty();
    assertThat(store().open()).containsExactly(begun);
  }

  @Test
  void twoServicesHaveAnIncidentEach() {
    Incident checkout = begin(CHECKOUT, NOON);
    Incident cart = begin(CART, NOON);

    assertThat(store().open()).containsExactly(cart, checkout);
    assertThat(store().open(CHECKOUT::equals)).containsExactly(checkout);
    assertThat(store().open(service -> false)).isEmpty();
    assertThat(store().openFor(CART)).contains(cart);
  }

  @Test
  void eventsAreAppended() {
    Incident begun = begin(CHECKOUT, NOON);
    Draft draft = new Draft(begun, NOON.plusSeconds(60));
    draft.add("ack", new Acknowledged(IncidentExamples.ANA)).add("request", request());

    assertThat(store().append(begun, draft.added())).isEqualTo(Append.DONE);

    assertThat(store().load(begun.id())).contains(draft.after());
    assertThat(store().openFor(CHECKOUT)).contains(draft.after());
  }

  @Test
  void aWriterThatReadAnOlderVersionIsToldAndWritesNothing() {
    Incident begun = begin(CHECKOUT, NOON);
    Incident acknowledged = append(begun, NOON.plusSeconds(60), "ack", acknowledgedBy("Ana"));
    Draft late = new Draft(begun, NOON.plusSeconds(61));
    late.add("ack 2", acknowledgedBy("Ben")).add("request", request());

    assertThat(store().append(begun, late.added())).isEqualTo(Append.CONFLICT);

    assertThat(store().load(begun.id())).contains(acknowledged);
  }

  @Test
  void aWriteOfNothingIsDone() {
    Incident begun = begin(CHECKOUT, NOON);
    assertThat(store().append(begun, List.of())).isEqualTo(Append.DONE);
    assertThat(store().load(begun.id())).contains(begun);
  }

  @Test
  void anIncidentThatWasNeverBegunTakesNoEvents() {
    Incident phantom = IncidentExamples.open(CART, NOON);
    Draft draft = new Draft(phantom, NOON).add("ack", acknowledgedBy("Ana"));

    assertThat(store().append(phantom, draft.added())).isEqualTo(Append.CONFLICT);

    assertThat(store().load(phantom.id())).isEmpty();
  }

  @Test
  void aResolvedIncidentFreesItsService() {
    Incident resolved = resolve(begin(CHECKOUT, NOON), NOON.plusSeconds(600));

    assertThat(store().openFor(CHECKOUT)).isEmpty();
    assertThat(store().open()).isEmpty();
    assertThat(store().load(resolved.id())).contains(resolved);
    Incident next = begin(CHECKOUT, NOON.plusSeconds(660));
    assertThat(store().openFor(CHECKOUT)).contains(next);
  }

  @Test
  void anIdThatAResolvedIncidentHasIsTaken() {
    Incident resolved = resolve(begin(CHECKOUT, NOON), NOON.plusSeconds(10));

    assertThat(store().begin(resolved.id(), CHECKOUT, List.of(first(CHECKOUT, NOON))))
        .isEqualTo(Append.CONFLICT);

    assertThat(store().load(resolved.id())).contains(resolved);
    assertThat(store().openFor(CHECKOUT)).isEmpty();
  }

  @Test
  void anEventOfANewerVersionAfterTheEndLeavesTheServicesNextIncidentAlone() {
    Incident resolved = resolve(begin(CHECKOUT, NOON), NOON.plusSeconds(600));
    Incident next = begin(CHECKOUT, NOON.plusSeconds(660));

    Incident reviewed =
        append(resolved, NOON.plusSeconds(700), "review", new Unknown("reviewed", "{ }"));

    assertThat(store().load(resolved.id())).contains(reviewed);
    assertThat(store().open()).containsExactly(next);
    assertThat(store().resolvedSince(NOON, 10)).containsExactly(reviewed);
  }

  @Test
  void manyIncidentsAreOpenAtOnce() {
    List<Incident> begun =
        IntStream.range(0, 30)
            .mapToObj(i -> begin(IncidentExamples.service("api-%02d".formatted(i)), NOON))
            .toList();

    assertThat(store().open()).containsExactlyElementsOf(begun);
  }

  @Test
  void theLatestResolvedComeFirst() {
    var resolved = new ArrayList<Incident>();
    for (int i = 0; i < 12; i++) {
      Incident begun = begin(IncidentExamples.service("api-" + i), NOON);
      // Half seconds among whole ones: their order as text is not that of time.
      resolved.addFirst(resolve(begun, NOON.plusMillis(500L * i)));
    }

    assertThat(store().resolvedSince(NOON, 100)).containsExactlyElementsOf(resolved);
    assertThat(store().resolvedSince(NOON, 5)).containsExactlyElementsOf(resolved.subList(0, 5));
    assertThat(store().resolvedSince(NOON.plusMillis(5000), 100))
        .containsExactlyElementsOf(resolved.subList(0, 2));
    assertThat(store().resolvedSince(NOON.plusSeconds(60), 100)).isEmpty();
  }

  @Test
  void anIncidentOfMoreThanAHundredEventsIsReadWhole() {
    Incident incident = append(begin(CHECKOUT, NOON), NOON, "request", request());
    incident = append(incident, NOON, "start", new RemedyStarted(IncidentExamples.REMEDY));
    while (incident.version() < 150) {
      Draft draft = new Draft(incident, NOON.plusSeconds(incident.version()));
      for (int i = 0; i < 40; i++) {
        int done = draft.after().version();
        draft.add("progress " + done, new RemedyProgressed(IncidentExamples.REMEDY, done, 200));
      }
      assertThat(store().append(incident, draft.added())).isEqualTo(Append.DONE);
      incident = draft.after();
    }
    Incident resolved = resolve(incident, NOON.plusSeconds(900));

    assertThat(store().load(incident.id())).contains(resolved);
    assertThat(store().open()).isEmpty();
  }

  @Test
  void asManyEventsAsOneWriteMayHoldAreWritten() {
    Incident begun = begin(CHECKOUT, NOON);
    List<Recorded> events = unknownEvents(begun, IncidentStore.MOST_EVENTS);

    assertThat(store().append(begun, events)).isEqualTo(Append.DONE);

    assertThat(store().load(begun.id())).contains(begun.with(events));
  }

  @Test
  void moreEventsThanOneWriteMayHoldAreRefused() {
    Incident begun = begin(CHECKOUT, NOON);
    List<Recorded> events = unknownEvents(begun, IncidentStore.MOST_EVENTS + 1);

    assertThatThrownBy(() -> store().append(begun, events))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("91 events");
    assertThat(store().load(begun.id())).contains(begun);
  }

  @Test
  void eventsThatDoNotGoOnFromTheIncidentAreRefused() {
    Incident begun = begin(CHECKOUT, NOON);
    var gap = new Recorded(3, NOON, "ack", acknowledgedBy("Ana"));

    assertThatThrownBy(() -> store().append(begun, List.of(gap)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIncidentBeginsOpenAndWithItsDetection() {
    IncidentId id = IncidentId.of(CART, NOON);
    var acknowledged = new Recorded(1, NOON, "ack", acknowledgedBy("Ana"));
    var resolved =
        new Recorded(2, NOON, "end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));

    for (List<Recorded> events :
        List.of(
            List.<Recorded>of(),
            List.of(acknowledged),
            List.of(first(CART, NOON), resolved),
            List.of(first(CHECKOUT, NOON)))) {
      assertThatThrownBy(() -> store().begin(id, CART, events))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(store().load(id)).isEmpty();
  }

  @Test
  void ofWritersWhoBeginForTheSameServiceOneWins() throws Exception {
    List<Append> answers =
        atOnce(
            writer -> {
              Instant at = NOON.plusSeconds(60L * (writer % 2));
              return store()
                  .begin(IncidentId.of(CHECKOUT, at), CHECKOUT, List.of(first(CHECKOUT, at)));
            });

    assertThat(answers).containsOnlyOnce(Append.DONE).contains(Append.ALREADY_OPEN);
    assertThat(answers).doesNotContain(Append.CONFLICT);
    assertThat(store().open()).hasSize(1);
  }

  @Test
  void ofWritersWhoReadTheSameVersionOneWins() throws Exception {
    Incident begun = begin(CHECKOUT, NOON);

    List<Append> answers =
        atOnce(
            writer -> {
              Draft draft = new Draft(begun, NOON.plusSeconds(writer));
              draft.add("ack " + writer, acknowledgedBy("writer " + writer));
              draft.add("request " + writer, request());
              return store().append(begun, draft.added());
            });

    assertThat(answers).containsOnlyOnce(Append.DONE).doesNotContain(Append.ALREADY_OPEN);
    Incident after = store().load(begun.id()).orElseThrow();
    assertThat(after.version()).isEqualTo(3);
    int winner = answers.indexOf(Append.DONE);
    assertThat(after.has("ack " + winner)).isTrue();
    assertThat(after.has("request " + winner)).isTrue();
  }

  /** Else two runs of the same function at the same instant would both call ECS. */
  @Test
  void ofWritersWhoWriteTheVerySameOneWins() throws Exception {
    Incident begun = append(begin(CHECKOUT, NOON), NOON, "request", request());
    Draft draft = new Draft(begun, NOON.plusSeconds(1));
    draft.add("start", new RemedyStarted(IncidentExamples.REMEDY));

    List<Append> answers = atOnce(writer -> store().append(begun, draft.added()));

    assertThat(answers).containsOnlyOnce(Append.DONE).contains(Append.CONFLICT);
    assertThat(store().load(begun.id())).contains(draft.after());
  }

  protected Incident begin(ServiceId service, Instant at) {
    Incident incident = IncidentExamples.open(service, at);
    assertThat(store().begin(incident.id(), service, incident.events())).isEqualTo(Append.DONE);
    return incident;
  }

  protected Incident append(Incident incident, Instant at, String key, IncidentEvent event) {
    Draft draft = new Draft(incident, at).add(key, event);
    assertThat(store().append(incident, draft.added())).isEqualTo(Append.DONE);
    return draft.after();
  }

  protected Incident resolve(Incident incident, Instant at) {
    Incident resolved =
        append(incident, at, "end", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
    assertThat(resolved.phase()).isEqualTo(Phase.RESOLVED);
    return resolved;
  }

  protected static RemedyRequested request() {
    return new RemedyRequested(
        IncidentExamples.REMEDY, IncidentExamples.plan(new Remedy.Restart()), IncidentExamples.ANA);
  }

  protected static Acknowledged acknowledgedBy(String name) {
    return new Acknowledged(new Actor("U0", name));
  }

  private static List<Recorded> unknownEvents(Incident incident, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new Recorded(
                    incident.version() + i, NOON, "new " + i, new Unknown("new", "{\"i\":" + i)))
        .toList();
  }

  /** Lets writers loose at the same moment, and gives their answers in their order. */
  private static List<Append> atOnce(IntFunction<Append> writer) throws Exception {
    var start = new CyclicBarrier(WRITERS);
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      var tasks = new ArrayList<Callable<Append>>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        tasks.add(
            () -> {
              start.await();
              return writer.apply(number);
            });
      }
      var answers = new ArrayList<Append>();
      for (Future<Append> answer : threads.invokeAll(tasks)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
