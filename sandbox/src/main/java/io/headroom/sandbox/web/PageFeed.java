package io.headroom.sandbox.web;

import io.headroom.sandbox.fleet.FleetView;
import io.headroom.sandbox.fleet.SimulatedFleet;
import io.headroom.sandbox.slack.ChannelView;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.SlackUser;
import io.headroom.sandbox.slack.SlackView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells a page what it shows: Slack whenever it changes, the fleet twice a second. */
public final class PageFeed implements AutoCloseable {

  private static final Duration CHARTS = Duration.ofMinutes(90);
  private static final int CHART_POINTS = 90;
  private static final Duration FLEET_EVERY = Duration.ofMillis(500);

  private final LocalSlack slack;
  private final String channel;
  private final List<SlackUser> people;
  private final SimulatedFleet fleet;
  private final Controls controls;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Runnable stopListening;
  private boolean closed;

  public PageFeed(
      LocalSlack slack,
      String channel,
      List<SlackUser> people,
      SimulatedFleet fleet,
      Controls controls) {
    this.slack = slack;
    this.channel = channel;
    this.people = List.copyOf(people);
    this.fleet = fleet;
    this.controls = controls;
    this.stopListening = slack.onChange(version -> wake());
  }

  /** Takes one event of the stream. */
  interface Sink {
    void send(String event, Object data) throws IOException;
  }

  /** What {@code event: slack} carries. */
  record SlackState(ChannelView channel, List<SlackView> modals, List<SlackUser> people) {}

  /** What {@code event: fleet} carries. */
  record FleetState(Instant now, double speed, boolean paused, FleetView fleet) {}

  /** Sends the state and then its changes, until the page goes away or this is closed. */
  void follow(String user, Sink sink) throws IOException {
    long sent = -1;
    while (true) {
      long version = slack.version();
      if (version != sent) {
        sink.send("slack", new SlackState(view(user), slack.modals(user), people));
        sent = version;
      }
      sink.send(
          "fleet",
          new FleetState(
              fleet.now(), controls.speed(), controls.paused(), fleet.view(CHARTS, CHART_POINTS)));
      if (!waitForChange(sent)) {
        return;
      }
    }
  }

  private ChannelView view(String user) {
    return people.stream().anyMatch(person -> person.id().equals(user))
        ? slack.channel(channel, user)
        : slack.channel(channel);
  }

  /** Until Slack changes or half a second has passed; false when this is closed. */
  private boolean waitForChange(long sent) {
    lock.lock();
    try {
      long left = FLEET_EVERY.toNanos();
      while (!closed && slack.version() == sent && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    stopListening.run();
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
