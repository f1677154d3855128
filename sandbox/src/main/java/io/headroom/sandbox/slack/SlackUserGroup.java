package io.headroom.sandbox.slack;

import java.util.List;

/**
 * A group of people that can be mentioned.
 *
 * @param id such as {@code S0RESPONDERS}
 * @param handle what people type after {@code @}
 * @param members user ids
 */
public record SlackUserGroup(String id, String handle, List<String> members) {

  public SlackUserGroup {
    members = List.copyOf(members);
  }
}
