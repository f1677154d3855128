package io.headroom.sandbox.deadletters;

import io.headroom.infra.containers.AwsContainers;
import io.headroom.infra.containers.NeedsContainers;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

@NeedsContainers
final class MiniStackDeadLettersTest extends DeadLettersOverSqs {

  MiniStackDeadLettersTest() {
    super(client());
  }

  private static SqsClient client() {
    SqsClientBuilder builder = SqsClient.builder();
    AwsContainers.atMiniStack(builder);
    return builder.httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }
}
