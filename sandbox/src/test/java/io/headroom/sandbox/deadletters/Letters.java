package io.headroom.sandbox.deadletters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Messages as AWS writes them into a queue of dead letters. */
final class Letters {

  static final Stack STACK =
      new Stack(
          "https://queue",
          "headroom-Table-1",
          "headroom-CheckFleet-1",
          "headroom-TaskStopped-1",
          "headroom-TellSlack-1",
          "headroom-RunRemedy-1");

  private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:";

  private static final String STOPPED =
      """
      {"version": "0", "id": "9bcdac79", "detail-type": "ECS Task State Change", "source": "aws.ecs",
       "account": "123456789012", "time": "2026-11-21T12:03:11Z", "region": "eu-central-1",
       "detail": {"clusterArn": "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
         "taskArn": "arn:aws:ecs:eu-central-1:123456789012:task/shop/3f2a0c11", "lastStatus": "STOPPED",
         "group": "service:cart", "stoppedReason": "OutOfMemoryError: Container killed due to memory usage"}}
      """;

  private Letters() {}

  /** From the rule's own queue: EventBridge could not call the function. */
  static Message stoppedByRule() {
    return message(
        STOPPED,
        Map.of(
            "TARGET_ARN", FUNCTION + "headroom-TaskStopped-1:live",
            "RULE_ARN", "arn:aws:events:eu-central-1:123456789012:rule/headroom-TaskStopped",
            "RETRY_ATTEMPTS", "10",
            "EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts",
            "ERROR_CODE", "NO_PERMISSIONS",
            "ERROR_MESSAGE", "not authorized to perform: lambda:InvokeFunction"));
  }

  /** From the function's destination: it threw, three times. */
  static Message stoppedByFunction() {
    return stoppedByFunction("ThrottlingException: Rate exceeded");
  }

  /** The same with other words. */
  static Message stoppedByFunction(String words) {
    return message(
        """
        {"version": "1.0", "timestamp": "2026-11-21T12:06:00.000Z",
         "requestContext": {"requestId": "r-1", "functionArn": "%sheadroom-TaskStopped-1:live",
           "condition": "RetriesExhausted", "approximateInvokeCount": 3},
         "requestPayload": %s,
         "responseContext": {"statusCode": 200, "executedVersion": "7", "functionError": "Unhandled"},
         "responsePayload": {"errorMessage": "%s", "errorType": "x"}}
        """
            .formatted(FUNCTION, STOPPED, words),
        Map.of());
  }

  static Message serviceChange() {
    return message(
        """
        {"detail-type": "ECS Deployment State Change", "time": "2026-11-21T12:03:11Z",
         "resources": ["arn:aws:ecs:eu-central-1:123456789012:service/shop/cart"], "detail": {}}
        """,
        Map.of("TARGET_ARN", FUNCTION + "headroom-ServiceChanged-1:live"));
  }

  static Message batch(String function) {
    return message(
        """
        {"requestContext": {"requestId": "r-2", "functionArn": "%s%s:live",
           "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 201},
         "responseContext": {"statusCode": 200, "executedVersion": "7", "functionError": "Unhandled"},
         "version": "1.0", "timestamp": "2026-11-21T18:00:00.000Z",
         "DDBStreamBatchInfo": {"shardId": "shardId-00000001", "startSequenceNumber": "800", "endSequenceNumber": "850",
           "approximateArrivalOfFirstRecord": "2026-11-21T12:00:00Z",
           "approximateArrivalOfLastRecord": "2026-11-21T12:00:07Z", "batchSize": 12,
           "streamArn": "arn:aws:dynamodb:eu-central-1:123456789012:table/headroom/stream/2026"}}
        """
            .formatted(FUNCTION, function),
        Map.of());
  }

  static Message tick() {
    return message(
        "{}",
        Map.of(
            "SCHEDULE_ARN", "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/headroom",
            "TARGET_ARN", FUNCTION + "headroom-CheckFleet-1:live",
            "ERROR_CODE", "AWS.Lambda.TooManyRequestsException",
            "ERROR_MESSAGE", "Rate Exceeded.",
            "EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds",
            "RETRY_ATTEMPTS", "1"));
  }

  static Message stayActive() {
    return message(
        "{\"detail-type\": \"Stay Active\", \"Records\": []}",
        Map.of(
            "SCHEDULE_ARN",
            "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/headroom-bot-active",
            "TARGET_ARN",
            FUNCTION + "headroom-Bot-1:live",
            "ERROR_CODE",
            "AWS.Lambda.TooManyRequestsException"));
  }

  static Message message(String body, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> values =
        attributes.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry ->
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue(entry.getValue())
                            .build(),
                    (one, other) -> one,
                    LinkedHashMap::new));
    return Message.builder()
        .body(body)
        .messageAttributes(values)
        .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "1795262591000"))
        .build();
  }
}
