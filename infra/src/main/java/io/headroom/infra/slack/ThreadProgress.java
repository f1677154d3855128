package io.headroom.infra.slack;

import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.PassedOver;
import io.headroom.infra.slack.render.PassedOver.Why;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a thread is told, between two writes of its {@link ThreadRecord}. It is written before
 * each message is posted and when all is told, so that a run that ends early leaves behind what may
 * be in Slack. Not for use by several threads.
 */
final class ThreadProgress {

  private final ThreadRecord before;
  private final ThreadBook book;
  private final Map<String, Posted> messages;

  private String channel;
  private Optional<PassedOver> passedOver;

  /** Key that the stored record names as about to be posted. */
  private Optional<String> mark;

  private int toldVersion;
  private int version;

  ThreadProgress(ThreadRecord before, ThreadBook book) {
    this.before = before;
    this.book = book;
    this.messages = new LinkedHashMap<>(before.messages());
    this.channel = before.channel();
    this.passedOver = before.passedOver();
    this.mark = before.posting();
    this.toldVersion = before.toldVersion();
    this.version = before.version();
  }

  /** Id of the channel that the thread is in. */
  String channel() {
    return channel;
  }

  Optional<PassedOver> passedOver() {
    return passedOver;
  }

  /** The thread opens in another channel than in this one. */
  void passOver(Why why, String other) {
    passedOver = Optional.of(new PassedOver(channel, why));
    channel = other;
    mark = Optional.empty();
  }

  /** What was posted of a message; empty if it was not. */
  Optional<Posted> posted(Message message) {
    return Optional.ofNullable(messages.get(message.key()));
  }

  void put(Message message, Posted posted) {
    messages.put(message.key(), posted);
  }

  /** With the parent go the replies: they hang on it, and are posted anew below the new one. */
  void forget(Message message) {
    if (message.key().equals(Message.PARENT)) {
      forgetAll();
    } else {
      messages.remove(message.key());
    }
  }

  void forgetAll() {
    messages.clear();
  }

  /** The parent that a message hangs on; empty for the parent itself. */
  Optional<String> thread(Message message) {
    if (message.key().equals(Message.PARENT)) {
      return Optional.empty();
    }
    Posted parent = messages.get(Message.PARENT);
    if (parent == null) {
      throw new IllegalStateException("reply " + message.key() + " before its parent");
    }
    return Optional.of(parent.ts());
  }

  /** Whether the stored record says that a message is about to be posted. */
  boolean isAboutToPost(Message message) {
    return mark.equals(Optional.of(message.key()));
  }

  /** Writes that a message is about to be posted, unless that is written. */
  void aboutToPost(Message message) throws OvertakenException {
    if (!isAboutToPost(message)) {
      save(Optional.of(message.key()));
    }
  }

  /** Writes that all is told, up to an event. */
  void told(int event) throws OvertakenException {
    toldVersion = event;
    save(Optional.empty());
  }

  /** Writes what was posted, so that the next run need not look for it. */
  void keep() throws OvertakenException {
    save(mark.filter(key -> !messages.containsKey(key)));
  }

  private void save(Optional<String> posting) throws OvertakenException {
    var record =
        new ThreadRecord(
            before.incident(), channel, passedOver, version, toldVersion, messages, posting);
    if (!book.save(record)) {
      throw new OvertakenException();
    }
    version++;
    mark = posting;
  }

  /** Someone else wrote the record. */
  static final class OvertakenException extends Exception {
    private static final long serialVersionUID = 1L;

    OvertakenException() {
      super("", null, false, false);
    }
  }
}
