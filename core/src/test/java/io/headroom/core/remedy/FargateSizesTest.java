package io.headroom.core.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.remedy.FargateSizes.Size;
import io.headroom.core.series.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FargateSizesTest {

  /**
   * AWS's table, row by row: "2 vCPU: between 4 GB and 16 GB in 1 GB increments", and so on.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size">Task
   *     CPU and memory</a>
   */
  private static final Map<Integer, List<Integer>> TABLE =
      Map.of(
          256, List.of(512, 1024, 2048),
          512, List.of(1024, 2048, 3072, 4096),
          1024, List.of(2048, 3072, 4096, 5120, 6144, 7168, 8192),
          2048, IntStream.rangeClosed(4, 16).map(gib -> gib * 1024).boxed().toList(),
          4096, IntStream.rangeClosed(8, 30).map(gib -> gib * 1024).boxed().toList(),
          8192, IntStream.rangeClosed(4, 15).map(n -> n * 4 * 1024).boxed().toList(),
          16384, IntStream.rangeClosed(4, 15).map(n -> n * 8 * 1024).boxed().toList());

  @Test
  void everySizeOfTheTableIsItself() {
    for (Size size : all()) {
      assertThat(FargateSizes.atLeast(size.cpu(), size.memory())).contains(size);
    }
  }

  @Test
  void whatIsBetweenIsTheSmallestSizeThatHoldsIt() {
    for (int cpu : TABLE.keySet()) {
      for (int mib = 64; mib <= 130 * 1024; mib += 192) {
        Bytes wanted = Bytes.mib(mib);
        assertThat(FargateSizes.atLeast(cpu, wanted))
            .as("%d CPU units, %s", cpu, wanted)
            .isEqualTo(smallest(cpu, wanted));
      }
    }
  }

  @Test
  void aCpuThatIsNoSizeIsRoundedUp() {
    assertThat(FargateSizes.atLeast(300, Bytes.mib(512))).contains(new Size(512, Bytes.mib(1024)));
    assertThat(FargateSizes.atLeast(0, Bytes.mib(1))).contains(new Size(256, Bytes.mib(512)));
    assertThat(FargateSizes.atLeast(16385, Bytes.mib(512))).isEmpty();
  }

  @Test
  void theLargestIsAHundredAndTwentyGib() {
    assertThat(FargateSizes.largest()).isEqualTo(new Size(16384, Bytes.mib(120 * 1024)));
  }

  private static Optional<Size> smallest(int cpu, Bytes memory) {
    return all().stream()
        .filter(size -> size.cpu() >= cpu && size.memory().compareTo(memory) >= 0)
        .min(Comparator.comparingInt(Size::cpu).thenComparing(Size::memory));
  }

  private static List<Size> all() {
    List<Size> sizes = new ArrayList<>();
    TABLE.forEach((cpu, mibs) -> mibs.forEach(mib -> sizes.add(new Size(cpu, Bytes.mib(mib)))));
    return sizes;
  }
}
