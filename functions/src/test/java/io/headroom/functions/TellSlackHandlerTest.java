package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.Recorded;
import io.headroom.core.incident.UnreadableIncidentException;
import io.headroom.core.port.SampleServices;
import io.headroom.infra.log.EmbeddedMetrics;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.CountedSlackMessages;
import io.headroom.infra.slack.InMemoryThreadBook;
import io.headroom.infra.slack.MessageTag;
import io.headroom.infra.slack.Posted;
import io.headroom.infra.slack.SlackFailure;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.SlackMessages;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.RenderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TellSlackHandlerTest {

  private final Outside outside = new Outside();
  private final Channel slack = new Channel();
  private final CountedSlackMessages.Counter calls = new CountedSlackMessages.Counter();
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Outside.NOW;
  private final TellSlackHandler handler =
      new TellSlackHandler(
          new ThreadTeller(
              outside.store,
              new InMemoryThreadBook(),
              new CountedSlackMessages(slack, calls),
              new ChannelChoice("C0123456789"),
              outside.runbooks,
              RenderContext.LOCAL),
          outside.log,
          calls,
          () -> now,
          waits::add);

  @Test
  void anIncidentIsToldOnceInABatch() {
    Incident cart = incident(Outside.CART);
    assertThat(cart.events()).hasSizeGreaterThan(1);
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(decisions()).containsExactly("TOLD");
    assertThat(slack.parents).hasSize(1);
  }

  @Test
  void aBatchThatIsToldAgainPostsNothing() {
    Incident cart = incident(Outside.CART);
    handle(Outside.stream(cart));
    int posted = slack.posted;
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(slack.posted).isEqualTo(posted);
    assertThat(decisions()).containsExactly("TOLD", "UP_TO_DATE");
  }

  @Test
  void aRateLimitHasTheStreamToldAgainFromThatIncidentOn() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    handle(Outside.stream(cart));
    slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(50)));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(search.id() + "/1");
    assertThat(decisions()).containsExactly("TOLD", "UP_TO_DATE", "RATE_LIMITED");
    assertThat(handle(Outside.stream(search))).isEmpty();
    assertThat(slack.parents).hasSize(2);
  }

  /** Given back, the batch would come again at once and use up the stream's retries. */
  @Test
  void aRateLimitIsWaitedForWhileThereIsTime() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(30)));
    assertThat(handle(Outside.stream(cart, search))).isEmpty();
    assertThat(waits).containsExactly(Duration.ofSeconds(30));
    assertThat(decisions()).containsExactly("RATE_LIMITED", "TOLD", "TOLD");
    assertThat(slack.parents).hasSize(2);
  }

  @Test
  void theTimeForWaitingIsThatOfTheFunctionAndNotOfEachIncident() {
    Incident cart = incident(Outside.CART);
    for (int i = 0; i < 3; i++) {
      slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(15)));
    }
    assertThat(handle(Outside.stream(cart))).containsExactly(cart.id() + "/1");
    assertThat(waits).as("60 s less 20 s").hasSize(2);
  }

  @Test
  void aBatchIsMeasured() {
    Incident cart = incident(Outside.CART);
    slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(1)));
    DynamodbEvent event = Outside.stream(cart);
    Date written = Date.from(Outside.NOW.minusSeconds(7));
    event
        .getRecords()
        .forEach(record -> record.getDynamodb().setApproximateCreationDateTime(written));
    handle(event);
    int refusedAndLookedFor = 2;
    assertThat(EmbeddedMetrics.of(outside.logged.getLast()))
        .containsOnly(
            entry(
                "Headroom/SlackCalls{FunctionName=test}",
                (long) slack.posted + refusedAndLookedFor),
            entry("Headroom/SlackRateLimited{FunctionName=test}", 1L),
            entry("Headroom/LateMilliseconds{FunctionName=test}", 7_000L));
    assertThat(outside.logged.getFirst())
        .contains("\"service\":\"shop/cart\"", "\"requestId\":\"8f5d0f0e-request\"");
  }

  @Test
  void aRefusalIsMeasuredByItsReason() {
    Incident cart = incident(Outside.CART);
    slack.failures.add(new SlackFailure(Reason.CHANNEL_CLOSED, "chat.postMessage", "is_archived"));
    handle(Outside.stream(cart));
    assertThat(EmbeddedMetrics.of(outside.logged.getFirst()))
        .containsOnly(
            entry("Headroom/SlackFailures{FunctionName=test}", 1L),
            entry("Headroom/SlackFailures{FunctionName=test, Reason=CHANNEL_CLOSED}", 1L));
  }

  @Test
  void aRateLimitLeavesTheOthersForLater() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(50)));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(cart.id() + "/1");
    assertThat(slack.parents).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CHANNEL_NOT_FOUND", "NOT_IN_CHANNEL", "MISSING_SCOPE"})
  void whatWillNotPassIsLoggedWithAdviceAndNotToldAgain(Reason reason) {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(new SlackFailure(reason, "chat.postMessage in C0123456789", "refused"));
    assertThat(handle(Outside.stream(cart, search))).isEmpty();
    assertThat(decisions()).containsExactly(reason.name(), "TOLD");
    assertThat(outside.logged.getFirst()).contains(cart.id().value());
  }

  @Test
  void whileTheTokenIsRefusedNothingIsLost() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(new SlackFailure(Reason.INVALID_AUTH, "chat.postMessage", "token_revoked"));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(cart.id() + "/1");
    assertThat(slack.parents).isEmpty();
    assertThat(handle(Outside.stream(cart, search))).as("it was replaced").isEmpty();
    assertThat(slack.parents).hasSize(2);
  }

  @Test
  void anIncidentOfANewerVersionWaitsForItAndNotForHours() {
    Incident cart = incident(Outside.CART);
    var beginning =
        List.of(new Recorded(1, Outside.NOW, "detected", new Unknown("detected", "{}", true)));
    DynamodbEvent event = Outside.stream(cart);
    event
        .getRecords()
        .forEach(
            record -> record.getDynamodb().setApproximateCreationDateTime(Date.from(Outside.NOW)));
    outside.store.beforeLoad =
        id -> {
          try {
            var _ = Incident.of(id, beginning);
          } catch (UnreadableIncidentException e) {
            throw e.of(cart.service());
          }
        };

    assertThat(handle(event)).containsExactly(cart.id() + "/1");
    now = Outside.NOW.plus(Duration.ofMinutes(16));
    assertThat(handle(event)).isEmpty();
    assertThat(outside.outcomes())
        .containsExactly("NEWER_VERSION", "BATCH_AGAIN", "NEWER_VERSION", "BATCH_DONE");
    assertThat(outside.line("NEWER_VERSION").get("service").getAsString()).isEqualTo("shop/cart");
    outside.store.beforeLoad = id -> {};
    assertThat(handle(event)).isEmpty();
    assertThat(slack.parents).hasSize(1);
  }

  @Test
  void aFaultOfHeadroomHoldsUpOnlyItsOwnIncident() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(new IllegalStateException("a fault"));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(cart.id() + "/1");
    assertThat(decisions()).containsExactly("FAILED", "TOLD");
  }

  @Test
  void malformedRecordsAreLoggedAndSkipped() {
    Incident cart = incident(Outside.CART);
    var empty = new DynamodbStreamRecord();
    var noKeys = new DynamodbStreamRecord();
    noKeys.setEventName("INSERT");
    noKeys.setDynamodb(new StreamRecord());
    List<DynamodbStreamRecord> records =
        new ArrayList<>(
            List.of(
                empty,
                noKeys,
                Outside.record(
                    "7",
                    Map.of("PK", Outside.text("INC#a"), "SK", Outside.text("EV#seven")),
                    Map.of())));
    records.addAll(Outside.stream(cart).getRecords());
    assertThat(handle(Outside.batch(records))).isEmpty();
    assertThat(decisions()).containsExactly("MALFORMED", "MALFORMED", "MALFORMED", "TOLD");
  }

  @Test
  void otherItemsOfTheTableAreNothingToTell() {
    DynamodbStreamRecord head =
        Outside.record(
            "8", Map.of("PK", Outside.text("INC#a"), "SK", Outside.text("HEAD")), Map.of());
    DynamodbStreamRecord expired = Outside.stream(incident(Outside.CART)).getRecords().getFirst();
    expired.setEventName("REMOVE");
    assertThat(handle(Outside.batch(List.of(head, expired)))).isEmpty();
    assertThat(outside.logged).isEmpty();
  }

  @Test
  void anEmptyBatchIsDone() {
    assertThat(handle(new DynamodbEvent())).isEmpty();
  }

  /** The outcomes that were logged, without the sums of the batches. */
  private List<String> decisions() {
    return outside.outcomes().stream().filter(outcome -> !outcome.startsWith("BATCH")).toList();
  }

  private Incident incident(ServiceId service) {
    outside.runs(service, 0.97);
    outside.checkFleet.check(SampleServices.SCOPE, Outside.NOW);
    return outside.store.openFor(service).orElseThrow();
  }

  /** Sequence numbers to be told again from. */
  private List<String> handle(DynamodbEvent event) {
    StreamsEventResponse answer = handler.handleRequest(event, new TestContext());
    return answer.getBatchItemFailures().stream().map(BatchItemFailure::getItemIdentifier).toList();
  }

  /** A channel of Slack that fails where it is told to. */
  private static final class Channel implements SlackMessages {

    final Deque<RuntimeException> failures = new ArrayDeque<>();
    final List<String> parents = new ArrayList<>();
    int posted;

    @Override
    public String post(String channel, Optional<String> thread, Message message, MessageTag tag) {
      if (!failures.isEmpty()) {
        throw failures.remove();
      }
      if (thread.isEmpty()) {
        parents.add(tag.incident().value());
      }
      posted++;
      return "1764928800.%06d".formatted(posted);
    }

    @Override
    public void update(String channel, String ts, Message message, MessageTag tag) {}

    @Override
    public Optional<Posted> find(
        String channel, Optional<String> thread, MessageTag wanted, Instant since) {
      return Optional.empty();
    }
  }
}
