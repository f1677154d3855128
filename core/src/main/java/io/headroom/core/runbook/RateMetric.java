package io.headroom.core.runbook;

/** A counter whose rate a {@link RateRule} watches. */
public enum RateMetric {
  /** Garbage collections; needs an application metric. */
  GC
}
