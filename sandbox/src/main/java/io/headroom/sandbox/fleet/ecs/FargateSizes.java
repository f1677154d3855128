package io.headroom.sandbox.fleet.ecs;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * The CPU and memory combinations of Fargate on Linux: "Task CPU and memory" in the ECS developer
 * guide for Fargate. CPU in units of 1/1024 vCPU, memory in MiB.
 */
final class FargateSizes {

  private record Range(int from, int to, int step) {

    IntStream sizes() {
      return IntStream.iterate(from, size -> size <= to, size -> size + step);
    }
  }

  private static final Map<Integer, Range> BY_CPU =
      Map.of(
          512, new Range(1024, 4096, 1024),
          1024, new Range(2048, 8192, 1024),
          2048, new Range(4096, 16_384, 1024),
          4096, new Range(8192, 30_720, 1024),
          8192, new Range(16_384, 61_440, 4096),
          16_384, new Range(32_768, 122_880, 8192));

  private FargateSizes() {}

  /** The memory sizes for a CPU size, ascending; none for a CPU size that Fargate lacks. */
  static IntStream memoryFor(int cpu) {
    if (cpu == 256) {
      return IntStream.of(512, 1024, 2048);
    }
    Range range = BY_CPU.get(cpu);
    return range == null ? IntStream.empty() : range.sizes();
  }

  /** Whether Fargate runs a task of this size. */
  static boolean valid(int cpu, int memory) {
    return memoryFor(cpu).anyMatch(size -> size == memory);
  }
}
