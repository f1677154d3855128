package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestWordTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, abc, 0",
    "abc, abd, 1",
    "treshold, threshold, 1",
    "abvoe, above, 1",
    "ca, abc, 3",
    "kitten, sitting, 3"
  })
  void countsEditsAndSwappedNeighbours(String a, String b, int distance) {
    assertThat(NearestWord.distance(a, b)).isEqualTo(distance);
    assertThat(NearestWord.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void suggestsTheNearestOnlyIfItIsNear() {
    List<String> words = List.of("threshold", "for", "clear-for");

    assertThat(NearestWord.of("treshold", words)).contains("threshold");
    assertThat(NearestWord.of("fro", words)).contains("for");
    assertThat(NearestWord.of("clearfor", words)).contains("clear-for");
    assertThat(NearestWord.of("banana", words)).isEmpty();
    assertThat(NearestWord.of("x", words)).isEmpty();
    assertThat(NearestWord.hint("banana", words))
        .isEqualTo("; valid here: threshold, for, clear-for");
  }
}
