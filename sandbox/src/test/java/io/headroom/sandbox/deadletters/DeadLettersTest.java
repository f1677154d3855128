package io.headroom.sandbox.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Draft;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.sandbox.deadletters.DeadLetters.Wish;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

final class DeadLettersTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final FakeQueue queue = new FakeQueue();
  private final FakeLambda lambda = new FakeLambda();
  private final InMemoryIncidentStore store = new InMemoryIncidentStore();
  private final StringWriter out = new StringWriter();

  @Test
  void withoutAWishItOnlySaysWhatThereIs() {
    all();
    assertThat(go(Wish.LIST)).isZero();
    assertThat(lambda.invoked).isEmpty();
    assertThat(queue.size()).isEqualTo(6);
    assertThat(queue.visible()).as("for the next look").isEqualTo(6);
    assertThat(out.toString())
        .contains("task 3f2a0c11", "12 new events", "a check of the fleet", "6 messages.")
        .contains("failed: headroom-TaskStopped-1:", "--replay does what is said");
  }

  @Test
  void aReplayDoesWhatItSaidAndDeletesEach() {
    all();
    open("cart");
    resolved("search", NOON.plus(Duration.ofMinutes(5)));
    resolved("old", NOON.minus(Duration.ofDays(2)));
    assertThat(go(Wish.REPLAY)).isZero();
    assertThat(queue.size()).isZero();
    assertThat(lambda.invoked)
        .extracting(InvokeRequest::functionName)
        .containsExactly(
            "headroom-TaskStopped-1", "headroom-TaskStopped-1", "headroom-TellSlack-1");
    assertThat(lambda.invoked).allMatch(request -> request.qualifier().equals("live"));
    assertThat(lambda.invoked.getFirst().payload().asUtf8String())
        .contains("\"detail-type\":\"ECS Task State Change\"");
    assertThat(lambda.invoked.getLast().payload().asUtf8String())
        .contains("INC#cart-", "INC#search-", "\"INSERT\"", "\"type\":{\"S\":\"resolved\"}")
        .doesNotContain("INC#old-");
    assertThat(out.toString()).contains("2 threads match", "TaskStopped answers");
  }

  @Test
  void noRemedyIsEverRun() {
    queue.put(Letters.batch("headroom-RunRemedy-1"));
    assertThat(go(Wish.REPLAY)).isZero();
    assertThat(lambda.invoked).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void whatFailsStaysAndTheOthersGoOn() {
    queue
        .put(Letters.stoppedByRule())
        .put(Letters.batch("headroom-TellSlack-1"))
        .put(Letters.tick());
    open("cart");
    lambda.answer =
        request ->
            request.functionName().contains("TellSlack")
                ? "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}"
                : "!{\"errorMessage\":\"ThrottlingException\"}";
    assertThat(go(Wish.REPLAY)).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.visible()).isEqualTo(2);
    assertThat(out.toString())
        .contains("NOT done, and kept: TaskStopped failed", "NOT done, and kept: TellSlack");
    lambda.answer = request -> "{\"batchItemFailures\":[]}";
    assertThat(go(Wish.REPLAY)).as("again").isZero();
    assertThat(queue.size()).isZero();
  }

  /** As AWS answers to a signature that does not fit, and as a proxy may: with what was sent. */
  @Test
  void whatOthersSayIsShownWithoutItsSecrets() {
    String words = "sent xoxb-1-LEAK by AKIALEAKLEAKLEAKLEAK, x-amz-security-token:LEAK/+1=";
    queue
        .put(Letters.message("{}", Map.of("ERROR_CODE", "X", "ERROR_MESSAGE", words)))
        .put(Letters.stoppedByFunction(words))
        .put(Letters.batch("headroom-TellSlack-1"));
    open("cart");
    lambda.answer =
        request -> {
          if (request.functionName().contains("TellSlack")) {
            throw SdkClientException.create(words);
          }
          return "!{\"errorMessage\":\"" + words + "\"}";
        };

    assertThat(go(Wish.REPLAY)).isEqualTo(3);

    assertThat(out.toString())
        .doesNotContain("LEAK")
        .contains("TaskStopped failed: {\"errorMessage\":\"sent •••")
        .containsPattern("failed: headroom-TaskStopped-1: .*sent •••")
        .contains("NOT done, and kept: sent •••");
  }

  @Test
  void severalBatchesAreToldOnce() {
    queue.put(Letters.batch("headroom-TellSlack-1")).put(Letters.batch("headroom-TellSlack-1"));
    open("cart");
    assertThat(go(Wish.REPLAY)).isZero();
    assertThat(lambda.invoked).hasSize(1);
  }

  @Test
  void manyIncidentsAreToldAFewAtATime() {
    queue.put(Letters.batch("headroom-TellSlack-1"));
    for (int i = 0; i < 25; i++) {
      open("service-" + i);
    }
    assertThat(go(Wish.REPLAY)).isZero();
    assertThat(lambda.invoked).hasSize(3);
  }

  @Test
  void whatIsNotKnownStaysUnlessItIsDiscarded() {
    queue.put(Letters.message("{}", Map.of())).put(Letters.tick());
    assertThat(go(Wish.REPLAY)).isEqualTo(1);
    assertThat(queue.size()).isEqualTo(1);
    assertThat(go(Wish.DISCARD)).isZero();
    assertThat(queue.size()).isZero();
    assertThat(lambda.invoked).isEmpty();
  }

  @Test
  void anEmptyQueueIsSaidToBeSo() {
    assertThat(go(Wish.LIST)).isZero();
    assertThat(out.toString().strip()).isEqualTo("The queue is empty.");
  }

  private void all() {
    queue
        .put(Letters.stoppedByRule())
        .put(Letters.stoppedByFunction())
        .put(Letters.serviceChange())
        .put(Letters.batch("headroom-TellSlack-1"))
        .put(Letters.batch("headroom-RunRemedy-1"))
        .put(Letters.tick());
  }

  private Incident open(String service) {
    Incident incident = IncidentExamples.open(IncidentExamples.service(service), NOON);
    store.begin(incident.id(), incident.service(), incident.events());
    return incident;
  }

  private void resolved(String service, Instant at) {
    var draft = new Draft(open(service), at);
    draft.add("resolved", new Resolved(Resolved.Why.CLEARED, Optional.empty()));
    store.append(draft.before(), draft.added());
  }

  private int go(Wish wish) {
    out.getBuffer().setLength(0);
    return new DeadLetters(
            queue,
            Letters.STACK,
            new Replay(Letters.STACK, lambda, store),
            new PrintWriter(out, true))
        .go(wish);
  }
}
