package io.headroom.infra.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * What a library warns of, as a line like our own: with the request that it was for, and masked,
 * since libraries quote what they sent and got.
 */
final class LibraryLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private static final String SOURCE = "library";

  /** Bolt's warnings quote requests, which hold response URLs: who has one can post with it. */
  private static final String SLACK = "com.slack.api";

  /** Standard output as it is when something is written. */
  private static final DecisionLog LOG = new DecisionLog(line -> System.out.println(line));

  private final Level least;

  /**
   * @param logger as SLF4J names it, the class that logs
   */
  LibraryLogger(String logger) {
    name = logger;
    least = logger.startsWith(SLACK) ? Level.ERROR : Level.WARN;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public boolean isWarnEnabled() {
    return least == Level.WARN;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String words = MessageFormatter.basicArrayFormat(pattern, arguments);
    LogLine line =
        LogLine.of(SOURCE, level).with("logger", name).with("words", words == null ? "" : words);
    LOG.write(thrown == null ? line : line.failure(thrown));
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }
}
