package io.headroom.infra.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.ChannelNote;
import io.headroom.infra.slack.render.ExampleRunbooks;
import io.headroom.infra.slack.render.IncidentStory;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.PassedOver;
import io.headroom.infra.slack.render.RenderContext;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's tag {@code headroom:channel}: its thread opens there if it can. */
class TaggedChannelTest {

  private static final String CONFIGURED = "C0ALERTS";
  private static final String TEAM = "C0TEAM";

  /** The process is gone: nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final InMemoryThreadBook book = new InMemoryThreadBook();
  private final InMemorySlack slack = new InMemorySlack(CONFIGURED, TEAM);

  @Test
  void theThreadOpensInTheChannelOfTheTag() {
    tell(tagged(TEAM));
    assertThat(slack.messages()).isNotEmpty().allMatch(message -> message.channel().equals(TEAM));
    assertThat(keys()).startsWith("parent", "event:1").doesNotContain(ChannelNote.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#alerts", "alerts", "C0", "D0123456789", "C0team", "C0TEAM,C0OTHER"})
  void whatIsNoIdOfAChannelIsPassedOverAndSaidInTheThread(String tag) {
    tell(tagged(tag));
    assertThat(slack.messages()).allMatch(message -> message.channel().equals(CONFIGURED));
    assertThat(keys()).startsWith("parent", ChannelNote.KEY, "event:1");
    assertThat(note()).contains("headroom:channel", "no id of a channel", tag);
  }

  @ParameterizedTest
  @CsvSource({
    "CHANNEL_NOT_FOUND, no such channel",
    "NOT_IN_CHANNEL, /invite",
    "CHANNEL_CLOSED, archived"
  })
  void aChannelThatSlackRefusesIsPassedOverAndSaidInTheThread(Reason reason, String said) {
    slack.failNext(new SlackFailure(reason, "chat.postMessage in C0TEAM", "no"));
    tell(tagged(TEAM));
    assertThat(slack.messages()).allMatch(message -> message.channel().equals(CONFIGURED));
    assertThat(keys()).startsWith("parent", ChannelNote.KEY, "event:1").doesNotHaveDuplicates();
    assertThat(note()).contains(TEAM, said);
  }

  @Test
  void whatMayPassIsNoReasonToGoElsewhere() {
    slack.failNext(new SlackFailure(Reason.NO_ANSWER, "chat.postMessage in C0TEAM", "timeout"));
    Incident incident = tagged(TEAM);
    assertThatThrownBy(() -> tell(incident)).isInstanceOf(SlackFailure.class);
    tell(incident);
    assertThat(slack.messages()).isNotEmpty().allMatch(message -> message.channel().equals(TEAM));
  }

  @Test
  void theConfiguredChannelHasNoOtherToGoTo() {
    slack.failNext(new SlackFailure(Reason.NOT_IN_CHANNEL, "chat.postMessage", "not_in_channel"));
    Incident incident = tagged(CONFIGURED);
    assertThatThrownBy(() -> tell(incident)).isInstanceOf(SlackFailure.class);
    assertThat(slack.messages()).isEmpty();
  }

  @Test
  void anIncidentKeepsTheChannelThatItOpenedIn() {
    Incident incident = tagged(TEAM);
    tell(incident);
    int before = slack.messages().size();
    slack.failNext(new SlackFailure(Reason.CHANNEL_CLOSED, "chat.update in C0TEAM", "is_archived"));
    Incident more = then(incident);
    assertThatThrownBy(() -> tell(more)).isInstanceOf(SlackFailure.class);
    assertThat(slack.messages()).hasSize(before);
    tell(more);
    assertThat(slack.messages()).allMatch(message -> message.channel().equals(TEAM));
  }

  @Test
  void aChannelThatWasPassedOverIsNotTriedAgain() {
    slack.failNext(new SlackFailure(Reason.NOT_IN_CHANNEL, "chat.postMessage", "not_in_channel"));
    Incident incident = tagged(TEAM);
    tell(incident);
    assertThat(book.find(incident.id()).orElseThrow().passedOver())
        .contains(new PassedOver(TEAM, PassedOver.Why.NOT_A_MEMBER));
    tell(then(incident));
    assertThat(slack.messages()).allMatch(message -> message.channel().equals(CONFIGURED));
    assertThat(keys()).doesNotHaveDuplicates();
  }

  @Test
  void killedAnywhereOnTheWayItIsThereOnce() {
    for (int point = 1; point < 60; point++) {
      var world = new TaggedChannelTest();
      int dies = point;
      int[] passed = {0};
      Runnable mayDie =
          () -> {
            if (++passed[0] == dies) {
              throw new Killed();
            }
          };
      world.book.beforeWrite = mayDie;
      world.book.afterWrite = mayDie;
      world.slack.before = mayDie;
      world.slack.after = mayDie;
      Incident incident = tagged("C0NOWHERE");
      try {
        world.tell(incident);
      } catch (Killed killed) {
        world.tell(incident);
      }
      assertThat(world.keys())
          .as("killed at %d", point)
          .startsWith("parent", ChannelNote.KEY, "event:1")
          .doesNotHaveDuplicates();
      if (passed[0] < point) {
        return;
      }
    }
    throw new AssertionError("more points than expected");
  }

  private void tell(Incident incident) {
    incidents
        .load(incident.id())
        .ifPresentOrElse(
            stored ->
                incidents.append(
                    stored, incident.events().subList(stored.version(), incident.version())),
            () -> incidents.begin(incident.id(), incident.service(), incident.events()));
    var teller =
        new ThreadTeller(
            incidents,
            book,
            slack,
            new ChannelChoice(CONFIGURED),
            ExampleRunbooks.runbooks(),
            RenderContext.LOCAL);
    assertThat(teller.tell(incident.id()).outcome()).isIn(Outcome.TOLD, Outcome.UP_TO_DATE);
  }

  private static Incident tagged(String channel) {
    return IncidentStory.tagged(Optional.of(channel), Optional.empty()).incident();
  }

  private static Incident then(Incident incident) {
    return IncidentStory.goingOn(incident).then(new Acknowledged(IncidentStory.MARA)).incident();
  }

  private List<String> keys() {
    return slack.messages().stream().map(message -> message.tag().key()).toList();
  }

  private String note() {
    return slack.messages().stream()
        .map(InMemorySlack.Standing::message)
        .filter(message -> message.key().equals(ChannelNote.KEY))
        .map(Message::blocks)
        .map(Object::toString)
        .findFirst()
        .orElseThrow();
  }
}
