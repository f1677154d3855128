package io.headroom.infra.settings;

import io.headroom.infra.log.Mask;
import org.jspecify.annotations.Nullable;

/**
 * A text that must not reach a log, a message or an exception: it prints as dots, and {@link Mask}
 * takes it out of what others say.
 */
public final class Secret {

  private final String text;

  /**
   * @throws IllegalArgumentException if it is blank
   */
  public Secret(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret is not blank");
    }
    this.text = text;
    Mask.hold(text);
  }

  /** The text itself, for the one call that needs it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && text.equals(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "•••";
  }
}
