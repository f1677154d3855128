package io.headroom.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headroom.core.series.MemoryHistory.Added;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryHistoryTest {

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final double MIB = 1024 * 1024;

  @Test
  void keepsTheMinimumAndTheMeanOfFiveMinutes() {
    MemoryHistory history = of(100, 104, 96, 108, 102, 50);

    assertThat(history.minimum(bucket(0))).isCloseTo(96 * MIB, within(0.1 * MIB));
    assertThat(history.mean(bucket(0))).isCloseTo(102 * MIB, within(0.1 * MIB));
    assertThat(history.minimum(bucket(5))).isCloseTo(50 * MIB, within(0.1 * MIB));
    assertThat(history.newest()).contains(minute(5));
  }

  @Test
  void aHoleIsAGap() {
    var history = new MemoryHistory();
    history.add(minute(0), 10 * MIB);
    history.add(minute(20), 20 * MIB);

    assertThat(history.minimum(bucket(5))).isNaN();
    assertThat(history.mean(bucket(15))).isNaN();
    assertThat(history.minimum(bucket(20))).isCloseTo(20 * MIB, within(0.1 * MIB));
  }

  @Test
  void whatIsLateIsTakenForTenMinutesAndNoLonger() {
    MemoryHistory history = of(100, 100, 100, 100, 100);
    history.add(minute(12), 100 * MIB);

    assertThat(history.add(minute(2), 40 * MIB)).isEqualTo(Added.KEPT);
    assertThat(history.add(minute(1), 30 * MIB)).isEqualTo(Added.TOO_LATE);
    assertThat(history.minimum(bucket(0))).isCloseTo(40 * MIB, within(0.1 * MIB));
  }

  @Test
  void aMinuteBeforeTheFirstOneMayComeLate() {
    var history = new MemoryHistory();
    history.add(minute(9), 100 * MIB);
    history.add(minute(0), 60 * MIB);

    assertThat(history.first()).isEqualTo(bucket(0));
    assertThat(history.minimum(bucket(0))).isCloseTo(60 * MIB, within(0.1 * MIB));
    assertThat(history.minimum(bucket(5))).isCloseTo(100 * MIB, within(0.1 * MIB));
  }

  @Test
  void aCorrectedMinuteReplacesTheOneBefore() {
    MemoryHistory history = of(100, 100, 100);
    history.add(minute(1), 40 * MIB);
    history.add(minute(1), 70 * MIB);

    assertThat(history.minimum(bucket(0))).isCloseTo(70 * MIB, within(0.1 * MIB));
    assertThat(history.mean(bucket(0))).isCloseTo(90 * MIB, within(0.1 * MIB));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, NOT_A_NUMBER",
    "Infinity, NOT_A_NUMBER",
    "-Infinity, NOT_A_NUMBER",
    "-1, NEGATIVE",
    "1e300, TOO_LARGE",
    "0, NOTHING_USED",
    "1, KEPT",
    "3.5e13, KEPT"
  })
  void whatCannotBeAValueIsRefusedByName(double bytes, Added added) {
    MemoryHistory history = of(100);
    byte[] before = history.encode();

    assertThat(history.add(minute(1), bytes)).isEqualTo(added);
    if (added != Added.KEPT) {
      assertThat(history.encode()).isEqualTo(before);
    }
  }

  @Test
  void aTimeThatCannotBeIsRefused() {
    MemoryHistory history = of(100);

    assertThat(history.add(Instant.MAX, MIB)).isEqualTo(Added.OUT_OF_TIME);
    assertThat(history.add(Instant.EPOCH.minusSeconds(1), MIB)).isEqualTo(Added.OUT_OF_TIME);
    assertThat(history.newest()).contains(minute(0));
  }

  @Test
  void forgetsWhatIsOlderThanEightDays() {
    var history = new MemoryHistory();
    for (int at = 0; at <= 9 * 24 * 60; at += 5) {
      history.add(minute(at), at * 1024.0 * 64);
    }

    assertThat(history.first()).isEqualTo(history.last() - MemoryHistory.BUCKETS + 1);
    assertThat(history.minimum(history.first() - 1)).isNaN();
    assertThat(history.minimum(bucket(3 * 24 * 60)))
        .isCloseTo(3 * 24 * 60 * 1024.0 * 64, within(0.1 * MIB));
  }

  @Test
  void afterAYearItBeginsAnew() {
    MemoryHistory history = of(100, 100, 100);
    Instant later = START.plus(Duration.ofDays(365));

    assertThat(history.add(later, 50 * MIB)).isEqualTo(Added.KEPT);

    assertThat(history.first()).isEqualTo(MemoryHistory.bucketOf(later));
    assertThat(history.minimum(bucket(0))).isNaN();
  }

  @Test
  void aValueIsKeptToThreeInTenThousand() {
    for (double bytes = 64 * 1024; bytes < 0x1p44; bytes *= 1.37) {
      var history = new MemoryHistory();
      history.add(START, bytes);
      assertThat(history.minimum(bucket(0))).isCloseTo(bytes, within(bytes * 0.0003));
    }
  }

  /** Whatever came when, the history is that of the same minutes in order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfLateMinutesDoesNotMatter(long seed) {
    var random = new Random(seed);
    var inOrder = new MemoryHistory();
    var shuffled = new MemoryHistory();
    for (int from = 0; from < 3000; from += 10) {
      var minutes = new ArrayList<Integer>();
      for (int at = from; at < from + 10; at++) {
        if (random.nextInt(5) > 0) {
          minutes.add(at);
        }
      }
      for (int at : minutes) {
        inOrder.add(minute(at), at * MIB);
      }
      Collections.shuffle(minutes, random);
      minutes.addAll(minutes.subList(0, minutes.size() / 2));
      for (int at : minutes) {
        shuffled.add(minute(at), at * MIB);
      }
    }
    assertThat(shuffled.encode()).isEqualTo(inOrder.encode());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 70, 2000, 20_000})
  void whatIsEncodedIsDecodedAndGoesOnTheSame(int minutes) {
    var random = new Random(minutes);
    var history = new MemoryHistory();
    for (int at = 0; at < minutes; at++) {
      if (random.nextInt(10) > 0) {
        history.add(minute(at), (300 + 5 * random.nextGaussian()) * MIB);
      }
    }
    byte[] encoded = history.encode();
    MemoryHistory decoded = MemoryHistory.decode(encoded);

    assertThat(decoded.encode()).isEqualTo(encoded);
    for (long bucket = history.first() - 1; bucket <= history.last() + 1; bucket++) {
      assertThat(decoded.code(bucket, true)).isEqualTo(history.code(bucket, true));
      assertThat(decoded.code(bucket, false)).isEqualTo(history.code(bucket, false));
    }
    for (int at = minutes; at < minutes + 100; at++) {
      history.add(minute(at), at * MIB);
      decoded.add(minute(at), at * MIB);
    }
    assertThat(decoded.encode()).isEqualTo(history.encode());
  }

  @Test
  void eightDaysOfAnyNoiseFitIntoSixKilobytes() {
    var random = new Random(7);
    var history = new MemoryHistory();
    for (int at = 0; at < 8 * 24 * 60; at++) {
      history.add(minute(at), Math.exp(random.nextDouble() * 30));
    }
    byte[] encoded = history.encode();

    assertThat(encoded).hasSizeLessThanOrEqualTo(6 * 1024);
    assertThat(MemoryHistory.decode(encoded).encode()).isEqualTo(encoded);
  }

  @Test
  void eightDaysOfAnOrdinaryTaskTakeHalfOfThat() {
    var random = new Random(7);
    var history = new MemoryHistory();
    for (int at = 0; at < 8 * 24 * 60; at++) {
      history.add(minute(at), (300 + 1.5 * random.nextGaussian()) * MIB);
    }
    assertThat(history.encode()).hasSizeLessThan(4 * 1024);
  }

  @Test
  void aDamagedByteIsFound() {
    byte[] encoded = of(100, 101, 102, 103, 104, 90, 91).encode();
    for (int at = 0; at < encoded.length; at++) {
      byte[] damaged = encoded.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> MemoryHistory.decode(damaged))
          .isInstanceOf(UnreadableHistoryException.class)
          .hasMessageStartingWith("not a memory history: ");
    }
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> MemoryHistory.decode(cut))
          .isInstanceOf(UnreadableHistoryException.class);
    }
  }

  /** A checksum that fits is no promise: nothing but the one exception comes of any bytes. */
  @Test
  void anyBytesWithAChecksumThatFitsAreReadOrRefused() {
    var random = new Random(11);
    byte[] encoded = of(100, 101, 102, 103, 104, 90, 91).encode();
    List<Class<?>> thrown = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = encoded.clone();
      damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      var crc = new java.util.zip.CRC32();
      crc.update(damaged, 5, damaged.length - 5);
      java.nio.ByteBuffer.wrap(damaged).putInt(1, (int) crc.getValue());
      try {
        MemoryHistory.decode(damaged).encode();
      } catch (IllegalArgumentException e) {
        thrown.add(e.getClass());
      }
    }
    assertThat(thrown).isNotEmpty().containsOnly(UnreadableHistoryException.class);
  }

  private static MemoryHistory of(double... mib) {
    var history = new MemoryHistory();
    for (int at = 0; at < mib.length; at++) {
      history.add(minute(at), mib[at] * MIB);
    }
    return history;
  }

  private static Instant minute(int at) {
    return START.plus(Duration.ofMinutes(at));
  }

  private static long bucket(int minute) {
    return MemoryHistory.bucketOf(minute(minute));
  }
}
