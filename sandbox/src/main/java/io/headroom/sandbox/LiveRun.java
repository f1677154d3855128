package io.headroom.sandbox;

import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import io.headroom.sandbox.slack.SlackUser;
import io.headroom.sandbox.web.Controls;
import io.headroom.sandbox.web.PageApi;
import io.headroom.sandbox.web.PageFeed;
import io.headroom.sandbox.web.PageServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The sandbox with its page, while it runs. */
public final class LiveRun implements AutoCloseable, Controls {

  /** How often the simulation catches up with its clock, in real time. */
  private static final Duration STEP_EVERY = Duration.ofMillis(100);

  private final Installation installation;
  private final PageServer page;
  private final DecisionLog log;
  private final ScheduledExecutorService driver =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox").factory());
  private final CountDownLatch closed = new CountDownLatch(1);

  private LiveRun(Options options, Instant start, DecisionLog log) throws IOException {
    this.log = log;
    this.installation =
        new Installation(
            "default",
            options.seed(),
            new SimulatedClock(start, options.speed(), System::nanoTime),
            log);
    LocalSlack slack = installation.slack();
    List<SlackUser> people = LocalSlackConfig.builder().build().users();
    this.page =
        PageServer.start(
            options.port(),
            new PageApi(slack, Installation.CHANNEL, this),
            new PageFeed(slack, Installation.CHANNEL, people, installation.fleet(), this));
  }

  /**
   * Starts everything and lets time run.
   *
   * @param start simulated time to begin at
   * @throws java.net.BindException if the page's port is taken
   */
  public static LiveRun start(Options options, Instant start, DecisionLog log) throws IOException {
    var run = new LiveRun(options, start.truncatedTo(ChronoUnit.MINUTES), log);
    var _ =
        run.driver.scheduleWithFixedDelay(
            run::step, 0, STEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return run;
  }

  public URI url() {
    return page.url();
  }

  public Installation installation() {
    return installation;
  }

  /** Waits until it is closed. */
  public void await() throws InterruptedException {
    closed.await();
  }

  private void step() {
    try {
      installation.step();
    } catch (RuntimeException e) {
      // The functions have logged it, as in AWS; the next minute brings the next check.
      log.write(LogLine.of("sandbox", "STEP_FAILED").failure(e));
    }
  }

  @Override
  public void pause(boolean paused) {
    installation.clock().pause(paused);
  }

  @Override
  public boolean paused() {
    return installation.clock().paused();
  }

  @Override
  public void speed(double times) {
    if (!Double.isFinite(times) || times <= 0 || times > 600) {
      throw new IllegalArgumentException("a speed is above 0 and at most 600, not " + times);
    }
    installation.clock().speed(times);
  }

  @Override
  public double speed() {
    return installation.clock().speed();
  }

  @Override
  public void leak(String cluster, String service) {
    installation.fleet().makeItLeak(cluster, service);
  }

  @Override
  public void kill(String cluster, String service) {
    installation.fleet().killOutOfMemory(cluster, service);
  }

  @Override
  public void close() {
    driver.shutdown();
    try {
      // A step that is under way ends before what it works on is closed.
      var _ = driver.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    page.close();
    installation.close();
    closed.countDown();
  }
}
