package io.headroom.infra.slack;

import com.google.gson.JsonParseException;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import com.slack.api.methods.request.conversations.ConversationsHistoryRequest;
import com.slack.api.methods.request.conversations.ConversationsRepliesRequest;
import com.slack.api.model.ErrorResponseMetadata;
import com.slack.api.model.ResponseMetadata;
import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.SlackFailure.Reason;
import io.headroom.infra.slack.render.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads written with Slack's Web API: {@code chat.postMessage}, {@code chat.update}, {@code
 * conversations.history} and {@code conversations.replies}. Scopes: {@code chat:write}, and {@code
 * channels:history} ({@code groups:history} in private channels) to find a message after a crash.
 */
public final class SlackApiMessages implements SlackMessages {

  private static final String INCIDENT = "incident";
  private static final String KEY = "key";
  private static final String HASH = "hash";

  /** Slack recommends no more than 200 messages a page. */
  private static final int PAGE = 200;

  private static final int MOST_PAGES = 25;
  private static final int TOO_MANY_REQUESTS = 429;

  private final SlackApi api;

  public SlackApiMessages(SlackApi api) {
    this.api = api;
  }

  @Override
  public String post(String channel, Optional<String> thread, Message message, MessageTag tag) {
    var request =
        ChatPostMessageRequest.builder()
            .channel(channel)
            .threadTs(thread.orElse(null))
            .text(message.text())
            .blocks(message.blocks())
            .metadata(metadata(tag))
            .unfurlLinks(false)
            .unfurlMedia(false)
            .build();
    return call("chat.postMessage in " + channel, methods -> methods.chatPostMessage(request))
        .getTs();
  }

  @Override
  public void update(String channel, String ts, Message message, MessageTag tag) {
    var request =
        ChatUpdateRequest.builder()
            .channel(channel)
            .ts(ts)
            .text(message.text())
            .blocks(message.blocks())
            .metadata(metadata(tag))
            .build();
    call("chat.update in " + channel, methods -> methods.chatUpdate(request));
  }

