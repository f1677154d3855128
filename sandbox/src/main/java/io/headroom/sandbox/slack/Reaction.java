package io.headroom.sandbox.slack;

import java.util.List;

/**
 * An emoji under a message.
 *
 * @param name without colons
 * @param users who reacted, in order
 */
public record Reaction(String name, List<String> users) {

  public Reaction {
    users = List.copyOf(users);
  }
}
