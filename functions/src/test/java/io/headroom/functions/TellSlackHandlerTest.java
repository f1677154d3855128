package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.infra.slack.ChannelChoice;
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
  private final TellSlackHandler handler =
      new TellSlackHandler(
          new ThreadTeller(
              outside.store,
              new InMemoryThreadBook(),
              slack,
              ChannelChoice.always("C0123456789"),
              outside.runbooks,
              RenderContext.LOCAL),
          outside.log);

  @Test
  void anIncidentIsToldOnceInABatch() {
    Incident cart = incident(Outside.CART);
    assertThat(cart.events()).hasSizeGreaterThan(1);
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(outside.outcomes()).containsExactly("TOLD");
    assertThat(slack.parents).hasSize(1);
  }

  @Test
  void aBatchThatIsToldAgainPostsNothing() {
    Incident cart = incident(Outside.CART);
    handle(Outside.stream(cart));
    int posted = slack.posted;
    assertThat(handle(Outside.stream(cart))).isEmpty();
    assertThat(slack.posted).isEqualTo(posted);
    assertThat(outside.outcomes()).containsExactly("TOLD", "UP_TO_DATE");
  }

  @Test
  void aRateLimitHasTheStreamToldAgainFromThatIncidentOn() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    handle(Outside.stream(cart));
    slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(30)));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(search.id() + "/1");
    assertThat(outside.outcomes()).containsExactly("TOLD", "UP_TO_DATE", "RATE_LIMITED");
    assertThat(handle(Outside.stream(search))).isEmpty();
    assertThat(slack.parents).hasSize(2);
  }

  @Test
  void aRateLimitLeavesTheOthersForLater() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(SlackFailure.rateLimited("chat.postMessage", Duration.ofSeconds(30)));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(cart.id() + "/1");
    assertThat(slack.parents).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CHANNEL_NOT_FOUND", "NOT_IN_CHANNEL", "INVALID_AUTH", "MISSING_SCOPE"})
  void whatWillNotPassIsLoggedWithAdviceAndNotToldAgain(Reason reason) {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(new SlackFailure(reason, "chat.postMessage in C0123456789", "refused"));
    assertThat(handle(Outside.stream(cart, search))).isEmpty();
    assertThat(outside.outcomes()).containsExactly(reason.name(), "TOLD");
    assertThat(outside.logged.getFirst()).contains(cart.id().value());
  }

  @Test
  void aFaultOfHeadroomHoldsUpOnlyItsOwnIncident() {
    Incident cart = incident(Outside.CART);
    Incident search = incident(Outside.SEARCH);
    slack.failures.add(new IllegalStateException("a fault"));
    assertThat(handle(Outside.stream(cart, search))).containsExactly(cart.id() + "/1");
    assertThat(outside.outcomes()).containsExactly("FAILED", "TOLD");
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
    assertThat(outside.outcomes()).containsExactly("MALFORMED", "MALFORMED", "MALFORMED", "TOLD");
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

  private Incident incident(ServiceId service) {
    outside.runs(service, 0.97);
    outside.checkFleet.check(Scope.ALL, Outside.NOW);
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
