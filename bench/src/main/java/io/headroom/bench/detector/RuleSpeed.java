package io.headroom.bench.detector;

import io.headroom.bench.detector.Fleet.Chosen;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.series.MemorySeries;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A usual rule on two hours of one series: by the product's evaluator, and written plainly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleSpeed {

  private static final int SERIES = 520;
  private static final double TEN_MIB = 10 * 1024 * 1024;
  private static final int HALF_AN_HOUR = 30 * 60;
  private static final int HOUR = 60;

  private final List<MemorySeries> series = Fleet.lastTwoHours(SERIES);
  private final List<RuleEvaluator> evaluators =
      series.stream()
          .map(
              each ->
                  new RuleEvaluator(
                      new ServiceMemory(List.of(each)), TaskEvents.NONE, Set.<Finding.Key>of()))
          .toList();
  private final Chosen usage = Fleet.rules("container-limit/memory-high").getFirst();
  private final Chosen growth = Fleet.rules("python-service/memory-rising").getFirst();

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void usageRule(Blackhole hole) {
    for (RuleEvaluator evaluator : evaluators) {
      hole.consume(evaluator.evaluate(usage.runbook(), usage.rule(), Fleet.NOW));
    }
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void growthRule(Blackhole hole) {
    for (RuleEvaluator evaluator : evaluators) {
      hole.consume(evaluator.evaluate(growth.runbook(), growth.rule(), Fleet.NOW));
    }
  }

  /** Minutes above 80 % back from the newest; nothing of gaps, clearing, reasons, readings. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void usagePlainly(Blackhole hole) {
    for (MemorySeries each : series) {
      double threshold = 0.8 * each.limit().value();
      int minutes = 0;
      for (int i = each.size() - 1; i >= 0 && each.bytes(i) > threshold; i--) {
        minutes++;
      }
      hole.consume(minutes >= 5);
    }
  }

  /** More than 10 MiB above half an hour before, at each minute of an hour; the same left out. */
  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void growthPlainly(Blackhole hole) {
    for (MemorySeries each : series) {
      int then = each.size() - 1;
      int minutes = 0;
      for (int i = each.size() - 1; i >= 0 && minutes < HOUR; i--) {
        while (then >= 0 && each.second(then) > each.second(i) - HALF_AN_HOUR) {
          then--;
        }
        if (then < 0 || each.bytes(i) - each.bytes(then) <= TEN_MIB) {
          break;
        }
        minutes++;
      }
      hole.consume(minutes == HOUR);
    }
  }
}
