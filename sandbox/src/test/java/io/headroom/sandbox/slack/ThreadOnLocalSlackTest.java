package io.headroom.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.headroom.core.incident.Incident;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.core.runbook.Runbooks;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.InMemoryThreadBook;
import io.headroom.infra.slack.PatientSlackMessages;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.SlackApiMessages;
import io.headroom.infra.slack.SlackClients;
import io.headroom.infra.slack.SlackFailure;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.Told;
import io.headroom.infra.slack.Told.Outcome;
import io.headroom.infra.slack.render.Actions;
import io.headroom.infra.slack.render.IncidentStory;
import io.headroom.infra.slack.render.RenderContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread of an incident, told into a Slack that refuses what Slack refuses. */
class ThreadOnLocalSlackTest {

  private static final Incident INCIDENT = IncidentStory.verifying().incident();
  private static final int REPLIES = 6;

  private final LocalSlack slack =
      LocalSlack.start(
          LocalSlackConfig.builder().messageClock(new ManualClock(IncidentStory.START)).build());
  private final InMemoryIncidentStore incidents = new InMemoryIncidentStore();
  private final InMemoryThreadBook book = new InMemoryThreadBook();
  private final List<Duration> waits = new ArrayList<>();
  private final ThreadTeller teller =
      new ThreadTeller(
          incidents,
          book,
          new PatientSlackMessages(
              new SlackApiMessages(
                  SlackApi.of(
                      SlackClients.methods(
                          "xoxb-local-token", Optional.of(slack.apiUrl().toString())))),
              waits::add),
          new ChannelChoice("C0ALERTS"),
          Runbooks.bundled(),
          RenderContext.LOCAL);

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void slackTakesTheWholeThread() {
    begin(INCIDENT);

    Told told = teller.tell(INCIDENT.id());

    assertThat(told.outcome()).isEqualTo(Outcome.TOLD);
    assertThat(told.unformatted()).isEmpty();
    assertThat(parent().replies()).hasSize(REPLIES);
  }

  @Test
  void theButtonsAreThere() {
    Incident leak = IncidentStory.leak().incident();
    begin(leak);

    teller.tell(leak.id());

    assertThat(String.valueOf(parent().blocks()))
        .contains(Actions.MORE, Actions.ACKNOWLEDGE, "headroom.remedy.restart");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aPostWhoseAnswerIsLostIsAdopted(int before) {
    begin(INCIDENT);
    for (int i = 0; i < before; i++) {
      slack.faults().rateLimitNext("chat.postMessage", 1, 60);
      assertThatThrownBy(() -> teller.tell(INCIDENT.id())).isInstanceOf(SlackFailure.class);
    }
    slack.faults().dropResponseNext("chat.postMessage");

    assertThatThrownBy(() -> teller.tell(INCIDENT.id()))
        .asInstanceOf(type(SlackFailure.class))
        .extracting(SlackFailure::reason)
        .isEqualTo(Reason.NO_ANSWER);
    Told told = teller.tell(INCIDENT.id());

    assertThat(told.adopted()).hasSize(1);
    assertThat(slack.channel("C0ALERTS").messages()).hasSize(1);
    assertThat(parent().replies()).hasSize(REPLIES);
  }

  @Test
  void aShortWaitIsHonoured() {
    begin(INCIDENT);
    slack.faults().rateLimitNext("chat.postMessage", 2, 1);

    assertThat(teller.tell(INCIDENT.id()).outcome()).isEqualTo(Outcome.TOLD);

    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(parent().replies()).hasSize(REPLIES);
  }

  private void begin(Incident incident) {
    incidents.begin(incident.id(), incident.service(), incident.events());
  }

  private SlackMessage parent() {
    return slack.channel("C0ALERTS").messages().getFirst();
  }
}
