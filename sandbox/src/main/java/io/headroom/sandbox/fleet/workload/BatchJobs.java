package io.headroom.sandbox.fleet.workload;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Jobs that read their input into memory. From a moment on the input is larger than it used to be:
 * in a container too small for it every task is killed at its first job, again and again.
 *
 * @param usualMib memory of a usual job
 * @param largeMib memory of a job with the larger input
 * @param largeFrom when the input grows
 * @param every time between the starts of two jobs
 */
public record BatchJobs(double usualMib, double largeMib, Instant largeFrom, Duration every)
    implements Pattern {

  /** A job reads for this long, then works for as long again, then lets go. */
  private static final double READ_SECONDS = 60;

  @Override
  public Growth start(RandomGenerator random) {
    double firstJob = 150 + 150 * random.nextDouble();
    return new Growth() {
      private double untilJob = firstJob;
      private double inJob = Double.POSITIVE_INFINITY;
      private double size = usualMib;

      @Override
      public double advance(Tick tick) {
        untilJob -= tick.seconds();
        inJob += tick.seconds();
        if (untilJob <= 0) {
          untilJob = every.toSeconds();
          inJob = 0;
          size = tick.now().isBefore(largeFrom) ? usualMib : largeMib;
        }
        return inJob > 2 * READ_SECONDS ? 0 : size * Math.min(1, inJob / READ_SECONDS);
      }
    };
  }
}
