package io.headroom.infra.log;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
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
  private final MetricLine metrics = new MetricLine();

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
      default -> json.addProperty(name, Mask.of(value.toString()));
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
    json.addProperty("failure", Mask.of(chain.toString()));
    json.addProperty(
        "at",
        Arrays.stream(root.getStackTrace())
            .limit(MOST_FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < ")));
    return this;
  }

  /**
   * A number that is a metric as well.
   *
   * @param name as CloudWatch shows it: {@code SlackCalls}
   */
  public LogLine count(String name, long value) {
    return metric(name, value, "Count");
  }

  /** A time that is a metric as well, in milliseconds; its name says so. */
  public LogLine milliseconds(String name, Duration time) {
    return metric(name, time.toMillis(), "Milliseconds");
  }

  /**
   * A metric of this line once more, told apart by a further dimension. Each value of it is billed
   * as a metric of its own for the hours in which it occurs.
   *
   * @param name of a metric that the line has
   * @param dimension name of the dimension
   */
  public LogLine by(String dimension, String value, String name) {
    if (!json.has(name)) {
      throw new IllegalArgumentException("the line has no metric " + name);
    }
    json.addProperty(dimension, Mask.of(value));
    metrics.add(name, "Count", List.of(dimension));
    return this;
  }

  private LogLine metric(String name, long value, String unit) {
    json.addProperty(name, value);
    metrics.add(name, unit, List.of());
    return this;
  }

  /** The line for the log, without a line break. */
  String text(DecisionLog.Request request, Instant at) {
    JsonObject whole = json.deepCopy();
    if (!request.id().isEmpty()) {
      whole.addProperty("requestId", request.id());
    }
    if (!metrics.isEmpty()) {
      whole.addProperty(MetricLine.FUNCTION, request.function());
      whole.add("_aws", metrics.metadata(at));
    }
    return whole.toString();
  }
}
