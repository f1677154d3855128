package io.headroom.core.series;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory, or of its change: negative when memory shrank.
 *
 * <p>Units are binary throughout, as ECS counts them (a task's {@code memory} is in MiB).
 *
 * @param value bytes
 */
public record Bytes(long value) implements Comparable<Bytes> {

  private static final long KIB = 1024L;
  private static final long MIB = 1024L * KIB;
  private static final long GIB = 1024L * MIB;

  private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(B|KiB|MiB|GiB)");

  public static final Bytes ZERO = new Bytes(0);

  /** {@code mib} mebibytes. */
  public static Bytes mib(long mib) {
    return new Bytes(Math.multiplyExact(mib, MIB));
  }

  /** The nearest whole byte to {@code bytes}. */
  public static Bytes of(double bytes) {
    return new Bytes(Math.round(bytes));
  }

  /**
   * Reads {@code 10MiB}, {@code 1.5 GiB}, {@code 512 KiB} or {@code 100 B}.
   *
   * @throws IllegalArgumentException if the unit is missing or is none of B, KiB, MiB, GiB
   */
  public static Bytes parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not an amount of memory: write a number and B, KiB, MiB or GiB, as in 10MiB"
              .formatted(text));
    }
    long unit =
        switch (matcher.group(2)) {
          case "KiB" -> KIB;
          case "MiB" -> MIB;
          case "GiB" -> GIB;
          default -> 1;
        };
    return of(Double.parseDouble(matcher.group(1)) * unit);
  }

  /** Whole mebibytes, rounded down: what ECS takes. */
  public long toMib() {
    return Math.floorDiv(value, MIB);
  }

  public Bytes plus(Bytes other) {
    return new Bytes(Math.addExact(value, other.value));
  }

  public Bytes minus(Bytes other) {
    return new Bytes(Math.subtractExact(value, other.value));
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(value, other.value);
  }

  /** For people: {@code 1.5 GiB}, {@code 612 MiB}; at most one decimal. */
  @Override
  public String toString() {
    long size = Math.abs(value);
    // What would be rounded to 1024 of a unit is 1 of the next.
    if (size >= GIB - MIB / 2) {
      return scaled(GIB, "GiB");
    }
    if (size >= MIB - KIB / 2) {
      return scaled(MIB, "MiB");
    }
    return size >= KIB ? scaled(KIB, "KiB") : value + " B";
  }

  private String scaled(long unit, String name) {
    double amount = (double) value / unit;
    boolean whole = Math.abs(amount) >= 100 || Math.abs(amount - Math.rint(amount)) < 0.05;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, name);
  }
}
