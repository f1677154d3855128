package io.headroom.core.series;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A {@link MemoryHistory} in bytes: a version, a CRC-32 of the rest, and deflated: the newest
 * minute, the first bucket, how many bits were dropped, the newest minutes one by one; then per
 * bucket the step from the minimum before and what the mean is above the minimum. Both are small
 * numbers, which take one byte or two.
 *
 * <p>Where noise is so strong that this is too large, codes lose their last bits, one by one, until
 * it fits: 0.05 % of a value for the first, which is little beside such noise.
 */
final class HistoryEncoding {

  static final int LARGEST = 6 * 1024;

  private static final byte VERSION = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int START = 2 * Integer.BYTES + Short.BYTES + 1;
  private static final int MOST_BITS_DROPPED = 10;

  /** Start, minutes, and at most three bytes for each of two numbers a bucket. */
  private static final int LARGEST_INFLATED =
      START + 2 * MemoryHistory.RECENT_MINUTES + 6 * MemoryHistory.BUCKETS;

  private HistoryEncoding() {}

  static byte[] encode(MemoryHistory history) {
    byte[] deflated = deflate(history, 0);
    for (int dropped = 1; deflated.length > LARGEST - HEADER; dropped++) {
      deflated = deflate(history, dropped);
    }
    return ByteBuffer.allocate(HEADER + deflated.length)
        .put(VERSION)
        .putInt(checksum(deflated, 0))
        .put(deflated)
        .array();
  }

  static MemoryHistory decode(byte[] encoded) {
    if (encoded.length < HEADER) {
      throw new UnreadableHistoryException(encoded.length + " bytes are too few");
    }
    if (encoded[0] != VERSION) {
      throw new UnreadableHistoryException(
          "version " + encoded[0] + ", and this one reads " + VERSION);
    }
    if (ByteBuffer.wrap(encoded).getInt(1) != checksum(encoded, HEADER)) {
      throw new UnreadableHistoryException("the checksum does not fit");
    }
    try {
      return read(ByteBuffer.wrap(inflate(encoded)));
    } catch (DataFormatException | BufferUnderflowException e) {
      throw new UnreadableHistoryException("it does not inflate", e);
    }
  }

  private static byte[] deflate(MemoryHistory history, int dropped) {
    byte[] plain = write(history, dropped);
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setStrategy(Deflater.FILTERED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] deflated = new byte[plain.length + 64];
      int length = 0;
      while (!deflater.finished()) {
        length += deflater.deflate(deflated, length, deflated.length - length);
      }
      return Arrays.copyOf(deflated, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] write(MemoryHistory history, int dropped) {
    var out = ByteBuffer.allocate(LARGEST_INFLATED);
    if (history.isEmpty()) {
      return new byte[0];
    }
    long first = history.first();
    out.putInt((int) history.newestMinute()).putInt((int) first).put((byte) dropped);
    out.putShort((short) (history.last() - first + 1));
    for (int i = 0; i < MemoryHistory.RECENT_MINUTES; i++) {
      out.putChar(history.recent(Math.max(0, history.newestMinute() - i)));
    }
    int before = 0;
    for (long bucket = first; bucket <= history.last(); bucket++) {
      int minimum = history.code(bucket, true) >> dropped;
      if (history.code(bucket, true) == HistoryCode.GAP) {
        putNumber(out, 0);
      } else {
        putNumber(out, zigzag(minimum - before) + 1);
        putNumber(out, zigzag((history.code(bucket, false) >> dropped) - minimum));
        before = minimum;
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] inflate(byte[] encoded) throws DataFormatException {
    var inflater = new Inflater(true);
    try {
      inflater.setInput(encoded, HEADER, encoded.length - HEADER);
      byte[] plain = new byte[LARGEST_INFLATED + 1];
      int length = inflater.inflate(plain);
      if (!inflater.finished() || inflater.getRemaining() > 0) {
        throw new UnreadableHistoryException("it has no end, or something after it");
      }
      return Arrays.copyOf(plain, length);
    } finally {
      inflater.end();
    }
  }

  private static MemoryHistory read(ByteBuffer in) {
    if (!in.hasRemaining()) {
      return new MemoryHistory();
    }
    int newestMinute = in.getInt();
    int first = in.getInt();
    int dropped = in.get();
    int count = in.getShort();
    if (first < 0
        || dropped < 0
        || dropped > MOST_BITS_DROPPED
        || count < 1
        || count > MemoryHistory.BUCKETS
        || newestMinute / MemoryHistory.MINUTES_IN_BUCKET != first + count - 1) {
      throw new UnreadableHistoryException("its times contradict each other");
    }
    char[] recent = new char[MemoryHistory.RECENT_MINUTES];
    for (int i = 0; i < recent.length; i++) {
      recent[i] = in.getChar();
    }
    char[] minima = new char[count];
    char[] means = new char[count];
    int before = 0;
    for (int i = 0; i < count; i++) {
      int step = number(in);
      if (step > 0) {
        before += unzigzag(step - 1);
        minima[i] = restored(before, dropped);
        means[i] = restored(before + unzigzag(number(in)), dropped);
      }
    }
    if (in.hasRemaining()) {
      throw new UnreadableHistoryException("something follows its last bucket");
    }
    return MemoryHistory.of(first, minima, means, newestMinute, recent);
  }

  /** The middle of the values that had the same code after the last bits were dropped. */
  private static char restored(int shortened, int dropped) {
    int code = (shortened << dropped) + (dropped == 0 ? 0 : 1 << (dropped - 1));
    if (code <= 0 || code > Character.MAX_VALUE) {
      throw new UnreadableHistoryException("a value that cannot be");
    }
    return (char) code;
  }

  private static int checksum(byte[] bytes, int from) {
    var crc = new CRC32();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }

  private static int zigzag(int number) {
    return (number << 1) ^ (number >> 31);
  }

  private static int unzigzag(int number) {
    return (number >>> 1) ^ -(number & 1);
  }

  private static void putNumber(ByteBuffer out, int number) {
    int rest = number;
    while (rest > 0x7F) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static int number(ByteBuffer in) {
    int number = 0;
    for (int shift = 0; shift <= 21; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new UnreadableHistoryException("a number that is too long");
  }
}
