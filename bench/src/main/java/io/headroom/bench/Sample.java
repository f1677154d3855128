package io.headroom.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One first request, in milliseconds since the process was started (or restored).
 *
 * @param ready when the function asked for its first event
 * @param secret when it asked for the secret of Slack
 * @param database when it first asked the database
 * @param answered when its answer came
 * @param processor time that its threads had until then; the load of the machine matters little to
 *     it
 */
record Sample(double ready, double secret, double database, double answered, double processor) {

  /** The value that a share of the samples is below, between the two nearest ones. */
  static double quantile(List<Sample> samples, ToDoubleFunction<Sample> of, double share) {
    double[] sorted = samples.stream().mapToDouble(of).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The middle one. */
  static double median(List<Sample> samples, ToDoubleFunction<Sample> of) {
    return quantile(samples, of, 0.5);
  }

  @Override
  public String toString() {
    return Arrays.toString(
        new long[] {Math.round(ready), Math.round(answered), Math.round(processor)});
  }
}
