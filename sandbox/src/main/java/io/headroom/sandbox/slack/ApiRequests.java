package io.headroom.sandbox.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;

/** Reads what a bot sent to the Web API. */
final class ApiRequests {

  private ApiRequests() {}

  /**
   * Checks the token of a call: in the header, or in a form as an argument.
   *
   * @throws ApiRefusal {@code not_authed} or {@code invalid_auth}
   */
  static void authenticate(HttpExchange exchange, Args args, String botToken) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String token =
        header != null && header.startsWith("Bearer ")
            ? header.substring("Bearer ".length()).strip()
            : isJson(exchange) ? null : args.text("token");
    if (token == null || token.isEmpty()) {
      throw new ApiRefusal("not_authed");
    }
    if (!token.equals(botToken)) {
      throw new ApiRefusal("invalid_auth");
    }
  }

  private static boolean isJson(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && type.startsWith("application/json");
  }

  /**
   * Arguments of the query and of a form or JSON body.
   *
   * @throws ApiRefusal when the body cannot be read
   */
  static Args args(HttpExchange exchange, byte[] bytes) {
    String query = exchange.getRequestURI().getRawQuery();
    Args args = Args.ofForm(query == null ? "" : query);
    String body = new String(bytes, StandardCharsets.UTF_8);
    if (body.isEmpty()) {
      return args;
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null) {
      throw new ApiRefusal("missing_post_type");
    }
    if (isJson(exchange)) {
      try {
        JsonElement json = JsonParser.parseString(body);
        if (!json.isJsonObject()) {
          throw new ApiRefusal("json_not_object");
        }
        json.getAsJsonObject().entrySet().forEach(e -> args.json().add(e.getKey(), e.getValue()));
      } catch (JsonSyntaxException e) {
        throw new ApiRefusal("invalid_json");
      }
    } else if (type.startsWith("application/x-www-form-urlencoded")) {
      Args.ofForm(body).json().entrySet().forEach(e -> args.json().add(e.getKey(), e.getValue()));
    } else {
      throw new ApiRefusal("invalid_post_type");
    }
    return args;
  }
}
