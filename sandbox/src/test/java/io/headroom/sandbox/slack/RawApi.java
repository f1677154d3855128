package io.headroom.sandbox.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls the Web API without an SDK in between that would refuse first. */
final class RawApi implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  private final String token;

  RawApi(LocalSlack slack, String token) {
    this.base = slack.apiUrl();
    this.token = token;
  }

  /** A form of names and values in turn; JSON values are written as text. */
  JsonObject call(String method, Object... namesAndValues) {
    return json(post(method, "application/x-www-form-urlencoded", form(namesAndValues)));
  }

  static String form(Object... namesAndValues) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(namesAndValues[i] + "=" + encode(String.valueOf(namesAndValues[i + 1])));
    }
    return String.join("&", pairs);
  }

  HttpResponse<String> post(String method, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(method))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  HttpResponse<String> postJson(String url, String json) {
    return send(
        HttpRequest.newBuilder(base.resolve(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  HttpResponse<String> get(URI url, String bearer) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).GET();
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return send(request.build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  static JsonArray array(String json) {
    return JsonParser.parseString(json).getAsJsonArray();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
