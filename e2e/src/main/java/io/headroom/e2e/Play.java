package io.headroom.e2e;

import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Report.Result;
import io.headroom.e2e.agent.Agent;
import io.headroom.e2e.agent.Kills;
import io.headroom.e2e.relay.AutoScaling;
import io.headroom.e2e.relay.Crash;
import io.headroom.e2e.relay.EcsChanges;
import io.headroom.e2e.relay.Relay;
import io.headroom.e2e.relay.StopReasons;
import io.headroom.e2e.scenario.Scenarios;
import io.headroom.e2e.stack.Await;
import io.headroom.e2e.stack.Aws;
import io.headroom.e2e.stack.Deployment;
import io.headroom.e2e.stack.Docker;
import io.headroom.e2e.stack.Door;
import io.headroom.e2e.stack.Emulator;
import io.headroom.infra.store.DynamoDbIncidentStore;
import io.headroom.sandbox.ThreadPrinter;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.SlackMessage;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One run: everything is started, the scenarios are played beside each other, all is removed. */
final class Play {

  private static final Duration PRINTED_EACH = Duration.ofSeconds(1);
  private static final Duration TO_ANSWER = Duration.ofMinutes(1);

  /** Of a message; the runbook's own has more than a screen. */
  private static final int LINES = 16;

  private static final String SECRET = "headroom/slack";

  private final Console console;
  private final Docker docker;
  private final Path project;
  private final Path sam;
  private final String run;
  private final List<Scenario> scenarios;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /**
   * @param services whose scenarios are played; none for all
   */
  Play(Console console, Docker docker, Path project, Path sam, String run, List<String> services) {
    this.console = console;
    this.docker = docker;
    this.project = project;
    this.sam = sam;
    this.run = run;
    this.scenarios =
        Scenarios.all().stream()
            .filter(one -> services.isEmpty() || services.contains(one.shape().name()))
            .toList();
  }

  /** Whether all passed. */
  boolean run(Instant now) {
    var end = new Thread(this::close, "end");
    Runtime.getRuntime().addShutdownHook(end);
    return play(now);
  }

  private boolean play(Instant now) {
    console.heading("Emulator, Slack's double, relay");
    Emulator emulator = keep(Emulator.prepare(docker, run, project.resolve("e2e/task")));
    Door door = emulator.door();
    Kills kills = keep(Kills.watch(emulator.label()));
    var changes = new EcsChanges();
    var crash = new Crash();
    Relay relay =
        keep(
            Relay.start(
                door,
                List.of(new AutoScaling(), crash, changes, new StopReasons(kills::killed)),
                Optional.empty()));
    emulator.start(relay.url());
    relay.to(emulator.endpoint());
    Aws aws = keep(new Aws(emulator.endpoint()));
    String token = "xoxb-" + run;
    String signingSecret = "signing-" + run;
    LocalSlack slack =
        keep(
            LocalSlack.start(
                LocalSlack.Config.builder()
                    .bindAddress(door.bind())
                    .host(door.name())
                    .botToken(token)
                    .signingSecret(signingSecret)
                    .retryInteractions(false)
                    .limitPosts(true)
                    .build()));
    console.say(
        "",
        "MiniStack at %s, the functions reach it by %s"
            .formatted(emulator.endpoint(), relay.url()));
    console.say("", "Slack's double at " + slack.apiUrl());

    console.heading("sam deploy");
    aws.secrets()
        .createSecret(
            request ->
                request
                    .name(SECRET)
                    .secretString(
                        "{\"botToken\": \"%s\", \"signingSecret\": \"%s\"}"
                            .formatted(token, signingSecret)));
    Path folder = project.resolve("e2e/target/run-" + run);
    Deployment.stage(project, folder);
    var deployment =
        new Deployment(
            folder,
            sam,
            aws,
            Map.of(
                "Channel",
                Channel.ID,
                "SlackApiUrl",
                slack.apiUrl().toString(),
                "Clusters",
                LeakyService.CLUSTER));
    Instant began = Instant.now();
    deployment.deploy();
    console.say(
        "", "deployed in %d s".formatted(Duration.between(began, Instant.now()).toSeconds()));
    URI botUrl = URI.create(deployment.output("BotUrl"));
    Relay bot =
        keep(
            Relay.start(
                new Door(InetAddress.getLoopbackAddress(), "127.0.0.1"),
                List.of(),
                Optional.of(botUrl.getHost())));
    bot.to(emulator.endpoint());
    slack.connectBot(bot.url());
    console.say("", "the bot is at " + botUrl);
    // As Slack does when the URL is entered; the first answer takes a start.
    Await.until("the bot to pass Slack's check of its URL", TO_ANSWER, slack::verifyUrl);

    console.heading("Services: " + scenarios.size());
    List<LeakyService> services = services(emulator, aws);
    keep(
        Agent.start(
            aws,
            docker,
            emulator.label(),
            LeakyService.CLUSTER,
            kills,
            line -> console.say("", line)));
    var store = new DynamoDbIncidentStore(aws.dynamoDb(), deployment.output("TableName"));
    var shared =
        new Stage.Shared(
            console,
            new Channel(slack),
            new Incidents(store, now),
            changes,
            crash,
            emulator,
            deployment,
            new Requests(bot.url(), signingSecret),
            new CountDownLatch(scenarios.size()));
    Runnable endOfThreads = follow(slack);
    List<Result> results = playAll(services, shared);
    endOfThreads.run();
    results.add(nothingLeft(aws, deployment, slack));

    console.heading("Result");
    console.print(Report.table(results));
    if (!Report.passed(results)) {
      new Logs(docker, project.resolve("e2e/target/logs-" + run)).save(emulator, console);
    }
    return Report.passed(results);
  }

