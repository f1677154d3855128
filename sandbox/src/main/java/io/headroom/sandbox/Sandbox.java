package io.headroom.sandbox;

/** The whole product on one machine. */
final class Sandbox {
  private Sandbox() {}

  /**
   * Runs until the script has ended or the process is stopped.
   *
   * @return the exit code
   */
  static int run(Options options) {
    System.err.println("The sandbox is not put together yet: cannot run " + options);
    return 1;
  }
}
