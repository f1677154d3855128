package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One call of the Web API, kept for tests and for looking at what the product does.
 *
 * @param method such as {@code chat.postMessage}
 * @param args arguments without the token. A copy
 * @param status HTTP status of the answer, or -1 when the connection was closed without one
 * @param error Slack's error code, or null when the call did what it should
 */
public record ApiCallRecord(String method, JsonObject args, int status, @Nullable String error) {

  /** Whether it was done and answered so. */
  public boolean ok() {
    return status == 200 && error == null;
  }
}
