package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A method of the Web API.
 *
 * @param scopes any one of these lets a token call it; empty: every token may
 * @param method what it does, run with the workspace's lock held
 */
record Endpoint(List<String> scopes, Method method) {

  /** Answers a call, or refuses it with {@link ApiRefusal}. {@code ok} is added to the answer. */
  @FunctionalInterface
  interface Method {
    JsonObject answer(Args args);
  }

  static Endpoint of(Method method, String... scopes) {
    return new Endpoint(List.of(scopes), method);
  }
}
