package io.headroom.infra.slack.render;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times that Slack shows to each reader in the reader's own time zone. */
public final class SlackTime {

  private static final DateTimeFormatter TIME = format("HH:mm 'UTC'");
  private static final DateTimeFormatter DAY_TIME = format("d MMM yyyy HH:mm 'UTC'");

  private SlackTime() {}

  /** {@code 13:40}, by the reader's clock. */
  public static String time(Instant at) {
    return date(at, "{time}", TIME);
  }

  /** {@code today 13:40} or {@code Nov 21st, 2026 13:40}, by the reader's clock. */
  public static String dayAndTime(Instant at) {
    return date(at, "{date_short_pretty} {time}", DAY_TIME);
  }

  /** {@code 13:40 UTC}, for places where Slack does not convert: code and notifications. */
  public static String utc(Instant at) {
    return TIME.format(at);
  }

  private static String date(Instant at, String tokens, DateTimeFormatter fallback) {
    return "<!date^%d^%s|%s>".formatted(at.getEpochSecond(), tokens, fallback.format(at));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
