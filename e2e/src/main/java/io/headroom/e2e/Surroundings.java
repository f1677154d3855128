package io.headroom.e2e;

import io.headroom.e2e.agent.Agent;
import io.headroom.e2e.agent.Kills;
import io.headroom.e2e.relay.AutoScaling;
import io.headroom.e2e.relay.Crash;
import io.headroom.e2e.relay.EcsChanges;
import io.headroom.e2e.relay.Relay;
import io.headroom.e2e.relay.StopReasons;
import io.headroom.e2e.stack.Await;
import io.headroom.e2e.stack.Aws;
import io.headroom.e2e.stack.ContainerLogs;
import io.headroom.e2e.stack.Deployment;
import io.headroom.e2e.stack.Docker;
import io.headroom.e2e.stack.Door;
import io.headroom.e2e.stack.Emulator;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.LocalSlackConfig;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;

/**
 * What incidents are played in: the emulator, the relay before it, Slack's double, the deployed
 * stack, and the agent. Closing it removes all of it, however far it has come.
 */
final class Surroundings implements AutoCloseable {

  /** Of a function that has to start first, on a machine that has much to do. */
  private static final Duration TO_ANSWER = Duration.ofMinutes(2);

  private static final String SECRET = "headroom/slack";

  private final Console console;
  private final Docker docker;
  private final String run;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final EcsChanges changes = new EcsChanges();
  private final Crash crash = new Crash();
  private final Emulator emulator;
  private final Kills kills;
  private final ContainerLogs logs;
  private final Aws aws;
  private final LocalSlack slack;
  private final Deployment deployment;

  /**
   * Starts the emulator and what stands around it; nothing is deployed yet.
   *
   * @param project where {@code ./mvnw package} was run
   * @param sam the SAM CLI
   * @param run in the names of all that is made
   */
  Surroundings(Console console, Docker docker, Path project, Path sam, String run) {
    this.console = console;
    this.docker = docker;
    this.run = run;
    // Ctrl-C as well: whatever was made until then is removed.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end"));
    console.heading("Emulator, relay, Slack's double");
    emulator = keep(Emulator.prepare(docker, run, project.resolve("e2e/task")));
    Door door = emulator.door();
    kills = keep(Kills.watch(emulator.label()));
    logs = keep(ContainerLogs.follow(emulator.label()));
    var stations = List.of(new AutoScaling(), crash, changes, new StopReasons(kills::killed));
    Relay relay = keep(Relay.start(door, stations, Optional.empty()));
    emulator.start(relay.url());
    relay.to(emulator.endpoint());
    console.say("", "MiniStack at %s".formatted(emulator.endpoint()));
    console.say("", "the functions reach it by %s".formatted(relay.url()));
    aws = keep(new Aws(emulator.endpoint()));
    slack = keep(LocalSlack.start(slack(door)));
    console.say("", "Slack's double at " + slack.apiUrl());
    deployment =
        keep(
            Deployment.stage(
                project,
                project.resolve("e2e/target/run-" + run),
                sam,
                aws,
                Map.of(
                    "Channel", Channel.ID,
                    "SlackApiUrl", slack.apiUrl().toString(),
                    "Clusters", LeakyService.CLUSTER)));
  }

  /**
   * Deploys the stack and connects Slack's double with the bot.
   *
   * @return where the bot can be reached
   */
  URI deploy() {
    console.heading("sam build, sam deploy");
    aws.secrets()
        .createSecret(
            request ->
                request
                    .name(SECRET)
                    .secretString(
                        "{\"botToken\": \"%s\", \"signingSecret\": \"%s\"}"
                            .formatted(token(), signingSecret())));
    Instant began = Instant.now();
    deployment.deploy();
    console.say("", "took %d s".formatted(Duration.between(began, Instant.now()).toSeconds()));
    URI url = URI.create(deployment.output("BotUrl"));
    var here = new Door(InetAddress.getLoopbackAddress(), "127.0.0.1");
    Relay bot = keep(Relay.start(here, List.of(), Optional.of(url.getHost())));
    bot.to(emulator.endpoint());
    slack.connectBot(bot.url());
    console.say("", "the bot is at " + url);
    // As Slack does when the URL is entered; the first answer takes a start, and a second question
    // meanwhile would start another container beside it.
    Await.until(
        "the bot to pass Slack's check of its URL",
        TO_ANSWER,
        () -> {
          boolean passed = slack.verifyUrl();
          if (!passed) {
            Await.pause(Channel.TO_NOTICE);
          }
          return passed;
        });
    return bot.url();
  }

  /** Makes the cluster, with the agent at work in it. */
  void startCluster() {
    aws.ecs()
        .createCluster(
            request ->
                request
                    .clusterName(LeakyService.CLUSTER)
                    .settings(
                        ClusterSetting.builder()
                            .name(ClusterSettingName.CONTAINER_INSIGHTS)
                            .value("enhanced")
                            .build()));
    keep(
        Agent.start(
            aws,
            docker,
            emulator.label(),
            LeakyService.CLUSTER,
            kills,
            line -> console.say("", line)));
  }

  EcsChanges changes() {
    return changes;
  }

  Crash crash() {
    return crash;
  }

  Emulator emulator() {
    return emulator;
  }

  Aws aws() {
    return aws;
  }

  LocalSlack slack() {
    return slack;
  }

  Deployment deployment() {
    return deployment;
  }

  String signingSecret() {
    return "signing-" + run;
  }

  /** What functions and tasks have written, gone ones included. */
  ContainerLogs logs() {
    return logs;
  }

  /** What nothing may say. */
  List<String> secrets() {
    return List.of(token(), signingSecret());
  }

  /** The last first; what cannot be removed does not keep the rest. */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        console.say("", "not closed: " + e);
      }
    }
  }

  private String token() {
    return "xoxb-" + run;
  }

  private LocalSlackConfig slack(Door door) {
    return LocalSlackConfig.builder()
        .bindAddress(door.bind())
        .host(door.name())
        .botToken(token())
        .signingSecret(signingSecret())
        .retryInteractions(false)
        .limitPosts(true)
        .build();
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }
}
