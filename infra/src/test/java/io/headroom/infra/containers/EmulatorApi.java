package io.headroom.infra.containers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.fleet.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Signed calls of services that the product itself does not call, and has no client of: what a test
 * sets up around it.
 */
final class EmulatorApi {

  private final URI endpoint;
  private final Place place;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();

  /** As the root of an account. */
  EmulatorApi(URI endpoint, Place place) {
    this.endpoint = endpoint;
    this.place = place;
  }

  /** A call of a service that takes forms and answers XML: CloudFormation, IAM. */
  String form(String service, Map<String, String> parameters) {
    String body =
        parameters.entrySet().stream()
            .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return send(service, "/", "application/x-www-form-urlencoded; charset=utf-8", "", body);
  }

  /** A call of a service that takes and answers JSON, by its target. */
  JsonObject json(String service, String target, JsonObject body) {
    return object(send(service, "/", "application/x-amz-json-1.0", target, body.toString()));
  }

  /** A call of a service that takes and answers JSON, by its path. */
  JsonObject rest(String service, String path, JsonObject body) {
    return object(send(service, path, "application/json", "", body.toString()));
  }

  private String send(String service, String path, String type, String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.resolve(path))
            .putHeader("Content-Type", type)
            .putHeader("Content-Length", String.valueOf(bytes.length));
    if (!target.isEmpty()) {
      request.putHeader("X-Amz-Target", target);
    }
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(AwsBasicCredentials.create(place.account(), "test"))
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, place.region()));
    try {
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(ContentStreamProvider.fromByteArray(bytes))
                      .build())
              .call();
      String answer =
          response.responseBody().isPresent()
              ? IoUtils.toUtf8String(response.responseBody().get())
              : "";
      if (!response.httpResponse().isSuccessful()) {
        throw new AssertionError(
            "%s %s%s: %d %s"
                .formatted(service, path, target, response.httpResponse().statusCode(), answer));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject object(String answer) {
    return answer.isBlank() ? new JsonObject() : JsonParser.parseString(answer).getAsJsonObject();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
