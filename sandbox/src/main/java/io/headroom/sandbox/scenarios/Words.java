package io.headroom.sandbox.scenarios;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.sandbox.scenarios.Scenario.Run;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times and states as scenario files write them. */
final class Words {

  private static final Pattern DURATION =
      Pattern.compile("(?=\\d)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?");

  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");

  private Words() {}

  /** {@code 5m}, {@code 1h}, {@code 2d} or {@code 1h30m}. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no time: write whole minutes, hours or days, as in 5m, 1h, 2d or 1h30m"
              .formatted(text));
    }
    return Duration.ofDays(number(matcher.group(1)))
        .plusHours(number(matcher.group(2)))
        .plusMinutes(number(matcher.group(3)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The same for people: {@code 90m}, {@code 2h}. */
  static String text(Duration time) {
    return time.toMinutes() % 60 == 0 && !time.isZero()
        ? time.toHours() + "h"
        : time.toMinutes() + "m";
  }

  /** Times one after the other: {@code 5m 40m}; none in an empty text. */
  static List<Duration> durations(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" +", -1)).map(Words::duration).toList();
  }

  /** {@code 0.5}: percent of the limit. */
  static double percent(String text) {
    if (!PERCENT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no percentage of the limit: write it as in 0.5".formatted(text));
    }
    return Double.parseDouble(text);
  }

  /** {@code yes} or {@code no}. */
  static boolean yes(String text) {
    return switch (text) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("fired is yes or no, not \"" + text + "\"");
    };
  }

  /** {@code PENDING NOT_LONG_ENOUGH}: a state, and a reason of it. */
  static Reason reason(String text) {
    return Arrays.stream(Reason.values())
        .filter(reason -> text.equals(reason.state() + " " + reason))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no state with a reason of it, as in %s %s"
                        .formatted(text, Reason.NOT_LONG_ENOUGH.state(), Reason.NOT_LONG_ENOUGH)));
  }

  /** {@code NORMAL 10m, PENDING 4m, FIRING}: states one after the other. */
  static List<Run> runs(String text) {
    return Arrays.stream(text.split(" *, *", -1)).map(Words::run).toList();
  }

  private static Run run(String text) {
    String[] parts = text.split(" +", -1);
    State state =
        Arrays.stream(State.values())
            .filter(one -> one.name().equals(parts[0]))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "\"%s\" is no state with its time, as in FIRING 10m or FIRING"
                            .formatted(text)));
    return new Run(state, parts.length == 1 ? Optional.empty() : Optional.of(duration(parts[1])));
  }
}