  private List<LeakyService> services(Emulator emulator, Aws aws) {
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
    var services = new ArrayList<LeakyService>();
    for (Scenario scenario : scenarios) {
      Shape shape = scenario.shape();
      var service = new LeakyService(docker, emulator.label(), shape);
      service.create(aws.ecs(), emulator.taskImage());
      console.say(
          shape.name(),
          "%d tasks, %d MiB each, on %s"
              .formatted(
                  shape.tasks(), shape.limitMib(), shape.fargate() ? "Fargate" : "instances"));
      services.add(service);
    }
    return services;
  }

  private List<Result> playAll(List<LeakyService> services, Stage.Shared shared) {
    console.heading("Incidents");
    var results = new ArrayList<Result>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var playing = new ArrayList<Future<Result>>();
      for (int i = 0; i < scenarios.size(); i++) {
        Scenario scenario = scenarios.get(i);
        var stage = new Stage(services.get(i), shared);
        playing.add(threads.submit(() -> play(scenario, stage)));
      }
      for (Future<Result> one : playing) {
        results.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a scenario could not be played", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return results;
  }

  private static Result play(Scenario scenario, Stage stage) {
    Instant began = Instant.now();
    Optional<String> failure = Optional.empty();
    try {
      scenario.play(stage);
      stage.say("PASSED");
    } catch (Exception | AssertionError e) {
      failure = Optional.of(e.toString());
      stage.say("FAILED: " + e);
      stage.done();
    }
    return new Result(
        scenario.shape().name(), scenario.shows(), Duration.between(began, Instant.now()), failure);
  }

  /** Nothing was given up on, and Slack would have taken every call. */
  private static Result nothingLeft(Aws aws, Deployment deployment, LocalSlack slack) {
    Instant began = Instant.now();
    var wrong = new ArrayList<String>();
    String queue = deployment.physicalId("DeadLetters");
    String letters =
        aws.sqs()
            .getQueueAttributes(
                request ->
                    request
                        .queueUrl(queue)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "?");
    if (!letters.equals("0")) {
      wrong.add(letters + " dead letters");
    }
    slack.calls().stream()
        .filter(call -> !call.ok() && call.status() != 429)
        .forEach(call -> wrong.add("Slack refused " + call));
    return new Result(
        "(all)",
        "no dead letter; Slack's double took all of %d calls".formatted(slack.calls().size()),
        Duration.between(began, Instant.now()),
        wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong)));
  }

  /** Prints the threads as they grow, each line with its service, until it is told to end. */
  private Runnable follow(LocalSlack slack) {
    var printer =
        new ThreadPrinter(
            System.out, slack, Channel.ID, message -> "%-10s| ".formatted(service(message)), LINES);
    Thread thread =
        Thread.ofVirtual()
            .name("threads")
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    print(printer);
                    LockSupport.parkNanos(PRINTED_EACH.toNanos());
                  }
                });
    return () -> {
      thread.interrupt();
      print(printer);
    };
  }

  private void print(ThreadPrinter printer) {
    synchronized (console) {
      printer.print(Instant.now());
    }
  }

  private String service(SlackMessage message) {
    String metadata = String.valueOf(message.metadata());
    return scenarios.stream()
        .map(scenario -> scenario.shape().name())
        .filter(name -> metadata.contains("\"" + name + "-"))
        .findFirst()
        .orElse("");
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  /** Removes what was made, the last first; what cannot be removed does not keep the rest. */
  private synchronized void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        console.say("", "not closed: " + e);
      }
    }
  }
}
