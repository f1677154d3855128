package io.headroom.bench.detector;

import io.headroom.bench.detector.Fleet.Chosen;
import io.headroom.core.detect.RuleEvaluator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One tick: five rules, the leak rule among them, on every service of a fleet, each with two hours
 * of minutes and eight days of history of its own; in a heap of 300 MB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(jvmArgs = {"-Xmx300m", "-XX:+UseSerialGC"})
public class TickSpeed {

  private static final int DAYS = 8;

  @Param({"1000", "2000", "5000", "10000"})
  public int services;

  private List<RuleEvaluator> fleet = List.of();
  private final List<Chosen> rules =
      Fleet.rules(
          "container-limit/memory-high",
          "python-service/memory-critical",
          "python-service/memory-rising",
          "python-service/oom-killed",
          "memory-leak/leak");

  /** Makes the services, and says what they take. */
  @Setup
  public void make() {
    fleet = Fleet.evaluators(services, DAYS);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    System.out.printf("%n%d services: %d MiB of heap in use, of 300%n", services, used);
  }

  @Benchmark
  public void tick(Blackhole hole) {
    for (RuleEvaluator service : fleet) {
      for (Chosen chosen : rules) {
        hole.consume(service.evaluate(chosen.runbook(), chosen.rule(), Fleet.NOW));
      }
    }
  }
}
