package io.headroom.e2e.agent;

import com.google.gson.Gson;
import io.headroom.e2e.stack.Aws;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Delivers events as EventBridge does: to the targets of each deployed rule whose pattern matches.
 * PutEvents cannot be used, since it refuses sources that begin with {@code aws.}, as it does on
 * AWS; patterns are matched by the emulator's TestEventPattern. One after the other, in a thread of
 * its own: as many functions at once as there are events would each start anew. What cannot be
 * delivered is delivered later.
 */
final class EventBus implements AutoCloseable {

  private static final String BUS = "default";
  private static final Duration BEFORE_AGAIN = Duration.ofSeconds(2);

  /** Lambda tries what was invoked asynchronously twice again. */
  private static final int ATTEMPTS = 3;

  private final Aws aws;
  private final Consumer<String> log;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("events").daemon().unstarted(this::run);

  /**
   * @param log gets a line for each event that could not be delivered at once
   */
  EventBus(Aws aws, Consumer<String> log) {
    this.aws = aws;
    this.log = log;
    thread.start();
  }

  void send(Map<String, Object> event) {
    events.add(new Gson().toJson(event));
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        String event = events.take();
        while (!delivered(event)) {
          Thread.sleep(BEFORE_AGAIN);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean delivered(String event) {
    try {
      aws.eventBridge().listRules(request -> request.eventBusName(BUS)).rules().stream()
          .filter(rule -> rule.state() == RuleState.ENABLED && rule.eventPattern() != null)
          .filter(rule -> matches(rule, event))
          .forEach(rule -> invoke(rule, event));
      return true;
    } catch (SdkException e) {
      log.accept("event not delivered yet: " + e.getMessage());
      return false;
    }
  }

  private boolean matches(Rule rule, String event) {
    return aws.eventBridge()
        .testEventPattern(request -> request.eventPattern(rule.eventPattern()).event(event))
        .result();
  }

  private void invoke(Rule rule, String event) {
    aws
        .eventBridge()
        .listTargetsByRule(request -> request.rule(rule.name()).eventBusName(BUS))
        .targets()
        .stream()
        .map(Target::arn)
        .filter(arn -> arn.contains(":function:"))
        .forEach(arn -> invoke(arn, event));
  }

  private void invoke(String function, String event) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      InvokeResponse answer =
          aws.lambda()
              .invoke(
                  request ->
                      request.functionName(function).payload(SdkBytes.fromUtf8String(event)));
      if (answer.functionError() == null) {
        return;
      }
      log.accept("%s failed: %s".formatted(function, answer.payload().asUtf8String()));
    }
  }
}
