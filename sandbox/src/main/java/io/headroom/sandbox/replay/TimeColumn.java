package io.headroom.sandbox.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How the times of an export are written; the first of them decides. Numbers are seconds,
 * milliseconds, microseconds or nanoseconds since 1970, told apart by their size, or, below 10^9,
 * time since the start of the recording. A date without a zone is UTC.
 *
 * @param scale the unit of a number; {@link Scale#DATE} for dates
 */
record TimeColumn(Scale scale) {

  /** What one of the numbers is. */
  enum Scale {
    DATE(0),
    SECONDS(1_000),
    MILLISECONDS(1),
    MICROSECONDS(0.001),
    NANOSECONDS(0.000_001),
    SECONDS_SINCE_START(1_000),
    MILLISECONDS_SINCE_START(1),
    MINUTES_SINCE_START(60_000),
    HOURS_SINCE_START(3_600_000);

    private final double milliseconds;

    Scale(double milliseconds) {
      this.milliseconds = milliseconds;
    }

    /** Whether times are counted from the start of the recording, not from 1970. */
    boolean sinceStart() {
      return compareTo(SECONDS_SINCE_START) >= 0;
    }
  }

  private static final double FIRST_EPOCH_SECOND = 1e9;
  private static final double FIRST_MILLISECOND = 1e11;
  private static final double FIRST_MICROSECOND = 1e14;
  private static final double FIRST_NANOSECOND = 1e17;

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?");

  /** Later than this is no time of a recording: the year 2286. */
  private static final long LATEST = 10_000_000_000_000L;

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("[yyyy-MM-dd][yyyy/MM/dd]")
          .appendPattern("['T'][' ']HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalEnd()
          .appendPattern("[' ']")
          .optionalStart()
          .appendOffset("+HH:MM:ss", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .optionalStart()
          .appendLiteral("UTC")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  /**
   * Told from the name of the column and its first cell.
   *
   * @return empty if the cell is no time
   */
  static Optional<TimeColumn> of(String name, String first) {
    OptionalDouble number = number(first);
    var column =
        new TimeColumn(number.isEmpty() ? Scale.DATE : scale(name, Math.abs(number.getAsDouble())));
    return column.milliseconds(first).isPresent() ? Optional.of(column) : Optional.empty();
  }

  private static Scale scale(String name, double size) {
    if (size >= FIRST_NANOSECOND) {
      return Scale.NANOSECONDS;
    }
    if (size >= FIRST_MICROSECOND) {
      return Scale.MICROSECONDS;
    }
    if (size >= FIRST_MILLISECOND) {
      return Scale.MILLISECONDS;
    }
    return size >= FIRST_EPOCH_SECOND ? Scale.SECONDS : sinceStart(name);
  }

  /** By the last word of the column's name: {@code t_ms}, {@code minutes}; seconds otherwise. */
  private static Scale sinceStart(String name) {
    String[] words = name.toLowerCase(Locale.ROOT).split("[^a-z]+", -1);
    for (String word : words) {
      switch (word) {
        case "ms", "millis", "milliseconds" -> {
          return Scale.MILLISECONDS_SINCE_START;
        }
        case "min", "mins", "minute", "minutes" -> {
          return Scale.MINUTES_SINCE_START;
        }
        case "h", "hour", "hours" -> {
          return Scale.HOURS_SINCE_START;
        }
        default -> {}
      }
    }
    return Scale.SECONDS_SINCE_START;
  }

  /** Milliseconds since 1970, or since the start of the recording; empty if it is no such time. */
  OptionalLong milliseconds(String cell) {
    OptionalLong time = scale == Scale.DATE ? date(cell) : ofNumber(cell);
    return time.isPresent() && time.getAsLong() <= LATEST && time.getAsLong() >= -LATEST
        ? time
        : OptionalLong.empty();
  }

  private OptionalLong ofNumber(String cell) {
    OptionalDouble number = number(cell);
    return number.isPresent()
        ? OptionalLong.of(Math.round(number.getAsDouble() * scale.milliseconds))
        : OptionalLong.empty();
  }

  private static OptionalDouble number(String cell) {
    return NUMBER.matcher(cell).matches()
        ? OptionalDouble.of(Double.parseDouble(cell))
        : OptionalDouble.empty();
  }

  private static OptionalLong date(String cell) {
    try {
      TemporalAccessor parsed = DATE.parse(cell);
      return OptionalLong.of(
          parsed.isSupported(ChronoField.INSTANT_SECONDS)
              ? Instant.from(parsed).toEpochMilli()
              : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC).toEpochMilli());
    } catch (DateTimeException _) {
      return OptionalLong.empty();
    }
  }
}
