package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** The quantities in a runbook file, with their units and ranges. */
final class Quantities {

  private static final String DECIMAL = "(?:0|[1-9]\\d{0,8})(?:\\.\\d{1,9})?";
  private static final Pattern NUMBER = Pattern.compile(DECIMAL);
  private static final Pattern PERCENT = Pattern.compile("(" + DECIMAL + ")%");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Pattern AMOUNT = Pattern.compile(DECIMAL + " ?(?:B|KiB|MiB|GiB)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int HIGHEST_COUNT = 1000;
  private static final int HIGHEST_RATE = 1_000_000;
  private static final int HIGHEST_FACTOR = 16;

  /** More than 0, at most 30 days: {@code 90s}, {@code 5m}, {@code 1h}, {@code 7d}. */
  static final Type<Duration> DURATION = (node, problems) -> duration(node, problems, false);

  /** As {@link #DURATION}, or 0: {@code 0m}. */
  static final Type<Duration> DURATION_OR_ZERO = (node, problems) -> duration(node, problems, true);

  /** Above 0, at most 1: {@code 80%} or {@code 0.8}. */
  static final Type<Double> RATIO = (node, problems) -> ratio(node, problems, true);

  /** Above 0, below 1: a level that usage can still exceed. */
  static final Type<Double> RATIO_BELOW_ONE = (node, problems) -> ratio(node, problems, false);

  /** More than 0: {@code 10MiB}, {@code 1.5 GiB}. */
  static final Type<Bytes> BYTES = Quantities::bytes;

  /** A whole number, 1 to 1000. */
  static final Type<Integer> COUNT = Quantities::count;

  /** Above 0, at most a million: events per second. */
  static final Type<Double> PER_SECOND =
      (node, problems) -> number(node, problems, 0, HIGHEST_RATE);

  /** Above 1, at most 16: how many times as much. */
  static final Type<Double> FACTOR = (node, problems) -> number(node, problems, 1, HIGHEST_FACTOR);

  private Quantities() {}

  private static Optional<Duration> duration(Node node, Problems problems, boolean zeroAllowed) {
    String typed = Types.scalar(node);
    Matcher matcher = TIME.matcher(typed);
    if (!matcher.matches()) {
      return problems.none(
          node,
          NUMBER.matcher(typed).matches()
              ? "a time needs a unit: %sm?".formatted(typed)
              : "expected a time such as 90s, 5m, 1h or 7d, found " + Types.found(node));
    }
    ChronoUnit unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
    Duration time = Duration.of(Long.parseLong(matcher.group(1)), unit);
    if (time.compareTo(LONGEST) > 0 || (time.isZero() && !zeroAllowed)) {
      String least = zeroAllowed ? "0 or more" : "more than 0";
      return problems.none(node, "%s is out of range: %s, at most 30d".formatted(typed, least));
    }
    return Optional.of(time);
  }

  private static Optional<Double> ratio(Node node, Problems problems, boolean oneAllowed) {
    String typed = Types.scalar(node);
    Matcher percent = PERCENT.matcher(typed);
    boolean number = isNumber(node);
    if (!percent.matches() && !number) {
      return problems.none(node, "expected a share such as 80% or 0.8, found " + Types.found(node));
    }
    double value = number ? Double.parseDouble(typed) : Double.parseDouble(percent.group(1)) / 100;
    if (value <= 0 || value > 1 || (value == 1 && !oneAllowed)) {
      String range = oneAllowed ? "above 0%, at most 100%" : "above 0%, below 100%";
      String hint = number && value > 1 && value <= 100 ? "; did you mean " + typed + "%?" : "";
      return problems.none(node, typed + " is out of range: " + range + hint);
    }
    return Optional.of(value);
  }

  private static Optional<Bytes> bytes(Node node, Problems problems) {
    String typed = Types.scalar(node);
    if (!AMOUNT.matcher(typed).matches()) {
      return problems.none(
          node,
          NUMBER.matcher(typed).matches()
              ? "an amount of memory needs a unit: %sMiB?".formatted(typed)
              : "expected an amount of memory such as 10MiB (units: B, KiB, MiB, GiB), found "
                  + Types.found(node));
    }
    Bytes value = Bytes.parse(typed);
    return value.value() > 0
        ? Optional.of(value)
        : problems.none(node, typed + " is out of range: more than 0");
  }

  private static Optional<Integer> count(Node node, Problems problems) {
    String typed = Types.scalar(node);
    if (!isNumber(node) || !node.getTag().equals(Tag.INT)) {
      return problems.none(node, "expected a whole number, found " + Types.found(node));
    }
    int value = Integer.parseInt(typed);
    return value >= 1 && value <= HIGHEST_COUNT
        ? Optional.of(value)
        : problems.none(node, "%d is out of range: 1 to %d".formatted(value, HIGHEST_COUNT));
  }

  private static Optional<Double> number(Node node, Problems problems, int above, int atMost) {
    String typed = Types.scalar(node);
    if (!isNumber(node)) {
      return problems.none(node, "expected a number, found " + Types.found(node));
    }
    double value = Double.parseDouble(typed);
    return value > above && value <= atMost
        ? Optional.of(value)
        : problems.none(
            node, "%s is out of range: above %d, at most %d".formatted(typed, above, atMost));
  }

  /** Written as a plain decimal number and not in quotes. */
  private static boolean isNumber(Node node) {
    boolean numeric = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
    return numeric && NUMBER.matcher(Types.scalar(node)).matches();
  }
}
