package io.headroom.bot;

import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.Posted;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.ThreadRecord;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.Mrkdwn;
import java.util.Optional;

/**
 * Where the thread of an incident is, without asking Slack: its channel, or a link in the form that
 * {@code chat.getPermalink} gives.
 *
 * @param workspace the part of the workspace's address before {@code .slack.com}; empty for
 *     mentions of the channel only
 */
record ThreadLinks(ThreadBook threads, Optional<String> workspace) {

  /**
   * {@code <https://acme.slack.com/archives/C…/p…|thread>}, {@code <#C…>}, or that there is none.
   */
  String of(IncidentId incident) {
    Optional<ThreadRecord> record = threads.find(incident);
    Optional<Posted> parent =
        record.map(ThreadRecord::messages).map(all -> all.get(Message.PARENT));
    if (parent.isEmpty()) {
      return "no thread yet";
    }
    String channel = record.get().channel();
    return workspace
        .map(domain -> link(domain, channel, parent.get().ts()))
        .orElseGet(() -> "thread in <#" + channel + ">");
  }

  private static String link(String domain, String channel, String ts) {
    return Mrkdwn.link(
        "https://%s.slack.com/archives/%s/p%s".formatted(domain, channel, ts.replace(".", "")),
        "thread");
  }
}
