package io.headroom.sandbox.replay;

import io.headroom.core.series.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What one of the numbers of an export stands for. */
enum Unit {
  BYTES("B", 1, "bytes byte"),
  KIB("KiB", 1L << 10, "ki"),
  MIB("MiB", 1L << 20, "mi"),
  GIB("GiB", 1L << 30, "gi"),
  TIB("TiB", 1L << 40, "ti"),
  KB("kB", 1e3, "kilobytes"),
  MB("MB", 1e6, "megabytes"),
  GB("GB", 1e9, "gigabytes"),
  /** Percent of the limit, as CloudWatch's MemoryUtilization. */
  PERCENT("%", 0.01, "percent pct"),
  /** A share of the limit, from 0 to 1. */
  RATIO("ratio", 1, "fraction");

  private static final Pattern AMOUNT = Pattern.compile("([0-9.]+)\\s*([A-Za-z]+)");

  /** The last word of a column's name: {@code used_MiB}, {@code used (MiB)}, {@code used [MiB]}. */
  private static final Pattern LAST_WORD = Pattern.compile(".*?([A-Za-z%]+)[)\\]]?");

  private final String word;
  private final double one;
  private final String others;

  Unit(String word, double one, String others) {
    this.word = word;
    this.one = one;
    this.others = others;
  }

  /**
   * The unit of a word: {@code MiB}, {@code bytes}, {@code %}.
   *
   * @throws IllegalArgumentException with the words there are
   */
  static Unit of(String word) {
    return known(word)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no unit of memory; there are %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(Unit::toString)
                                .collect(Collectors.joining(", ")))));
  }

  private static Optional<Unit> known(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(_ -> !lower.isEmpty())
        .filter(
            unit ->
                unit.word.toLowerCase(Locale.ROOT).equals(lower)
                    || List.of(unit.others.split(" ", -1)).contains(lower))
        .findFirst();
  }

  /** The unit that the name of a column ends with, if it does: {@code implied_limit_MiB}. */
  static Optional<Unit> atTheEndOf(String column) {
    Matcher matcher = LAST_WORD.matcher(column.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String last = matcher.group(1);
    boolean wordOfItsOwn =
        matcher.start(1) == 0
            || !Character.isLetterOrDigit(column.strip().charAt(matcher.start(1) - 1));
    return wordOfItsOwn
        ? known(last).filter(unit -> !last.equalsIgnoreCase("B"))
        : Optional.empty();
  }

  /**
   * An amount with its unit, as {@code 2GiB} or {@code 512 MB}.
   *
   * @throws IllegalArgumentException if it is none, or not more than nothing
   */
  static Bytes amount(String text) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (matcher.matches()) {
      Optional<Unit> unit = known(matcher.group(2)).filter(found -> !found.share());
      try {
        double bytes = unit.map(Unit::one).orElse(0.0) * Double.parseDouble(matcher.group(1));
        if (bytes >= 1 && bytes < Long.MAX_VALUE) {
          return Bytes.of(bytes);
        }
      } catch (NumberFormatException _) {
        // Two points in a number: no amount, as said below.
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is not an amount of memory: write a number and a unit, as in 2GiB or 512MiB"
            .formatted(text));
  }

  /** What one is: in bytes, or of the limit where it is a {@link #share()} of that. */
  double one() {
    return one;
  }

  /** Whether it is a share of the limit, not bytes. */
  boolean share() {
    return this == PERCENT || this == RATIO;
  }

  @Override
  public String toString() {
    return word;
  }
}
