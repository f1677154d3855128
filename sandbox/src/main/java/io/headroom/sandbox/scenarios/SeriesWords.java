package io.headroom.sandbox.scenarios;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * A series as scenario files write it: steps one after the other ({@code 60}, {@code _} for a gap,
 * {@code 92x5}, {@code 40..60x288}), steps that repeat ({@code (60..70x6 60)x40}), and sums of
 * these ({@code 40..60x2016 + (0..5x144 5..0x144)x7}).
 */
final class SeriesWords {

  /** Ninety days of minutes; more is a slip of the finger. */
  private static final int MOST = 90 * 24 * 60;

  private static final Pattern TOKEN = Pattern.compile("\\(|\\)(?:x\\d{1,6})?|[^\\s()]+");
  private static final Pattern STEP =
      Pattern.compile("(_|\\d+(?:\\.\\d+)?)(?:\\.\\.(\\d+(?:\\.\\d+)?))?(?:x(\\d{1,6}))?");

  private final String text;
  private final List<String> tokens;
  private int next;

  private SeriesWords(String text) {
    this.text = text;
    this.tokens = TOKEN.matcher(text).results().map(found -> found.group()).toList();
  }

  /**
   * The values by the minute, one of the text every {@code every}; the last is at {@code newest}.
   * Where they are further apart than a minute, the minutes between two values lie on the line
   * between them.
   *
   * @param jitter how far a value may be from what the text says, up or down, in its unit; drawn
   *     from the text, so that the same text gives the same values
   * @throws IllegalArgumentException if the text is no series
   */
  static NavigableMap<Instant, Double> read(
      String text, Duration every, double jitter, Instant newest) {
    double[] steps = new SeriesWords(text).sum();
    var noise = new Random(text.hashCode());
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.max(0, steps[i] + jitter * (2 * noise.nextDouble() - 1));
    }
    var values = new TreeMap<Instant, Double>();
    for (int i = 0; i < steps.length; i++) {
      if (!Double.isNaN(steps[i])) {
        Instant at = newest.minus(every.multipliedBy(steps.length - 1L - i));
        values.put(at, steps[i]);
        if (i + 1 < steps.length && !Double.isNaN(steps[i + 1])) {
          between(values, at, steps[i], steps[i + 1], every);
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

  /** Not a number where one of the parts has a gap. */
  private double[] sum() {
    double[] sum = steps(false);
    while (next < tokens.size()) {
      next++;
      double[] part = steps(false);
      if (part.length != sum.length) {
        throw new IllegalArgumentException(
            "the parts of the sum \"%s\" are not as long as each other: %d and %d values"
                .formatted(text, sum.length, part.length));
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    return sum;
  }

  /** Up to the end, a plus, or the parenthesis that closes a group. */
  private double[] steps(boolean group) {
    var steps = DoubleStream.builder();
    int count = 0;
    while (next < tokens.size() && !tokens.get(next).equals("+") && !closes(tokens.get(next))) {
      String token = tokens.get(next++);
      double[] more = token.equals("(") ? group() : step(token);
      count += more.length;
      bounded(count);
      DoubleStream.of(more).forEach(steps);
    }
    boolean closed = next < tokens.size() && closes(tokens.get(next));
    if (count == 0 || closed != group) {
      throw new IllegalArgumentException(
          "\"%s\" is no series: %s"
              .formatted(
                  text,
                  closed != group ? "a parenthesis stands alone" : "a part of it has no value"));
    }
    return steps.build().toArray();
  }

  /** What stands in parentheses, as often as is said behind them. */
  private double[] group() {
    double[] once = steps(true);
    String close = tokens.get(next++);
    int times = close.length() == 1 ? 1 : Integer.parseInt(close.substring(2));
    if (times == 0) {
      throw new IllegalArgumentException("\"" + text + "\" repeats too little: at least x1");
    }
    bounded((long) times * once.length);
    double[] all = new double[times * once.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = once[i % once.length];
    }
    return all;
  }

  private static boolean closes(String token) {
    return token.startsWith(")");
  }

  private void bounded(long count) {
    if (count > MOST) {
      throw new IllegalArgumentException(
          "\"%s\" has more than %d values: a longer time takes every: 5m or more"
              .formatted(text, MOST));
    }
  }

  private static double[] step(String text) {
    Matcher matcher = STEP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no part of a series: write 60, _ for a gap, 60x5, 40..60x30, (60 70)x5, or + between parts"
              .formatted(text));
    }
    int times = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
    if (times == 0 || (matcher.group(2) != null && times < 2)) {
      throw new IllegalArgumentException(
          "\"%s\" repeats too little: at least x1, and x2 for a ramp".formatted(text));
    }
    double from = matcher.group(1).equals("_") ? Double.NaN : Double.parseDouble(matcher.group(1));
    double to = matcher.group(2) == null ? from : Double.parseDouble(matcher.group(2));
    var steps = new ArrayList<Double>(times);
    for (int i = 0; i < times; i++) {
      steps.add(times == 1 ? from : from + (to - from) * i / (times - 1));
    }
    return steps.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
