package io.headroom.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * What the sandbox is started with.
 *
 * @param port port of the page on this machine, 0 to 65535; 0 takes any free one
 * @param speed simulated seconds per real second, above 0
 * @param seed seed of everything random in the simulated fleet: the same seed gives the same thread
 * @param script one of {@link #SCRIPTS} to be played without a browser; empty to serve the page
 */
public record Options(int port, double speed, long seed, Optional<String> script) {
  /** The scenarios that can be played to their end without a browser. */
  public static final List<String> SCRIPTS = Script.words();

  /** The highest number of a TCP port. */
  private static final int MAX_PORT = 65_535;

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message names the option
   *     and the range
   */
  public Options {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "--port must be between 0 and %d, but is %d".formatted(MAX_PORT, port));
    }
    if (!Double.isFinite(speed) || speed <= 0) {
      throw new IllegalArgumentException("--speed must be above 0, but is " + speed);
    }
    if (script.isPresent() && !SCRIPTS.contains(script.get())) {
      throw new IllegalArgumentException(
          "--script must be one of %s, but is '%s'"
              .formatted(String.join(", ", SCRIPTS), script.get()));
    }
  }
}
