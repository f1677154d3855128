package io.headroom.bench.detector;

import io.headroom.core.detect.leak.LeakDetector;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One evaluation by the leak detector, over series of all classes, each at a day's five-minute
 * marks by turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DetectorSpeed {

  private static final int EVALUATIONS = 480;
  private static final int EVERY = 5 * 60;
  private static final int MARKS = 10;

  private record Subject(MemoryHistory history, Bytes limit) {}

  /** Days that the histories reach back. */
  @Param({"1", "2", "4", "8"})
  public int days;

  private final List<Subject> subjects = new ArrayList<>();

  /** Draws the histories. */
  @Setup
  public void draw() {
    for (Series series : Fleet.drawn(days)) {
      subjects.add(new Subject(Fleet.history(series, days), Bytes.of(series.limit())));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVALUATIONS)
  public void evaluation(Blackhole hole) {
    for (int i = 0; i < EVALUATIONS; i++) {
      Subject subject = subjects.get(i % subjects.size());
      // Marks of the past hour, where the same history can be asked about.
      Instant at = Fleet.NOW.minusSeconds((long) EVERY * (i / subjects.size() % MARKS));
      hole.consume(LeakDetector.evaluate(subject.history(), subject.limit(), List.of(), at));
    }
  }
}
