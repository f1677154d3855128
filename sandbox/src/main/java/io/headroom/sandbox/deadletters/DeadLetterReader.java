package io.headroom.sandbox.deadletters;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.headroom.sandbox.deadletters.DeadLetter.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Reads what a message of the queue was. There are four senders, each with a form of its own:
 * EventBridge's rules and Scheduler put the event itself, with the reason in the message's
 * attributes; Lambda puts a record about an asynchronous invocation with the event in it, or about
 * a batch of a stream without its content.
 */
final class DeadLetterReader {

  private static final int LONGEST = 200;

  /** As {@code template.yaml} has it. */
  private static final String STAY_ACTIVE = "Stay Active";

  private final Stack stack;

  DeadLetterReader(Stack stack) {
    this.stack = stack;
  }

  DeadLetter read(Message message) {
    Instant sent = sent(message);
    JsonObject body;
    try {
      body = JsonParser.parseString(message.body()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      return new DeadLetter.Unknown(
          new Failure("unknown", "unknown"), sent, "no JSON object: " + cut(message.body()));
    }
    try {
      return read(body, message, sent);
    } catch (RuntimeException e) {
      return new DeadLetter.Unknown(
          new Failure("unknown", "unknown"),
          sent,
          "cannot be read (%s): %s".formatted(e.getMessage(), cut(message.body())));
    }
  }

  private DeadLetter read(JsonObject body, Message message, Instant sent) {
    if (body.has("DDBStreamBatchInfo")) {
      return batch(body, body.getAsJsonObject("DDBStreamBatchInfo"));
    }
    if (body.has("requestPayload")) {
      return event(
          body.getAsJsonObject("requestPayload"), ofLambda(body), instant(body, "timestamp", sent));
    }
    Failure failure = ofAttributes(message);
    if (message.messageAttributes().containsKey("SCHEDULE_ARN")
        && text(body, "detail-type").filter(STAY_ACTIVE::equals).isEmpty()) {
      return new DeadLetter.MissedCheck(failure, sent, "a check of the fleet");
    }
    return event(body, failure, sent);
  }

  private DeadLetter event(JsonObject event, Failure failure, Instant sent) {
    String type = text(event, "detail-type").orElse("");
    Instant at = instant(event, "time", sent);
    return switch (type) {
      case "ECS Task State Change" -> {
        JsonObject detail = event.getAsJsonObject("detail");
        yield new DeadLetter.StoppedTask(
            failure,
            at,
            event.toString(),
            "task %s of %s stopped: %s"
                .formatted(
                    last(text(detail, "taskArn")),
                    text(detail, "group").orElse("no service"),
                    cut(text(detail, "stoppedReason").orElse("no reason was given"))));
      }
      case "ECS Deployment State Change", "ECS Service Action" ->
          new DeadLetter.ServiceChange(
              failure,
              at,
              "%s of %s".formatted(type, last(Optional.of(first(event, "resources")))));
      case STAY_ACTIVE ->
          new DeadLetter.MissedCall(failure, at, "the daily call that keeps its snapshot");
      case "Scheduled Event" -> new DeadLetter.MissedCheck(failure, at, "a check of the fleet");
      default -> {
        if (failure.where().equals(stack.checkFleet())) {
          yield new DeadLetter.MissedCheck(failure, at, "a check of the fleet");
        }
        yield new DeadLetter.Unknown(failure, at, cut(event.toString()));
      }
    };
  }

  private DeadLetter batch(JsonObject body, JsonObject info) {
    Failure failure = ofLambda(body);
    Instant at = instant(body, "timestamp", Instant.EPOCH);
    Instant first = instant(info, "approximateArrivalOfFirstRecord", at);
    String what =
        "%s new events of incidents from %s to %s, in shard %s from %s to %s"
            .formatted(
                text(info, "batchSize").orElse("some"),
                first,
                instant(info, "approximateArrivalOfLastRecord", at),
                text(info, "shardId").orElse("?"),
                text(info, "startSequenceNumber").orElse("?"),
                text(info, "endSequenceNumber").orElse("?"));
    if (failure.where().equals(stack.tellSlack())) {
      return new DeadLetter.Untold(failure, at, first, what);
    }
    if (failure.where().equals(stack.runRemedy())) {
      return new DeadLetter.NotRun(failure, at, what);
    }
    return new DeadLetter.Unknown(failure, at, what);
  }

  /** As Lambda says it. */
  private static Failure ofLambda(JsonObject body) {
    JsonObject request = body.getAsJsonObject("requestContext");
    String condition = text(request, "condition").orElse("?");
    String attempts = text(request, "approximateInvokeCount").orElse("?");
    String error =
        Optional.ofNullable(body.get("responsePayload"))
            .filter(JsonElement::isJsonObject)
            .flatMap(payload -> text(payload.getAsJsonObject(), "errorMessage"))
            .or(
                () ->
                    Optional.ofNullable(body.get("responseContext"))
                        .filter(JsonElement::isJsonObject)
                        .flatMap(context -> text(context.getAsJsonObject(), "functionError")))
            .map(reason -> ": " + cut(reason))
            .orElse("");
    return new Failure(
        function(text(request, "functionArn").orElse("")),
        "%s after %s attempts%s".formatted(condition, attempts, error));
  }

  /** As EventBridge and Scheduler say it. */
  private static Failure ofAttributes(Message message) {
    Map<String, MessageAttributeValue> attributes = message.messageAttributes();
    return new Failure(
        function(value(attributes, "TARGET_ARN").orElse("")),
        "%s after %s attempts: %s: %s"
            .formatted(
                value(attributes, "EXHAUSTED_RETRY_CONDITION").orElse("given up"),
                value(attributes, "RETRY_ATTEMPTS").orElse("?"),
                value(attributes, "ERROR_CODE").orElse("no code"),
                cut(value(attributes, "ERROR_MESSAGE").orElse("no message"))));
  }

  /** The function's name from its ARN, with or without version or alias. */
  private static String function(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > 6 ? parts[6] : arn.isEmpty() ? "unknown" : arn;
  }

  private static Optional<String> value(Map<String, MessageAttributeValue> from, String name) {
    return Optional.ofNullable(from.get(name)).map(MessageAttributeValue::stringValue);
  }

  private static Instant sent(Message message) {
    @Nullable String millis = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static Instant instant(JsonObject from, String name, Instant otherwise) {
    try {
      return text(from, name).map(Instant::parse).orElse(otherwise);
    } catch (DateTimeException e) {
      return otherwise;
    }
  }

  private static Optional<String> text(JsonObject from, String name) {
    return Optional.ofNullable(from.get(name))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString);
  }

  private static String first(JsonObject from, String name) {
    JsonElement list = from.get(name);
    return list != null && list.isJsonArray() && !list.getAsJsonArray().isEmpty()
        ? list.getAsJsonArray().get(0).getAsString()
        : "?";
  }

  private static String last(Optional<String> arn) {
    String text = arn.orElse("?");
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
