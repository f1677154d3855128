package io.headroom.e2e;

import io.headroom.e2e.LeakyService.Shape;

/** An incident that is played on a service of its own, beside all others. */
public interface Scenario {

  /** What it shows, for the table at the end. */
  String shows();

  /** The service it is played on. */
  Shape shape();

  /**
   * Plays it.
   *
   * @throws AssertionError with what did not come about
   */
  void play(Stage stage) throws Exception;
}
