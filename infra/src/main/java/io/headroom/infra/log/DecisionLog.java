package io.headroom.infra.log;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Where decisions are written: one line of JSON each, which CloudWatch Logs Insights reads by
 * itself. Tokens of Slack are masked, should one ever get into a line. Safe for use by several
 * threads.
 */
public final class DecisionLog {

  private static final Pattern TOKEN =
      Pattern.compile("xox[a-z](-[A-Za-z0-9]+)+|xapp(-[A-Za-z0-9]+)+");

  private final Consumer<String> lines;

  /**
   * @param lines takes each line, without its break
   */
  public DecisionLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** To standard output, where Lambda takes it from. */
  public static DecisionLog standardOutput() {
    return new DecisionLog(System.out::println);
  }

  /** Writes a line. */
  public void write(LogLine line) {
    lines.accept(TOKEN.matcher(line.toString()).replaceAll("•••"));
  }
}
