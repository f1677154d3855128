package io.headroom.sandbox.deadletters;

import io.headroom.infra.log.Mask;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Goes through the queue, message by message: says what it was, what failed and what a replay would
 * do; with a wish to, does that or deletes it. A message is deleted only after it was dealt with,
 * and all others can be received again when this returns.
 */
final class DeadLetters {

  /** What to do besides saying what there is. */
  enum Wish {
    LIST,
    REPLAY,
    DISCARD
  }

  private static final int A_CALL = 10;

  /** Longer than telling many incidents takes: nobody else is to work on the same message. */
  private static final int HIDDEN_SECONDS = 900;

  private static final int WAIT_SECONDS = 1;

  private final SqsClient sqs;
  private final Stack stack;
  private final Replay replay;
  private final PrintWriter out;

  DeadLetters(SqsClient sqs, Stack stack, Replay replay, PrintWriter out) {
    this.sqs = sqs;
    this.stack = stack;
    this.replay = replay;
    this.out = out;
  }

  /** Goes through the queue, and answers how many messages it could not deal with as wished. */
  int go(Wish wish) {
    var reader = new DeadLetterReader(stack);
    var kept = new ArrayList<Message>();
    int seen = 0;
    int failed = 0;
    try {
      for (List<Message> some = receive(); !some.isEmpty(); some = receive()) {
        kept.addAll(some);
        for (Message message : some) {
          seen++;
          DeadLetter letter = reader.read(message);
          print(seen, letter);
          boolean dealtWith =
              switch (wish) {
                case LIST -> false;
                case REPLAY -> replayed(letter);
                case DISCARD -> true;
              };
          if (dealtWith) {
            delete(message);
            kept.remove(message);
            out.println("   deleted");
          } else if (wish != Wish.LIST) {
            failed++;
          }
          out.flush();
        }
      }
    } finally {
      kept.forEach(this::release);
    }
    sum(wish, seen, failed);
    return failed;
  }

  private void print(int number, DeadLetter letter) {
    say("%d. %s: %s".formatted(number, letter.at(), letter.what()));
    say("   failed: %s: %s".formatted(letter.failure().where(), letter.failure().why()));
    say("   replay: " + letter.replay());
  }

  /** Most of it are words of others, which may repeat what they were sent. */
  private void say(String text) {
    out.println(Mask.of(text));
  }

  private boolean replayed(DeadLetter letter) {
    Replay.Outcome outcome;
    try {
      outcome = replay.of(letter);
    } catch (SdkException e) {
      outcome = new Replay.Outcome.Failed(String.valueOf(e.getMessage()));
    }
    return switch (outcome) {
      case Replay.Outcome.Done done -> {
        say("   done: " + done.how());
        yield true;
      }
      case Replay.Outcome.Failed why -> {
        say("   NOT done, and kept: " + why.why());
        yield false;
      }
    };
  }

  private void sum(Wish wish, int seen, int failed) {
    if (seen == 0) {
      out.println("The queue is empty.");
    } else if (wish == Wish.LIST) {
      out.printf(
          "%d messages. Nothing was done: --replay does what is said, one by one, and deletes each"
              + " after it; --discard only deletes.%n",
          seen);
    } else {
      out.printf("%d messages, %d of them kept.%n", seen, failed);
    }
    out.flush();
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            request ->
                request
                    .queueUrl(stack.queue())
                    .maxNumberOfMessages(A_CALL)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP))
        .messages();
  }

  private void delete(Message message) {
    sqs.deleteMessage(
        request -> request.queueUrl(stack.queue()).receiptHandle(message.receiptHandle()));
  }

  /** Visible again at once, for the next look; else it would be so after a quarter of an hour. */
  private void release(Message message) {
    sqs.changeMessageVisibility(
        request ->
            request
                .queueUrl(stack.queue())
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0));
  }
}
