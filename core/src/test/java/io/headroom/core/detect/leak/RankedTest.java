package io.headroom.core.detect.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What selection finds is what sorting finds. */
class RankedTest {

  private static final int ROUNDS = 2_000;
  private static final int MOST = 60;

  private final Random random = new Random(20261129);

  @Test
  void theMedianIsThatOfTheSortedValues() {
    for (int round = 0; round < ROUNDS; round++) {
      double[] values = values(1 + random.nextInt(MOST));
      double[] sorted = sorted(values);
      int n = values.length;

      assertThat(Ranked.median(values, n)).isEqualTo((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }
  }

  @Test
  void eachRankIsThatOfTheSortedValuesAndPartsTheOthers() {
    for (int round = 0; round < ROUNDS; round++) {
      double[] values = values(1 + random.nextInt(MOST));
      double[] sorted = sorted(values);
      int rank = random.nextInt(values.length);

      double found = Ranked.at(values, 0, values.length - 1, rank);

      assertThat(found).isEqualTo(sorted[rank]);
      assertThat(Arrays.stream(values, 0, rank)).allMatch(value -> value <= found);
      assertThat(Arrays.stream(values, rank, values.length)).allMatch(value -> value >= found);
      assertThat(sorted(values)).isEqualTo(sorted);
    }
  }

  @Test
  void whatLiesOutsideOfTheTwoIndicesIsLeftAlone() {
    double[] values = {9, 3, 1, 2, -9};

    assertThat(Ranked.at(values, 1, 3, 2)).isEqualTo(2);
    assertThat(values[0]).isEqualTo(9);
    assertThat(values[4]).isEqualTo(-9);
  }

  /** Of some, many are equal, and some are in order already. */
  private double[] values(int n) {
    double[] values = new double[n];
    int kinds = random.nextBoolean() ? 3 : 1_000;
    for (int i = 0; i < n; i++) {
      values[i] = random.nextInt(kinds);
    }
    if (random.nextInt(4) == 0) {
      Arrays.sort(values);
    }
    return values;
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
