package io.headroom.sandbox.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.sandbox.deadletters.DeadLetters.Wish;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The dead letters over SQS's own protocol: messages are hidden, come back and go. */
abstract class DeadLettersOverSqs {

  private final SqsClient sqs;
  private final String url;
  private final FakeLambda lambda = new FakeLambda();

  /**
   * @param sqs closed at the end of the test
   */
  DeadLettersOverSqs(SqsClient sqs) {
    this.sqs = sqs;
    this.url = sqs.createQueue(request -> request.queueName("dead-letters")).queueUrl();
  }

  @AfterEach
  void close() {
    sqs.deleteQueue(request -> request.queueUrl(url));
    sqs.close();
  }

  @Test
  void whatIsOnlyLookedAtIsThereAgainAndWhatIsReplayedIsGone() {
    List.of(
            Letters.stoppedByRule(),
            Letters.stoppedByFunction(),
            Letters.batch("headroom-RunRemedy-1"),
            Letters.tick())
        .forEach(this::send);
    assertThat(go(Wish.LIST)).isZero();
    assertThat(waiting()).isEqualTo("4");
    lambda.answer = request -> "!{\"errorMessage\":\"ThrottlingException\"}";
    assertThat(go(Wish.REPLAY)).isEqualTo(2);
    assertThat(waiting()).isEqualTo("2");
    lambda.answer = request -> "{\"outcome\":\"ADDED\"}";
    assertThat(go(Wish.REPLAY)).isZero();
    assertThat(waiting()).isEqualTo("0");
  }

  private void send(Message message) {
    sqs.sendMessage(
        request ->
            request
                .queueUrl(url)
                .messageBody(message.body())
                .messageAttributes(message.messageAttributes()));
  }

  private String waiting() {
    return String.valueOf(
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  private int go(Wish wish) {
    var stack =
        new Stack(
            url,
            "",
            "headroom-CheckFleet-1",
            "headroom-TaskStopped-1",
            "headroom-TellSlack-1",
            "headroom-RunRemedy-1");
    return new DeadLetters(
            sqs,
            stack,
            new Replay(stack, lambda, new InMemoryIncidentStore()),
            new PrintWriter(new StringWriter(), true))
        .go(wish);
  }
}
