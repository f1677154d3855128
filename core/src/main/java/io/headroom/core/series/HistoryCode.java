package io.headroom.core.series;

/**
 * An amount of memory in 16 bits, like a short floating-point number: 11 bits of digits, 5 of the
 * power of two, from 8 KiB to 32 TiB. It is off by 0.03 % of the value at the most, and a larger
 * value never has a smaller code.
 */
final class HistoryCode {

  /** No value. */
  static final char GAP = 0;

  /** What is below this counts as this: two pages of memory. */
  static final double LEAST = 8 * 1024.0;

  /** Values from here on cannot be written: 32 TiB. */
  static final double LIMIT = Sample.MOST;

  private static final int DROPPED_BITS = 12;
  private static final int HALF = 1 << (DROPPED_BITS - 1);
  private static final int BIAS = (Float.floatToRawIntBits((float) LEAST) >>> DROPPED_BITS) - 1;
  private static final int LARGEST = 0xFFFF;

  private HistoryCode() {}

  /** The nearest code of a value of at least 0 and below {@link #LIMIT}. */
  static char of(double bytes) {
    int bits = Float.floatToRawIntBits((float) Math.max(LEAST, bytes)) + HALF;
    return (char) Math.min(LARGEST, (bits >>> DROPPED_BITS) - BIAS);
  }

  /** The value of a code; NaN of a gap. */
  static double bytes(char code) {
    return code == GAP ? Double.NaN : Float.intBitsToFloat((code + BIAS) << DROPPED_BITS);
  }
}
