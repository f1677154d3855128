package io.headroom.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BytesTest {

  @ParameterizedTest
  @CsvSource({
    "10MiB, 10485760",
    "10 MiB, 10485760",
    "' 1.5 GiB ', 1610612736",
    "512 KiB, 524288",
    "100 B, 100",
    "0MiB, 0",
    "0.5MiB, 524288",
  })
  void readsAnAmountWithItsUnit(String text, long bytes) {
    assertThat(Bytes.parse(text)).isEqualTo(new Bytes(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10MB", "10mib", "MiB", "-1MiB", "1,5MiB", "1.MiB", "", "1e3B"})
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> Bytes.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("B, KiB, MiB or GiB");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "104857600, 100 MiB",
    "641728512, 612 MiB",
    "642252799, 612 MiB",
    "1048051711, 999 MiB",
    "1073217535, 1023 MiB",
    "1073741824, 1 GiB",
    "1610612736, 1.5 GiB",
    "128849018880, 120 GiB",
    "-1610612736, -1.5 GiB",
    "-512, -512 B",
  })
  void isWrittenForPeople(long bytes, String text) {
    assertThat(new Bytes(bytes)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1073741823, 1 GiB",
    "1048575, 1 MiB",
    "-1073741823, -1 GiB",
    "1023.9, 1 KiB",
    "1073217536, 1 GiB"
  })
  void isNeverRoundedToAThousandAndTwentyFourOfAUnit(double bytes, String text) {
    assertThat(Bytes.of(bytes)).hasToString(text);
  }

  @Test
  void countsInWholeMebibytesAsEcsDoes() {
    assertThat(Bytes.mib(512).toMib()).isEqualTo(512);
    assertThat(new Bytes(Bytes.mib(512).value() - 1).toMib()).isEqualTo(511);
    assertThat(new Bytes(-1).toMib()).isEqualTo(-1);
  }

  @Test
  void addsAndComparesAndDoesNotOverflowSilently() {
    assertThat(Bytes.mib(3).plus(Bytes.mib(2)).minus(Bytes.mib(6))).isEqualTo(Bytes.mib(-1));
    assertThat(Bytes.mib(1)).isGreaterThan(Bytes.ZERO);
    assertThatThrownBy(() -> new Bytes(Long.MAX_VALUE).plus(new Bytes(1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Bytes.mib(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
  }
}
