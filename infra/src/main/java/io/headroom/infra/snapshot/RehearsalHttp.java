package io.headroom.infra.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * AWS for a rehearsal, without a network: one cluster in which nothing runs, a table with nothing
 * but the report of a check, and a secret. What it does not know it answers with nothing.
 */
final class RehearsalHttp implements SdkHttpClient {

  private static final String JSON = "application/x-amz-json-1.0";
  private static final String CBOR = "application/cbor";
  private static final String CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/rehearsal";

  /** An empty map in CBOR, which CloudWatch speaks. */
  private static final byte[] EMPTY_CBOR = {(byte) 0xA0};

  private final Map<String, String> answers;
  private final RehearsalTable table = new RehearsalTable();

  RehearsalHttp(String botToken, String signingSecret) {
    answers =
        Map.of(
            "GetSecretValue",
            """
            {"SecretString":"{\\"botToken\\":\\"%s\\",\\"signingSecret\\":\\"%s\\"}"}
            """
                .formatted(botToken, signingSecret),
            "ListClusters",
            "{\"clusterArns\":[\"%s\"]}".formatted(CLUSTER),
            "DescribeClusters",
            """
            {"clusters":[{"clusterArn":"%s","clusterName":"rehearsal","status":"ACTIVE",
            "settings":[{"name":"containerInsights","value":"enhanced"}]}],"failures":[]}
            """
                .formatted(CLUSTER),
            "ListServices",
            "{\"serviceArns\":[]}",
            "ListTasks",
            "{\"taskArns\":[]}",
            "DescribeServices",
            "{\"services\":[],\"failures\":[]}");
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return answer(request);
      }

      @Override
      public void abort() {
        // It is answered at once.
      }
    };
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) {
    Optional<String> target = request.httpRequest().firstMatchingHeader("X-Amz-Target");
    byte[] body =
        target.map(name -> json(name.substring(name.indexOf('.') + 1), request)).orElse(EMPTY_CBOR);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", target.isPresent() ? JSON : CBOR)
                .putHeader("smithy-protocol", "rpc-v2-cbor")
                .putHeader("Content-Length", Integer.toString(body.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  private byte[] json(String operation, HttpExecuteRequest request) {
    String known = answers.get(operation);
    String answer = known == null ? table.answer(operation, sent(request)).orElse("{}") : known;
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  private static String sent(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            content -> {
              try (var in = content.newStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse("{}");
  }
}
