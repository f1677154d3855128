package io.headroom.core.remedy;

import io.headroom.core.series.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The sizes that Fargate has: which memory goes with which CPU.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">AWS:
 *     task CPU and memory</a>
 */
public final class FargateSizes {

  /** A size. */
  public record Size(int cpu, Bytes memory) {}

  /** Memory in MiB by CPU units, smallest first. */
  private static final TreeMap<Integer, int[]> SIZES =
      new TreeMap<>(
          Map.of(
              256, new int[] {512, 1024, 2048},
              512, gib(1, 4, 1),
              1024, gib(2, 8, 1),
              2048, gib(4, 16, 1),
              4096, gib(8, 30, 1),
              8192, gib(16, 60, 4),
              16384, gib(32, 120, 8)));

  private FargateSizes() {}

  /** The smallest size with at least this memory and CPU; empty if there is none so large. */
  public static Optional<Size> atLeast(int cpu, Bytes memory) {
    for (Map.Entry<Integer, int[]> entry : SIZES.tailMap(cpu, true).entrySet()) {
      for (int mib : entry.getValue()) {
        if (Bytes.mib(mib).compareTo(memory) >= 0) {
          return Optional.of(new Size(entry.getKey(), Bytes.mib(mib)));
        }
      }
    }
    return Optional.empty();
  }

  /** The largest size there is. */
  public static Size largest() {
    Map.Entry<Integer, int[]> last = SIZES.lastEntry();
    return new Size(last.getKey(), Bytes.mib(last.getValue()[last.getValue().length - 1]));
  }

  private static int[] gib(int from, int to, int step) {
    return IntStream.iterate(from, gib -> gib <= to, gib -> gib + step)
        .map(gib -> gib * 1024)
        .toArray();
  }
}
