package io.headroom.sandbox.web;

/** What the page can do to the sandbox besides being in Slack. Safe for use by several threads. */
public interface Controls {

  /** Stops the simulated time, or lets it go on. */
  void pause(boolean paused);

  boolean paused();

  /** Changes how many times faster than real the time runs; above 0. */
  void speed(double times);

  double speed();

  /** Makes a service leak. */
  void leak(String cluster, String service);

  /** Has the kernel kill a task of a service for its memory. */
  void kill(String cluster, String service);
}
