package io.headroom.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitTest {

  @ParameterizedTest
  @CsvSource({
    "B, BYTES",
    "bytes, BYTES",
    "MiB, MIB",
    "mib, MIB",
    "MB, MB",
    "%, PERCENT",
    "percent, PERCENT"
  })
  void knowsAUnitByItsWord(String word, Unit unit) {
    assertThat(Unit.of(word)).isEqualTo(unit);
  }

  @Test
  void namesTheUnitsThereAre() {
    assertThatThrownBy(() -> Unit.of("MiBs"))
        .hasMessage(
            "\"MiBs\" is no unit of memory; there are B, KiB, MiB, GiB, TiB, kB, MB, GB, %, ratio");
  }

  @ParameterizedTest
  @CsvSource({
    "implied_limit_MiB, MIB",
    "usedMemory_bytes, BYTES",
    "used (GiB), GIB",
    "used [MB], MB",
    "MiB, MIB"
  })
  void findsTheUnitAtTheEndOfAName(String column, Unit unit) {
    assertThat(Unit.atTheEndOf(column)).contains(unit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-1", "limit", "plan-b", "", "superMB", "service-7f-b"})
  void aNameWithoutAUnitHasNone(String column) {
    assertThat(Unit.atTheEndOf(column)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2GiB, 2147483648", "512 MiB, 536870912", "1.5GB, 1500000000", "100B, 100"})
  void readsAnAmount(String text, long bytes) {
    assertThat(Unit.amount(text).value()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2", "GiB", "0GiB", "1.2.3MiB", "50%", "-1GiB", "99999999999999999999GiB"})
  void refusesAnAmountThatIsNone(String text) {
    assertThatThrownBy(() -> Unit.amount(text)).hasMessageContaining("write a number and a unit");
  }
}
