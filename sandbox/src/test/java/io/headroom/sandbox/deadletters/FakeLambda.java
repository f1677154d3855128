package io.headroom.sandbox.deadletters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Functions that answer as a test says; {@code !} at the beginning is an error of the function. */
final class FakeLambda implements LambdaClient {

  final List<InvokeRequest> invoked = new ArrayList<>();
  Function<InvokeRequest, String> answer =
      request ->
          request.functionName().contains("TellSlack")
              ? "{\"batchItemFailures\":[]}"
              : "{\"outcome\":\"ADDED\"}";

  @Override
  public InvokeResponse invoke(InvokeRequest request) {
    invoked.add(request);
    String answered = answer.apply(request);
    boolean failed = answered.startsWith("!");
    return InvokeResponse.builder()
        .statusCode(200)
        .functionError(failed ? "Unhandled" : null)
        .payload(SdkBytes.fromUtf8String(failed ? answered.substring(1) : answered))
        .build();
  }

  @Override
  public String serviceName() {
    return "lambda";
  }

  @Override
  public void close() {}
}
