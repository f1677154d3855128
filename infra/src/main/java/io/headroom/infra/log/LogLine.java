package io.headroom.infra.log;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One decision for the log: who decided, with which named outcome, about what. Not for use by
 * several threads.
 */
public final class LogLine {

  /** Frames of a stack trace that are kept: the cause is near the top. */
  private static final int MOST_FRAMES = 12;

  private static final int MOST_CAUSES = 4;

  private final JsonObject json = new JsonObject();

  private LogLine(String source, String outcome) {
    json.addProperty("source", source);
    json.addProperty("outcome", outcome);
  }

  /**
   * A decision without details.
   *
   * @param source which part decided: {@code check-fleet}
   * @param outcome the name of the outcome, as in code and in Slack: {@code COOLDOWN}
   */
  public static LogLine of(String source, String outcome) {
    return new LogLine(source, outcome);
  }

  /** The same, with the name of an enum's constant. */
  public static LogLine of(String source, Enum<?> outcome) {
    return of(source, outcome.name());
  }

  /** A detail; its text is what {@code value} prints as. */
  public LogLine with(String name, Object value) {
    switch (value) {
      case Number number -> json.addProperty(name, number);
      case Boolean yes -> json.addProperty(name, yes);
      case Duration time -> json.addProperty(name + "Seconds", time.toSeconds());
      case Optional<?> optional -> optional.ifPresent(present -> with(name, present));
      default -> json.addProperty(name, value.toString());
    }
    return this;
  }

  /** What went wrong: the chain of causes, and where it began. */
  public LogLine failure(Throwable thrown) {
    var chain = new StringBuilder(thrown.toString());
    Throwable root = thrown;
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
      chain.append("; caused by ").append(root);
    }
    json.addProperty("failure", chain.toString());
    json.addProperty(
        "at",
        Arrays.stream(root.getStackTrace())
            .limit(MOST_FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < ")));
    return this;
  }

  /** The line, without a line break. */
  @Override
  public String toString() {
    return json.toString();
  }
}
