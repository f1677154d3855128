package io.headroom.infra.log;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where decisions are written: one line of JSON each, which CloudWatch Logs Insights reads by
 * itself, and from which CloudWatch takes the metrics that are in it. Secrets are masked ({@link
 * Mask}), should one ever get into a line. Safe for use by several threads.
 */
public final class DecisionLog {

  private static final ScopedValue<Request> REQUEST = ScopedValue.newInstance();

  private static final Request NONE = new Request("", "local");

  private final Consumer<String> lines;
  private final InstantSource clock;

  /**
   * What a function works on.
   *
   * @param id as Lambda names the invocation; empty outside of one
   * @param function name of the function, by which its metrics are told apart
   */
  public record Request(String id, String function) {}

  /**
   * @param lines takes each line, without its break
   */
  public DecisionLog(Consumer<String> lines) {
    this(lines, InstantSource.system());
  }

  /**
   * @param clock stamps the metrics
   */
  public DecisionLog(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  /** To standard output, where Lambda takes it from. */
  public static DecisionLog standardOutput() {
    return new DecisionLog(System.out::println);
  }

  /** Does something; what is written meanwhile by this thread says for which request it was. */
  public <T> T during(Request request, Supplier<T> work) {
    return ScopedValue.where(REQUEST, request).call(work::get);
  }

  /** The request of this thread. */
  public static Request request() {
    return REQUEST.orElse(NONE);
  }

  /** Writes a line. */
  public void write(LogLine line) {
    write(line, request());
  }

  /** Writes a line from a thread that works for another one's request. */
  public void write(LogLine line, Request request) {
    lines.accept(line.text(request, clock.instant()));
  }
}
