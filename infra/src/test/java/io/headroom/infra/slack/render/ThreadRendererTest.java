package io.headroom.infra.slack.render;

import static io.headroom.infra.slack.render.IncidentStory.MARA;
import static io.headroom.infra.slack.render.IncidentStory.REMEDY;
import static io.headroom.infra.slack.render.IncidentStory.climbing;
import static io.headroom.infra.slack.render.IncidentStory.detected;
import static io.headroom.infra.slack.render.IncidentStory.growth;
import static io.headroom.infra.slack.render.IncidentStory.kill;
import static io.headroom.infra.slack.render.IncidentStory.leak;
import static io.headroom.infra.slack.render.IncidentStory.oomKilled;
import static io.headroom.infra.slack.render.IncidentStory.restartRequested;
import static io.headroom.infra.slack.render.IncidentStory.restarting;
import static io.headroom.infra.slack.render.IncidentStory.steady;
import static io.headroom.infra.slack.render.IncidentStory.usage;
import static io.headroom.infra.slack.render.IncidentStory.verification;
import static io.headroom.infra.slack.render.IncidentStory.verifying;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.LimitKind;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.VerificationResult.Outcome;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of message against the expected JSON in {@code golden/slack}; see {@link Golden}. */
class ThreadRendererTest {

  /** A message of a story, by key; the name is that of its golden file. */
  record Example(String name, Incident incident, String key) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        parent("parent-open", leak()),
        parent("parent-acknowledged", leak().then(new Acknowledged(MARA))),
        parent(
            "parent-owned-by-a-group",
            IncidentStory.tagged(Optional.empty(), Optional.of("S0614TZR7"))),
        parent(
            "parent-owned-by-text",
            IncidentStory.tagged(Optional.empty(), Optional.of("SRE *team* <!channel>"))),
        parent("parent-oom", detected(steady(200), oomKilled(3), usage(), growth())),
        parent("parent-reserved", detected(IncidentStory.reserved(), usage())),
        parent(
            "parent-buttons-off",
            detected(climbing(), usage())
                .then(
                    new RemediesOffered(
                        List.of(
                            new Offer.Off(RemedyKind.STOP_HOTTEST_TASK, Refusal.ONE_TASK_ONLY, ""),
                            new Offer.Off(
                                RemedyKind.RESTART,
                                Refusal.DEPLOYMENT_IN_PROGRESS,
                                "1 of 4 new tasks run"),
                            new Offer.Off(
                                RemedyKind.RAISE_LIMIT,
                                Refusal.DEPLOYMENT_IN_PROGRESS,
                                "1 of 4 new tasks run"))))),
        parent("parent-leak", leak().then(verdict(0))),
        parent("parent-load", leak().then(verdict(1))),
        parent("parent-no-verdict", leak().then(verdict(6))),
        parent("parent-requested", restartRequested()),
        parent("parent-remedying", restarting()),
        parent("parent-verifying", verifying()),
        parent("parent-did-not-hold", unheld().then(new RemediesOffered(IncidentStory.offers()))),
        parent("parent-resolved-verified", resolved()),
        parent(
            "parent-resolved-cleared",
            leak().minutes(90).then(new Resolved(Resolved.Why.CLEARED, Optional.empty()))),
        reply("reply-detected", detected(climbing(), usage()), "event:1"),
        last("reply-finding-added", leak().then(new FindingAdded(oomKilled(1)))),
        last("reply-finding-cleared", leak().then(new FindingCleared(usage().key()))),
        last("reply-oom-killed", leak().then(killed(LimitKind.HARD))),
        last("reply-oom-killed-reserved", leak().then(killed(LimitKind.RESERVED))),
        last("reply-leak", leak().then(verdict(0))),
        last("reply-load", leak().then(verdict(1))),
        last("reply-step-after-deployment", leak().then(verdict(2))),
        last("reply-plateau", leak().then(verdict(3))),
        last("reply-spike", leak().then(verdict(4))),
        last("reply-oom-loop", leak().then(verdict(5))),
        last("reply-acknowledged", leak().then(new Acknowledged(MARA))),
        reply("reply-remedy-requested", restartRequested(), "event:4"),
        last("reply-evidence", restartRequested()),
        reply(
            "reply-remedy-started",
            restartRequested().then(new RemedyStarted(REMEDY)),
            "remedy:" + REMEDY),
        reply("reply-remedy-progress", restarting(), "remedy:" + REMEDY),
        reply(
            "reply-remedy-done",
            restarting().minutes(2).then(new RemedySucceeded(REMEDY, 4)),
            "remedy:" + REMEDY),
        reply("reply-remedy-stopped", failed(), "remedy:" + REMEDY),
        last("reply-remedy-failed", failed()),
        reply("reply-verification", verifying(), "verification:" + REMEDY),
        reply("reply-verification-ended", unheld(), "verification:" + REMEDY),
        reply("reply-verified", resolved(), "event:10"),
        last("reply-did-not-hold", unheld()),
        last(
            "reply-escalated",
            leak().then(new Escalated(0, "Team lead", "Slack #team", Escalated.Cause.TIME))),
        last("reply-paged", paged(Paged.Action.TRIGGER, Paged.Outcome.SENT, "")),
        last("reply-paged-not-set-up", paged(Paged.Action.TRIGGER, Paged.Outcome.NOT_SET_UP, "")),
        last(
            "reply-paged-refused",
            paged(
                Paged.Action.TRIGGER,
                Paged.Outcome.REFUSED,
                "PagerDuty does not take the event (HTTP status 400, Event object is invalid)")),
        last(
            "reply-paged-failed",
            paged(
                Paged.Action.TRIGGER,
                Paged.Outcome.FAILED,
                "PagerDuty gave no answer: java.net.SocketTimeoutException: Read timed out")),
        last(
            "reply-paged-given-up",
            paged(
                Paged.Action.TRIGGER,
                Paged.Outcome.GIVEN_UP,
                "PagerDuty failed (HTTP status 503)")),
        last("reply-paged-acknowledged", paged(Paged.Action.ACKNOWLEDGE, Paged.Outcome.SENT, "")),
        last(
            "reply-paged-resolve-failed",
            paged(
                Paged.Action.RESOLVE,
                Paged.Outcome.FAILED,
                "PagerDuty takes no more events for now (HTTP status 429)")),
        last(
            "reply-paged-resolve-given-up",
            paged(
                Paged.Action.RESOLVE,
                Paged.Outcome.GIVEN_UP,
                "PagerDuty failed (HTTP status 503)")),
        last("reply-resolved", resolved()),
        parent(
            "parent-every-metric",
            detected(
                climbing(),
                usage(),
                IncidentExamples.heap(),
                IncidentExamples.rate(),
                IncidentExamples.restarts())),
        parent("parent-no-data", leak().then(new DataStopped(IncidentStory.START))),
        last("reply-no-data", leak().then(new DataStopped(IncidentStory.START))),
        last(
            "reply-data-again",
            leak().then(new DataStopped(IncidentStory.START)).then(new DataResumed())),
        last("reply-crashed", leak().then(raised(SeverityRaised.Sign.TASK_CRASHED))),
        last("reply-unhealthy", leak().then(raised(SeverityRaised.Sign.HEALTH_CHECK_FAILED))),
        last("reply-unknown", leak().then(new Unknown("Silenced", "{\"until\":\"…\"}"))));
  }

  private static IncidentStory resolved() {
    return verifying()
        .minutes(4)
        .then(new Verified(REMEDY, verification(Outcome.HELD, 10)))
        .then(new Resolved(Resolved.Why.VERIFIED, Optional.of(Actor.HEADROOM)));
  }

  private static SeverityRaised raised(SeverityRaised.Sign sign) {
    String reason = "Task failed container health checks";
    return new SeverityRaised(Severity.SEV1, sign, IncidentStory.TASK, reason);
  }

  private static IncidentStory paged(Paged.Action action, Paged.Outcome outcome, String detail) {
    return leak()
        .then(new Escalated(0, "On-call engineer", "PagerDuty", Escalated.Cause.TIME))
        .then(new Paged(0, action, outcome, detail));
  }

  private static IncidentStory unheld() {
    return verifying()
        .minutes(2)
        .then(new DidNotHold(REMEDY, verification(Outcome.ABOVE_THRESHOLD, 8)));
  }

  private static IncidentStory failed() {
    return restarting()
        .then(
            new RemedyFailed(
                REMEDY,
                FailureReason.DEPLOYMENT_FAILED,
                "ECS deployment circuit breaker: tasks failed to start."));
  }

  private static OomKilled killed(LimitKind kind) {
    return new OomKilled(kill(), Bytes.mib(512), Optional.of(kind));
  }

  private static VerdictReached verdict(int kind) {
    return new VerdictReached(IncidentExamples.oneOfEachVerdict().get(kind));
  }

  private static Example parent(String name, IncidentStory story) {
    return new Example(name, story.incident(), Message.PARENT);
  }

  private static Example reply(String name, IncidentStory story, String key) {
    return new Example(name, story.incident(), key);
  }

  private static Example last(String name, IncidentStory story) {
    return reply(name, story, "event:" + story.incident().version());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rendersEachKindOfMessage(Example example) {
    Message message = message(render(example.incident()), example.key());

    assertThat(BlockLimits.problems(message)).isEmpty();
    Golden.check("slack/" + example.name(), BlockLimits.json(message));
  }

  @Test
  void everyTypeOfEventHasAnExample() {
    Stream<Class<?>> shown =
        examples()
            .flatMap(example -> example.incident().events().stream())
            .map(recorded -> recorded.event().getClass());

    assertThat(shown.distinct().toList())
        .containsExactlyInAnyOrder(IncidentEvent.class.getPermittedSubclasses());
  }

  @Test
  void eventsThatAreEditedIntoAReplyMakeNoneOfTheirOwn() {
    ThreadView view = render(resolved().incident());

    assertThat(view.replies())
        .extracting(Message::key)
        .containsExactly(
            "event:1",
            "event:3",
            "event:4",
            "event:5",
            "remedy:" + REMEDY,
            "verification:" + REMEDY,
            "event:10",
            "event:11");
  }

  @Test
  void aReplyThatStandsKeepsItsHashAsTheStoryGoesOn() {
    ThreadView before = render(restarting().incident());
    ThreadView after = render(verifying().incident());

    for (Message message : before.replies()) {
      boolean edited = message.key().equals("remedy:" + REMEDY);
      assertThat(message(after, message.key()).hash().equals(message.hash()))
          .as(message.key())
          .isEqualTo(!edited);
    }
    assertThat(after.parent().hash()).isNotEqualTo(before.parent().hash());
  }

  @Test
  void rendersTheSameTwice() {
    assertThat(render(verifying().incident())).isEqualTo(render(verifying().incident()));
  }

  /** Two accounts may have a cluster and a service of the same names. */
  @Test
  void withSeveralScopesTheAccountAndRegionArePartOfTheName() {
    ThreadView view =
        ThreadRenderer.render(
            leak().incident(), ExampleRunbooks.runbooks(), RenderContext.aws(true));
    String named = "shop/checkout-api in 111122223333/eu-central-1";
    String parent = BlockLimits.json(view.parent()).toString();

    assertThat(BlockLimits.problems(view.parent())).isEmpty();
    assertThat(view.parent().text()).startsWith("SEV2 · " + named);
    assertThat(parent)
        .contains("SEV2 · " + named, "Restart: " + named + "?", "In 111122223333/eu-central-1:");
    assertThat(view.replies()).allSatisfy(reply -> assertThat(reply.text()).startsWith(named));
  }

  @Test
  void anIncidentThatLeftTheScopesSaysSo() {
    ThreadView view =
        render(leak().then(new Resolved(Resolved.Why.OUT_OF_SCOPE, Optional.empty())).incident());
    assertThat(view.parent().text())
        .contains("not watched any more, by the parameters Clusters and Scopes");
    assertThat(view.replies().getLast().text()).contains("not watched any more");
  }

  private static ThreadView render(Incident incident) {
    return ThreadRenderer.render(incident, ExampleRunbooks.runbooks(), RenderContext.AWS);
  }

  private static Message message(ThreadView view, String key) {
    return Stream.concat(Stream.of(view.parent()), view.replies().stream())
        .filter(message -> message.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no message " + key));
  }
}
