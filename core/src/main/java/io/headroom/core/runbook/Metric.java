package io.headroom.core.runbook;

/** What a rule measures. */
public enum Metric {
  /** Memory of the container (or task) against its own limit; never against the host's memory. */
  MEMORY,
  /** Heap of the application against the heap's own limit; needs an application metric. */
  HEAP,
  /** Swap of the container against the swap it may use; only on EC2, Fargate has none. */
  SWAP
}