  @Override
  public Optional<Posted> find(
      String channel, Optional<String> thread, MessageTag wanted, Instant since) {
    String oldest = "%d.%06d".formatted(since.getEpochSecond(), since.getNano() / 1_000);
    Optional<Posted> found = Optional.empty();
    @Nullable String cursor = null;
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page page =
          thread.isPresent()
              ? replies(channel, thread.get(), oldest, cursor)
              : history(channel, oldest, cursor);
      found = latest(found, page.messages(), wanted);
      // A channel's messages come newest first, so the first hit is it; replies come oldest first.
      if (page.next().isEmpty() || (thread.isEmpty() && found.isPresent())) {
        return found;
      }
      cursor = page.next().get();
    }
    return found;
  }

  /** One page of messages, and where the next begins. */
  private record Page(List<com.slack.api.model.Message> messages, Optional<String> next) {

    static Page of(
        @Nullable List<com.slack.api.model.Message> messages, @Nullable ResponseMetadata metadata) {
      return new Page(
          messages == null ? List.of() : messages,
          Optional.ofNullable(metadata)
              .map(ResponseMetadata::getNextCursor)
              .filter(cursor -> !cursor.isEmpty()));
    }
  }

  private Page history(String channel, String oldest, @Nullable String cursor) {
    var request =
        ConversationsHistoryRequest.builder()
            .channel(channel)
            .oldest(oldest)
            .inclusive(true)
            .limit(PAGE)
            .cursor(cursor)
            .includeAllMetadata(true)
            .build();
    var answer =
        call(
            "conversations.history of " + channel,
            methods -> methods.conversationsHistory(request));
    return Page.of(answer.getMessages(), answer.getResponseMetadata());
  }

  private Page replies(String channel, String thread, String oldest, @Nullable String cursor) {
    var request =
        ConversationsRepliesRequest.builder()
            .channel(channel)
            .ts(thread)
            .oldest(oldest)
            .inclusive(true)
            .limit(PAGE)
            .cursor(cursor)
            .includeAllMetadata(true)
            .build();
    var answer =
        call(
            "conversations.replies of " + channel,
            methods -> methods.conversationsReplies(request));
    return Page.of(answer.getMessages(), answer.getResponseMetadata());
  }

  private static Optional<Posted> latest(
      Optional<Posted> before, List<com.slack.api.model.Message> messages, MessageTag wanted) {
    Stream<Posted> hits =
        messages.stream()
            .flatMap(
                message ->
                    tag(message.getMetadata())
                        .filter(wanted::sameMessage)
                        .map(tag -> new Posted(message.getTs(), tag.hash()))
                        .stream());
    return Stream.concat(before.stream(), hits).max(Comparator.comparing(Posted::ts));
  }

  private static com.slack.api.model.Message.Metadata metadata(MessageTag tag) {
    return com.slack.api.model.Message.Metadata.builder()
        .eventType(MessageTag.EVENT_TYPE)
        .eventPayload(Map.of(INCIDENT, tag.incident().value(), KEY, tag.key(), HASH, tag.hash()))
        .build();
  }

  private static Optional<MessageTag> tag(com.slack.api.model.Message.@Nullable Metadata metadata) {
    if (metadata == null || !MessageTag.EVENT_TYPE.equals(metadata.getEventType())) {
      return Optional.empty();
    }
    Map<String, Object> payload = metadata.getEventPayload();
    return payload.get(INCIDENT) instanceof String incident
            && payload.get(KEY) instanceof String key
            && payload.get(HASH) instanceof String hash
        ? Optional.of(new MessageTag(new IncidentId(incident), key, hash))
        : Optional.empty();
  }

  private <T extends SlackApiTextResponse> T call(String what, SlackApi.Call<T> call) {
    try {
      T answer = api.call(call);
      if (answer.isOk()) {
        return answer;
      }
      String error = Optional.ofNullable(answer.getError()).orElse("no error given");
      throw new SlackFailure(SlackErrors.reason(error), what, error + details(answer));
    } catch (SlackApiException e) {
      throw failure(what, e);
    } catch (IOException e) {
      throw new SlackFailure(Reason.NO_ANSWER, what, "no answer: " + e, e);
    } catch (JsonParseException e) {
      throw new SlackFailure(Reason.NO_ANSWER, what, "an answer that is no JSON", e);
    }
  }

  private static SlackFailure failure(String what, SlackApiException e) {
    int status = e.getResponse().code();
    if (status == TOO_MANY_REQUESTS) {
      return SlackFailure.rateLimited(what, retryAfter(e.getResponse().header("Retry-After")));
    }
    Reason reason = status >= 500 ? Reason.NO_ANSWER : Reason.REFUSED;
    return new SlackFailure(reason, what, "HTTP status " + status, e);
  }

  private static Duration retryAfter(@Nullable String seconds) {
    boolean readable = seconds != null && seconds.matches("\\d{1,6}");
    return Duration.ofSeconds(readable ? Math.max(1, Long.parseLong(seconds)) : 1);
  }

  private static String details(SlackApiTextResponse answer) {
    String needed =
        answer.getNeeded() == null
            ? ""
            : ", needed %s, provided %s".formatted(answer.getNeeded(), answer.getProvided());
    ErrorResponseMetadata metadata = metadata(answer);
    return metadata == null || metadata.getMessages() == null
        ? needed
        : needed + ", " + metadata.getMessages();
  }

  private static @Nullable ErrorResponseMetadata metadata(SlackApiTextResponse answer) {
    return switch (answer) {
      case com.slack.api.methods.response.chat.ChatPostMessageResponse post ->
          post.getResponseMetadata();
      case com.slack.api.methods.response.chat.ChatUpdateResponse update ->
          update.getResponseMetadata();
      default -> null;
    };
  }
}
