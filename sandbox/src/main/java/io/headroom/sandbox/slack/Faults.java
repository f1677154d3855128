package io.headroom.sandbox.slack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failures that were asked for, per method of the Web API ({@code *}: any), each used once in the
 * order asked. Safe for threads.
 */
public final class Faults {

  /** What goes wrong with one call. */
  sealed interface Fault {
    /** Answered 429 with {@code Retry-After}; nothing is done. */
    record RateLimited(int retryAfterSeconds) implements Fault {}

    /** Answered with this HTTP status and no JSON; nothing is done. */
    record Status(int status) implements Fault {}

    /** Answered {@code "ok": false} with this error; nothing is done. */
    record ErrorCode(String code) implements Fault {}

    /** Done, but the connection closes without an answer. */
    record NoAnswer() implements Fault {}
  }

  private final Map<String, Deque<Fault>> byMethod = new HashMap<>();

  Faults() {}

  /** Answers the next {@code times} calls of a method with 429; nothing is done. */
  public void rateLimitNext(String method, int times, int retryAfterSeconds) {
    for (int i = 0; i < times; i++) {
      add(method, new Fault.RateLimited(retryAfterSeconds));
    }
  }

  /** Answers the next call of a method with this HTTP status; nothing is done. */
  public void failNext(String method, int httpStatus) {
    add(method, new Fault.Status(httpStatus));
  }

  /** Answers the next call of a method with this error; nothing is done. */
  public void failNext(String method, String errorCode) {
    add(method, new Fault.ErrorCode(errorCode));
  }

  /** Does what the next call of a method asks, but closes without an answer. */
  public void dropResponseNext(String method) {
    add(method, new Fault.NoAnswer());
  }

  private synchronized void add(String method, Fault fault) {
    byMethod.computeIfAbsent(method, key -> new ArrayDeque<>()).add(fault);
  }

  /** The next failure of this method, or of any method ({@code *}), or null. */
  synchronized @Nullable Fault next(String method) {
    for (String key : new String[] {method, "*"}) {
      Deque<Fault> faults = byMethod.get(key);
      if (faults != null && !faults.isEmpty()) {
        return faults.poll();
      }
    }
    return null;
  }
}
