package io.headroom.core.incident;

/**
 * Who did something.
 *
 * @param id a Slack user id, or {@code headroom} for the product itself
 * @param name for people
 */
public record Actor(String id, String name) {

  /** What the product does by itself. */
  public static final Actor HEADROOM = new Actor("headroom", "Headroom");
}
