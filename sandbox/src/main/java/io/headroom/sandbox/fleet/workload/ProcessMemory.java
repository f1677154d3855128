package io.headroom.sandbox.fleet.workload;

import java.util.random.RandomGenerator;

/**
 * The memory of one running container: start-up, warm-up, base, load, noise, its pattern, and the
 * leak or the runaway allocation that somebody triggered in this very process. Not thread-safe.
 */
public final class ProcessMemory {

  /** A cold process starts with this share of its base. */
  private static final double COLD = 0.4;

  private static final double WARM_UP_SECONDS = 60;
  private static final double LOAD_LAG_SECONDS = 45;

  /** Above this share of the limit garbage collection slows a leaking process down. */
  private static final double PRESSURE = 0.9;

  private static final double UNDER_PRESSURE = 0.3;

  /** A runaway allocation takes this long from nothing to the limit. */
  private static final double RUNAWAY_SECONDS = 40;

  private final double baseMib;
  private final double loadMib;
  private final double noiseMib;
  private final Growth growth;
  private final RandomGenerator random;
  private final double limitMib;
  private double load;
  private double leakMibPerMinute;
  private double leaked;
  private boolean runaway;
  private double mib;

  /** The memory of a main container that has just started. */
  public ProcessMemory(Workload workload, String image, double limitMib, RandomGenerator random) {
    this.baseMib = workload.baseMib();
    this.loadMib = workload.loadMib();
    this.noiseMib = workload.noiseMib();
    this.growth = workload.patternOf(image).start(random);
    this.random = random;
    this.limitMib = limitMib;
    this.mib = baseMib * COLD;
  }

  /** The memory of a small helper beside the main container. */
  public static ProcessMemory sidecar(double baseMib, double limitMib, RandomGenerator random) {
    Workload steady = Workload.of("sidecar", baseMib, 0, 0.3, Traffic.daily(0, 0));
    return new ProcessMemory(steady, "", limitMib, random);
  }

  /** Moves on by one step. Returns what the process would use; the caller kills it at the limit. */
  public double advance(Tick tick) {
    load += (tick.load() - load) * (1 - Math.exp(-tick.seconds() / LOAD_LAG_SECONDS));
    double slowdown = mib > PRESSURE * limitMib ? UNDER_PRESSURE : 1;
    leaked += leakMibPerMinute * slowdown * tick.minutes();
    if (runaway) {
      leaked += limitMib * tick.seconds() / RUNAWAY_SECONDS;
    }
    double warm = 1 - (1 - COLD) * Math.exp(-tick.ageSeconds() / WARM_UP_SECONDS);
    double noise = random.nextGaussian() * noiseMib;
    mib = Math.max(1, baseMib * warm + loadMib * load + growth.advance(tick) + leaked + noise);
    return mib;
  }

  /** From now on this process leaks; 0 stops it without giving back what is lost. */
  public void leak(double mibPerMinute) {
    this.leakMibPerMinute = mibPerMinute;
  }

  /** Whether somebody made this very process leak. */
  public boolean leaking() {
    return leakMibPerMinute > 0;
  }

  /** From now on this process allocates until the kernel kills it. */
  public void runAway() {
    this.runaway = true;
  }

  /** Memory in use, in MiB. */
  public double mib() {
    return mib;
  }

  /** The limit at which the kernel kills it, in MiB. */
  public double limitMib() {
    return limitMib;
  }
}
