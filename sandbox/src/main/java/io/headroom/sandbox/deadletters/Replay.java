package io.headroom.sandbox.deadletters;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.IncidentStore;
import io.headroom.infra.store.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Does what there is to do about a letter. Each may be done any number of times: the functions take
 * every event at least once anyhow.
 */
final class Replay {

  /** The alias that the template publishes. */
  private static final String ALIAS = "live";

  /** Incidents told by one invocation: Slack takes about a message a second. */
  private static final int INCIDENTS_A_CALL = 10;

  private static final int MOST_RESOLVED = 10_000;

  /** Clocks, and what was resolved while the batch waited for its first attempt. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private final Stack stack;
  private final LambdaClient lambda;
  private final IncidentStore store;

  /** Since when every incident has been told in this run. */
  private Optional<Instant> told = Optional.empty();

  Replay(Stack stack, LambdaClient lambda, IncidentStore store) {
    this.stack = stack;
    this.lambda = lambda;
    this.store = store;
  }

  /** What came of it. */
  sealed interface Outcome {

    /** Done: the message may go. */
    record Done(String how) implements Outcome {}

    /** Not done: the message stays. */
    record Failed(String why) implements Outcome {}
  }

  Outcome of(DeadLetter letter) {
    return switch (letter) {
      case DeadLetter.StoppedTask stopped -> handOver(stopped);
      case DeadLetter.Untold untold -> tell(untold.first().minus(BEFORE));
      case DeadLetter.ServiceChange _,
          DeadLetter.NotRun _,
          DeadLetter.MissedCheck _,
          DeadLetter.MissedCall _ ->
          new Outcome.Done("nothing to do");
      case DeadLetter.Unknown _ -> new Outcome.Failed("nothing is known to do about it");
    };
  }

  private Outcome handOver(DeadLetter.StoppedTask stopped) {
    InvokeResponse response = invoke(stack.taskStopped(), stopped.event());
    String answer = response.payload().asUtf8String();
    return response.functionError() == null
        ? new Outcome.Done("TaskStopped answers " + answer)
        : new Outcome.Failed("TaskStopped failed: " + answer);
  }

  private Outcome tell(Instant since) {
    if (told.filter(already -> !already.isAfter(since)).isPresent()) {
      return new Outcome.Done("told with an earlier message");
    }
    List<Incident> incidents =
        Stream.concat(store.open().stream(), store.resolvedSince(since, MOST_RESOLVED).stream())
            .toList();
    for (int i = 0; i < incidents.size(); i += INCIDENTS_A_CALL) {
      List<Incident> some = incidents.subList(i, Math.min(i + INCIDENTS_A_CALL, incidents.size()));
      Optional<String> failure = failure(some);
      if (failure.isPresent()) {
        return new Outcome.Failed(failure.get());
      }
    }
    told = Optional.of(since);
    return new Outcome.Done("%d threads match".formatted(incidents.size()));
  }

  private Optional<String> failure(List<Incident> incidents) {
    InvokeResponse response = invoke(stack.tellSlack(), records(incidents));
    String answer = response.payload().asUtf8String();
    if (response.functionError() != null) {
      return Optional.of("TellSlack failed: " + answer);
    }
    JsonElement parsed = JsonParser.parseString(answer);
    JsonElement failures =
        parsed.isJsonObject() ? parsed.getAsJsonObject().get("batchItemFailures") : null;
    return failures != null && failures.isJsonArray() && failures.getAsJsonArray().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "TellSlack did not come to an end with %s: its log says why; try again later"
                .formatted(incidents.stream().map(Incident::id).map(IncidentId::value).toList()));
  }

  /** What the stream would bring if the last event of each had just been written. */
  private static String records(List<Incident> incidents) {
    var records = new JsonArray();
    for (Incident incident : incidents) {
      var keys = new JsonObject();
      keys.add("PK", text("INC#" + incident.id()));
      keys.add("SK", text("EV#%06d".formatted(incident.version())));
      var image = keys.deepCopy();
      image.add("type", text(EventJson.type(incident.events().getLast().event())));
      var change = new JsonObject();
      change.add("Keys", keys);
      change.add("NewImage", image);
      change.addProperty("SequenceNumber", String.valueOf(records.size() + 1));
      var record = new JsonObject();
      record.addProperty("eventID", "dead-letters-" + (records.size() + 1));
      record.addProperty("eventName", "INSERT");
      record.addProperty("eventSource", "aws:dynamodb");
      record.add("dynamodb", change);
      records.add(record);
    }
    var event = new JsonObject();
    event.add("Records", records);
    return event.toString();
  }

  private static JsonObject text(String value) {
    var attribute = new JsonObject();
    attribute.addProperty("S", value);
    return attribute;
  }

  private InvokeResponse invoke(String function, String payload) {
    return lambda.invoke(
        request ->
            request
                .functionName(function)
                .qualifier(ALIAS)
                .payload(SdkBytes.fromUtf8String(payload)));
  }
}
