package io.headroom.bot;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.Responders;
import io.headroom.infra.log.Mask;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may press buttons: the members of a user group, or without one the members of the channel
 * that the incident's thread is in. Read from Slack and kept for {@link #KEPT}. Scopes: {@code
 * usergroups:read}; {@code channels:read}, or {@code groups:read} for a private channel.
 */
public final class SlackResponders implements Responders {

  /** How long a list is kept: a person who was added may have to wait so long. */
  static final Duration KEPT = Duration.ofSeconds(60);

  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 20;

  private final SlackApi slack;
  private final Optional<String> userGroup;
  private final ThreadBook threads;
  private final String channel;
  private final InstantSource clock;
  private final Map<String, People> byChannelOrGroup = new HashMap<>();

  private record People(Set<String> ids, Instant readAt) {
    People {
      ids = Set.copyOf(ids);
    }
  }

  /**
   * @param userGroup id of the group; empty for the channel's members
   * @param channel where threads open that are in no other
   * @param clock the real one
   */
  public SlackResponders(
      SlackApi slack,
      Optional<String> userGroup,
      ThreadBook threads,
      String channel,
      InstantSource clock) {
    this.slack = slack;
    this.userGroup = userGroup;
    this.threads = threads;
    this.channel = channel;
    this.clock = clock;
  }

  @Override
  public synchronized boolean mayAct(Actor person, IncidentId incident) {
    String list = userGroup.orElseGet(() -> channelOf(incident));
    Instant now = clock.instant();
    People known = byChannelOrGroup.get(list);
    if (known == null || !now.isBefore(known.readAt().plus(KEPT))) {
      known = new People(userGroup.isPresent() ? group(list) : members(list), now);
      byChannelOrGroup.put(list, known);
    }
    return known.ids().contains(person.id());
  }

  private String channelOf(IncidentId incident) {
    return threads.find(incident).map(ThreadRecord::channel).orElse(channel);
  }

  private Set<String> group(String id) {
    List<String> users =
        call(
                "usergroups.users.list of " + id,
                methods -> methods.usergroupsUsersList(request -> request.usergroup(id)))
            .getUsers();
    return users == null ? Set.of() : Set.copyOf(users);
  }

  private Set<String> members(String of) {
    var members = new HashSet<String>();
    @Nullable String cursor = null;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      String from = cursor;
      var page =
          call(
              "conversations.members of " + of,
              methods ->
                  methods.conversationsMembers(
                      request -> request.channel(of).limit(PAGE).cursor(from)));
      members.addAll(page.getMembers());
      cursor =
          page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
      if (cursor == null || cursor.isEmpty()) {
        return members;
      }
    }
    return members;
  }

  private <T extends SlackApiTextResponse> T call(String what, SlackApi.Call<T> call) {
    try {
      T answer = slack.call(call);
      if (answer.isOk()) {
        return answer;
      }
      throw unreadable(what, String.valueOf(answer.getError()), null);
    } catch (SlackApiException e) {
      throw unreadable(what, "HTTP status " + e.getResponse().code(), e);
    } catch (IOException e) {
      throw unreadable(what, "no answer", e);
    }
  }

  private static Unreadable unreadable(String what, String detail, @Nullable Exception cause) {
    return new Unreadable(
        ("Slack does not say who may press buttons, so nobody may for now (%s: %s). An"
                + " administrator of Headroom has to look at the app's scopes and at the parameter"
                + " Responders.")
            .formatted(what, Mask.of(detail)),
        cause);
  }
}
