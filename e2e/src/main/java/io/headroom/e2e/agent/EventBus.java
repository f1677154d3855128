package io.headroom.e2e.agent;

import com.google.gson.Gson;
import io.headroom.e2e.stack.Aws;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Delivers events as EventBridge does: to the targets of each deployed rule whose pattern matches.
 * PutEvents cannot be used, since it refuses sources that begin with {@code aws.}, as it does on
 * AWS; patterns are matched by the emulator's TestEventPattern. What cannot be delivered is kept.
 */
final class EventBus {

  private static final String BUS = "default";

  private final Aws aws;
  private final Deque<String> undelivered = new ArrayDeque<>();

  EventBus(Aws aws) {
    this.aws = aws;
  }

  void send(Map<String, Object> event) {
    undelivered.addLast(new Gson().toJson(event));
  }

  /** Delivers what there is, oldest first. */
  void deliver() {
    while (!undelivered.isEmpty()) {
      String event = undelivered.getFirst();
      aws.eventBridge().listRules(request -> request.eventBusName(BUS)).rules().stream()
          .filter(rule -> rule.state() == RuleState.ENABLED && rule.eventPattern() != null)
          .filter(rule -> matches(rule, event))
          .forEach(rule -> invoke(rule, event));
      undelivered.removeFirst();
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
        .filter(target -> target.arn().contains(":function:"))
        .forEach(
            target ->
                aws.lambda()
                    .invoke(
                        request ->
                            request
                                .functionName(target.arn())
                                .invocationType(InvocationType.EVENT)
                                .payload(SdkBytes.fromUtf8String(event))));
  }
}
