package io.headroom.e2e.agent;

import io.headroom.e2e.stack.Await;
import io.headroom.e2e.stack.Aws;
import io.headroom.e2e.stack.Docker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Stands for what the emulator's ECS lacks, round after round: limits on the containers, their
 * metrics, the events, and a replacement for each task that was stopped. While the emulator does
 * not answer it goes on reading the containers, and delivers later.
 */
public final class Agent implements AutoCloseable {

  private static final Duration ROUND = Duration.ofSeconds(2);

  private final Aws aws;
  private final Docker docker;
  private final String label;
  private final String cluster;
  private final InstantSource clock = InstantSource.system();
  private final MemoryLimits limits;
  private final Insights insights;
  private final EventBus bus;
  private final StateChanges changes;
  private final Consumer<String> log;
  private final Thread thread;
  private Optional<Snapshot> last = Optional.empty();
  private volatile boolean closed;

  private Agent(
      Aws aws, Docker docker, String label, String cluster, Kills kills, Consumer<String> log) {
    this.aws = aws;
    this.docker = docker;
    this.label = label;
    this.cluster = cluster;
    this.log = log;
    var definitions = new Definitions(aws.ecs());
    limits = new MemoryLimits(docker, definitions);
    insights = new Insights(aws.cloudWatch(), docker, definitions);
    bus = new EventBus(aws, log);
    changes = new StateChanges(bus, kills::killed);
    thread = Thread.ofPlatform().name("agent").daemon().unstarted(this::run);
  }

  /**
   * Begins.
   *
   * @param label of the emulator's containers
   * @param log gets a line for each round that failed
   */
  public static Agent start(
      Aws aws, Docker docker, String label, String cluster, Kills kills, Consumer<String> log) {
    var agent = new Agent(aws, docker, label, cluster, kills, log);
    agent.thread.start();
    return agent;
  }

  @Override
  public void close() {
    closed = true;
    bus.close();
    thread.interrupt();
  }

  private void run() {
    while (!closed) {
      try {
        round();
        Thread.sleep(ROUND);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          log.accept("agent: " + e.getMessage());
          Await.pause(ROUND);
        }
      }
    }
  }

  private void round() {
    Instant now = clock.instant();
    try {
      last = Optional.of(Snapshot.of(aws.ecs(), docker, label, cluster));
    } catch (SdkException e) {
      // Paused: the containers run on, and are read on.
      last.ifPresent(fleet -> insights.sample(fleet, now));
      throw e;
    }
    Snapshot fleet = last.get();
    limits.apply(fleet);
    insights.sample(fleet, now);
    changes.tell(fleet, now);
    fleet.services().forEach(this::replace);
    insights.deliver();
  }

  /** MiniStack replaces a task that was stopped when its service is updated next. */
  private void replace(Service service) {
    if (service.runningCount() + service.pendingCount() < service.desiredCount()) {
      aws.ecs().updateService(request -> request.cluster(cluster).service(service.serviceName()));
    }
  }
}
