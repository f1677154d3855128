package io.headroom.sandbox.scenarios;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.detect.Evaluation.State;
import io.headroom.sandbox.scenarios.Scenario.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, series and states as scenario files write them. */
final class Words {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([mhd])");
  private static final Pattern STEP =
      Pattern.compile("(_|\\d+(?:\\.\\d+)?)(?:\\.\\.(\\d+(?:\\.\\d+)?))?(?:x(\\d{1,6}))?");

  private Words() {}

  /** {@code 5m}, {@code 1h} or {@code 2d}. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no time: write whole minutes, hours or days, as in 5m, 1h or 2d"
              .formatted(text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMinutes(number);
    };
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

  /**
   * Values by the minute, as in {@code 60 65 _ 92x5 40..60x30}: numbers, gaps, repeats and ramps,
   * one every {@code every}. The last one is at {@code newest}. Where they are further apart than a
   * minute, the minutes between two values lie on the line between them.
   */
  static NavigableMap<Instant, Double> series(String text, Duration every, Instant newest) {
    var steps = new ArrayList<OptionalDouble>();
    for (String step : text.split(" +", -1)) {
      add(step, steps);
    }
    var values = new TreeMap<Instant, Double>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).isPresent()) {
        double value = steps.get(i).getAsDouble();
        Instant at = newest.minus(every.multipliedBy(steps.size() - 1L - i));
        values.put(at, value);
        if (i + 1 < steps.size() && steps.get(i + 1).isPresent()) {
          between(values, at, value, steps.get(i + 1).getAsDouble(), every);
        }
      }
    }
    return values;
  }

  private static void between(
      NavigableMap<Instant, Double> values, Instant at, double from, double to, Duration every) {
    for (long minute = 1; minute < every.toMinutes(); minute++) {
      double share = (double) minute / every.toMinutes();
      values.put(at.plus(Duration.ofMinutes(minute)), from + (to - from) * share);
    }
  }

  private static void add(String text, List<OptionalDouble> steps) {
    Matcher matcher = STEP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no part of a series: write 60, _ for a gap, 60x5 or 40..60x30"
              .formatted(text));
    }
    int times = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
    if (times == 0 || (matcher.group(2) != null && times < 2)) {
      throw new IllegalArgumentException(
          "\"%s\" repeats too little: at least x1, and x2 for a ramp".formatted(text));
    }
    boolean gap = matcher.group(1).equals("_");
    for (int i = 0; i < times; i++) {
      steps.add(gap ? OptionalDouble.empty() : OptionalDouble.of(at(matcher, i, times)));
    }
  }

  private static double at(Matcher matcher, int i, int times) {
    double from = Double.parseDouble(matcher.group(1));
    double to = matcher.group(2) == null ? from : Double.parseDouble(matcher.group(2));
    return times == 1 ? from : from + (to - from) * i / (times - 1);
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
