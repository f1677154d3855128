package io.headroom.sandbox.deadletters;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue that hides what was received until it is deleted or made visible. */
final class FakeQueue implements SqsClient {

  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Set<String> hidden = new LinkedHashSet<>();

  FakeQueue put(Message message) {
    String handle = "handle-" + (messages.size() + 1);
    messages.put(handle, message.toBuilder().receiptHandle(handle).messageId(handle).build());
    return this;
  }

  /** How many messages there are. */
  int size() {
    return messages.size();
  }

  /** How many of them can be received. */
  int visible() {
    return messages.size() - hidden.size();
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    List<Message> some =
        messages.entrySet().stream()
            .filter(entry -> !hidden.contains(entry.getKey()))
            .limit(request.maxNumberOfMessages())
            .map(Map.Entry::getValue)
            .toList();
    some.forEach(message -> hidden.add(message.receiptHandle()));
    return ReceiveMessageResponse.builder().messages(some).build();
  }

  @Override
  public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
    messages.remove(request.receiptHandle());
    hidden.remove(request.receiptHandle());
    return DeleteMessageResponse.builder().build();
  }

  @Override
  public ChangeMessageVisibilityResponse changeMessageVisibility(
      ChangeMessageVisibilityRequest request) {
    hidden.remove(request.receiptHandle());
    return ChangeMessageVisibilityResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
