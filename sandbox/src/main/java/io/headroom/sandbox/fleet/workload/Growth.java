package io.headroom.sandbox.fleet.workload;

/** What one process holds above its base and its load. Keeps state; one instance per process. */
public interface Growth {

  /** Moves the process on by one step and returns what it holds now, in MiB, at least 0. */
  double advance(Tick tick);
}
