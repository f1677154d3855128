package io.headroom.infra.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.ExampleRunbooks;
import io.headroom.infra.slack.render.IncidentStory;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.infra.slack.render.ThreadRenderer;
import io.headroom.infra.slack.render.ThreadView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadTellerTest {

  private static final String CHANNEL = "C0ALERTS";
  private static final Incident LEAK = IncidentStory.leak().incident();
  private static final Incident RESTARTING = IncidentStory.restarting().incident();
  private static final Incident VERIFYING = IncidentStory.verifying().incident();

  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final InMemoryThreadBook book = new InMemoryThreadBook();
  private final InMemorySlack slack = new InMemorySlack(CHANNEL);
  private final ThreadTeller teller =
      new ThreadTeller(
          incidents,
          book,
          slack,
          new ChannelChoice(CHANNEL),
          ExampleRunbooks.runbooks(),
          RenderContext.LOCAL);

  @Test
  void postsTheParentAndThenTheReplies() {
    Told told = tell(VERIFYING);

    assertThat(told.outcome()).isEqualTo(Outcome.TOLD);
    assertThat(told.posted()).startsWith("parent", "event:1").hasSize(7);
    assertThatSlackShows(VERIFYING);
    assertThat(record().posting()).isEmpty();
    assertThat(record().toldVersion()).isEqualTo(VERIFYING.version());
  }

  @Test
  void editsWhatChangedAndPostsWhatIsNew() {
    tell(RESTARTING);
    Told told = tell(VERIFYING);

    assertThat(told.edited()).containsExactly("parent", "remedy:" + IncidentStory.REMEDY);
    assertThat(told.posted()).containsExactly("verification:" + IncidentStory.REMEDY);
    assertThatSlackShows(VERIFYING);
  }

  @Test
  void theSameAgainCallsNobody() {
    tell(VERIFYING);
    int calls = slack.calls;

    assertThat(teller.tell(VERIFYING.id()).outcome()).isEqualTo(Outcome.UP_TO_DATE);
    assertThat(slack.calls).isEqualTo(calls);
  }

  @Test
  void anUnknownIncidentIsNamed() {
    assertThat(teller.tell(new IncidentId("nobody")).outcome()).isEqualTo(Outcome.INCIDENT_UNKNOWN);
  }

  @Test
  void aReplyDeletedByAPersonIsPostedAnewWhenItChanges() {
    tell(RESTARTING);
    slack.delete(ts("remedy:" + IncidentStory.REMEDY));

    Told told = tell(VERIFYING);

    assertThat(told.posted())
        .containsExactly("remedy:" + IncidentStory.REMEDY, "verification:" + IncidentStory.REMEDY);
    assertThat(slack.messages()).hasSize(7);
  }

  @Test
  void aDeletedParentTakesItsThreadAlongToANewOne() {
    tell(RESTARTING);
    String old = ts(Message.PARENT);
    slack.messages().forEach(standing -> slack.delete(standing.ts()));

    tell(VERIFYING);

    assertThat(ts(Message.PARENT)).isNotEqualTo(old);
    assertThatSlackShows(VERIFYING);
  }

  @Test
  void aParentFoundMissingWhenReplyingIsPostedAnewWithItsReplies() {
    Incident more = IncidentStory.leak().then(new Unknown("Silenced", "{}")).incident();
    tell(LEAK);
    slack.messages().forEach(standing -> slack.delete(standing.ts()));

    Told told = tell(more);

    assertThat(told.edited()).isEmpty();
    assertThat(told.posted()).containsExactly("parent", "event:1", "event:3");
    assertThatSlackShows(more);
  }

  @Test
  void anAlertThatSlackFindsFaultWithIsPostedAsText() {
    slack.refusedBlocks = Set.of(Message.PARENT);

    Told told = tell(LEAK);

    assertThat(told.unformatted()).containsExactly(Message.PARENT);
    assertThat(slack.messages().getFirst().message().text()).contains("93% of 512 MiB");
    assertThat(slack.messages()).hasSize(2);
  }

  @Test
  void someoneElseTellingIsNoticed() {
    incidents.begin(LEAK.id(), LEAK.service(), LEAK.events());
    slack.after =
        () -> {
          slack.after = () -> {};
          book.save(book.find(LEAK.id()).orElseThrow());
        };

    Told told = teller.tell(LEAK.id());

    assertThat(told.outcome()).isEqualTo(Outcome.OVERTAKEN);
    assertThat(teller.tell(LEAK.id()).outcome()).isEqualTo(Outcome.TOLD);
    assertThatSlackShows(LEAK);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MESSAGE_GONE", "INVALID_MESSAGE"})
  void aFailureKeepsWhatWasDoneAndTheNextRunGoesOn(Reason reason) {
    incidents.begin(VERIFYING.id(), VERIFYING.service(), VERIFYING.events());
    slack.before =
        () -> {
          if (slack.calls == 3) {
            slack.before = () -> {};
            slack.failNext(new SlackFailure(reason, "chat.postMessage", "error"));
          }
        };

    assertThatThrownBy(() -> teller.tell(VERIFYING.id()))
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(reason);
    assertThat(slack.messages()).hasSize(3);
    assertThat(record().messages()).hasSize(3);

    assertThat(teller.tell(VERIFYING.id()).posted()).hasSize(4);
    assertThatSlackShows(VERIFYING);
  }

  @Test
  void aShortWaitIsWaitedForAndALongOneIsNot() {
    var waits = new ArrayList<Duration>();
    var patient = new PatientSlackMessages(slack, waits::add);
    slack.failNext(limited(1), limited(3));

    patient.find(CHANNEL, Optional.empty(), tag(), IncidentStory.START);

    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
    slack.failNext(limited(30));
    assertThatThrownBy(() -> patient.find(CHANNEL, Optional.empty(), tag(), IncidentStory.START))
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::retryAfter)
        .isEqualTo(Optional.of(Duration.ofSeconds(30)));
    assertThat(waits).hasSize(2);
  }

  @Test
  void patienceEnds() {
    var waits = new ArrayList<Duration>();
    var patient = new PatientSlackMessages(slack, waits::add);
    slack.failNext(limited(1), limited(1), limited(1), limited(1));

    assertThatThrownBy(() -> patient.find(CHANNEL, Optional.empty(), tag(), IncidentStory.START))
        .isInstanceOf(SlackFailure.class);
    assertThat(waits).hasSize(3);
  }

  private static SlackFailure limited(int seconds) {
    return SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(seconds));
  }

  private static MessageTag tag() {
    return new MessageTag(LEAK.id(), Message.PARENT, "");
  }

  /** The incident is in the store as this one, and is told. */
  private Told tell(Incident incident) {
    Optional<Incident> stored = incidents.load(incident.id());
    if (stored.isEmpty()) {
      incidents.begin(incident.id(), incident.service(), incident.events());
    } else {
      int known = stored.get().version();
      incidents.append(stored.get(), incident.events().subList(known, incident.version()));
    }
    return teller.tell(incident.id());
  }

  private ThreadRecord record() {
    return book.find(LEAK.id()).orElseThrow();
  }

  private String ts(String key) {
    return slack.messages().stream()
        .filter(standing -> standing.tag().key().equals(key))
        .findFirst()
        .orElseThrow()
        .ts();
  }

  private void assertThatSlackShows(Incident incident) {
    ThreadView view =
        ThreadRenderer.render(incident, ExampleRunbooks.runbooks(), RenderContext.LOCAL);
    List<Message> expected = new ArrayList<>(List.of(view.parent()));
    expected.addAll(view.replies());
    assertThat(slack.messages())
        .extracting(InMemorySlack.Standing::message)
        .containsExactlyElementsOf(expected);
    assertThat(slack.messages())
        .extracting(InMemorySlack.Standing::thread)
        .containsOnly(Optional.empty(), Optional.of(ts(Message.PARENT)));
  }
}
