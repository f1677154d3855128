package io.headroom.sandbox.aws;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * An event source mapping: calls a function with what a stream brings, in order, and again from the
 * first record that failed, as Lambda does with {@code ReportBatchItemFailures}. Not for use by
 * several threads.
 */
public final class StreamMapping {

  private final Function<DynamodbEvent, StreamsEventResponse> function;
  private final List<Record> waiting = new ArrayList<>();

  public StreamMapping(Function<DynamodbEvent, StreamsEventResponse> function) {
    this.function = function;
  }

  /**
   * Adds records, and calls the function with all that wait. What fails waits for the next call.
   */
  public void deliver(List<Record> records) {
    waiting.addAll(records);
    if (waiting.isEmpty()) {
      return;
    }
    StreamsEventResponse response = function.apply(StreamEvents.event(List.copyOf(waiting)));
    List<String> failed =
        response.getBatchItemFailures() == null
            ? List.of()
            : response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    while (!waiting.isEmpty() && !failed.contains(waiting.getFirst().dynamodb().sequenceNumber())) {
      waiting.removeFirst();
    }
  }

  /** How many records wait to be delivered again. */
  public int waiting() {
    return waiting.size();
  }
}
