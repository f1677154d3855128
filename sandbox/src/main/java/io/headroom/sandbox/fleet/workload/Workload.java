package io.headroom.sandbox.fleet.workload;

import java.util.HashMap;
import java.util.Map;

/**
 * What the main container of a service does with memory.
 *
 * @param runtime for people: `Node.js 22`, `Java 21`, ...
 * @param baseMib memory of a warm process without requests
 * @param loadMib memory of its requests at a load of 1
 * @param noiseMib standard deviation of the noise of one 10-second sample
 * @param traffic requests to the whole service
 * @param pattern what its processes do beside that
 * @param byImage patterns of releases that behave differently, by container image
 * @param ignoresSigterm whether a stopped process has to be killed: exit code 137 without the
 *     kernel
 */
public record Workload(
    String runtime,
    double baseMib,
    double loadMib,
    double noiseMib,
    Traffic traffic,
    Pattern pattern,
    Map<String, Pattern> byImage,
    boolean ignoresSigterm) {

  public Workload {
    byImage = Map.copyOf(byImage);
  }

  /** A steady workload. */
  public static Workload of(
      String runtime, double baseMib, double loadMib, double noiseMib, Traffic traffic) {
    return new Workload(
        runtime, baseMib, loadMib, noiseMib, traffic, new Steady(), Map.of(), false);
  }

  /** The same with another pattern. */
  public Workload with(Pattern other) {
    return new Workload(
        runtime, baseMib, loadMib, noiseMib, traffic, other, byImage, ignoresSigterm);
  }

  /** The same, except that processes of one more image follow another pattern. */
  public Workload withRelease(String image, Pattern other) {
    var releases = new HashMap<>(byImage);
    releases.put(image, other);
    return new Workload(
        runtime, baseMib, loadMib, noiseMib, traffic, pattern, releases, ignoresSigterm);
  }

  /** The same with processes that ignore SIGTERM. */
  public Workload ignoringSigterm() {
    return new Workload(runtime, baseMib, loadMib, noiseMib, traffic, pattern, byImage, true);
  }

  /** The pattern that processes of an image follow. */
  public Pattern patternOf(String image) {
    return byImage.getOrDefault(image, pattern);
  }
}
