package io.headroom.e2e;

import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Report.Result;
import io.headroom.e2e.stack.Docker;
import io.headroom.infra.store.DynamoDbIncidentStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One run: all is started and deployed, and the scenarios are played beside each other. */
final class Play {

  private final Console console;
  private final Docker docker;
  private final List<Scenario> scenarios;
  private final Surroundings all;
  private final Path logs;

  /**
   * @param project where {@code ./mvnw package} was run
   * @param sam the SAM CLI
   * @param run in the names of all that is made
   * @param scenarios what is played
   */
  Play(
      Console console,
      Docker docker,
      Path project,
      Path sam,
      String run,
      List<Scenario> scenarios) {
    this.console = console;
    this.docker = docker;
    this.scenarios = List.copyOf(scenarios);
    this.all = new Surroundings(console, docker, project, sam, run);
    this.logs = project.resolve("e2e/target/logs-" + run);
  }

  /** Plays, and says whether all passed; the containers' logs are kept if not. */
  boolean run(Instant now) {
    boolean passed = false;
    try {
      List<Result> results = results(now);
      console.heading("Result");
      console.print(Report.table(results));
      passed = Report.passed(results);
    } finally {
      if (!passed) {
        new Logs(docker, logs).save(all.emulator(), console);
      }
    }
    return passed;
  }

  private List<Result> results(Instant now) {
    URI bot = all.deploy();
    console.heading("Services");
    all.startCluster();
    List<LeakyService> services = scenarios.stream().map(this::create).toList();
    var store =
        new DynamoDbIncidentStore(all.aws().dynamoDb(), all.deployment().output("TableName"));
    var shared =
        new Stage.Shared(
            console,
            new Channel(all.slack()),
            new Incidents(store, now),
            all.changes(),
            all.crash(),
            all.emulator(),
            all.deployment(),
            new Requests(bot, all.signingSecret()),
            new CountDownLatch(scenarios.size()));
    console.heading("Incidents");
    var results = new ArrayList<Result>();
    List<String> names = services.stream().map(service -> service.shape().name()).toList();
    try (var _ = new Threads(console, all.slack(), names)) {
      results.addAll(play(services, shared));
    }
    var end = new End(all, docker);
    results.add(end.nothingLeft());
    results.add(end.nothingSecret());
    results.add(end.removed());
    return results;
  }

  private LeakyService create(Scenario scenario) {
    Shape shape = scenario.shape();
    var service = new LeakyService(docker, all.emulator().label(), shape);
    service.create(all.aws().ecs(), all.emulator().taskImage());
    console.say(
        shape.name(),
        "tasks: %d, of %d MiB each, on %s"
            .formatted(shape.tasks(), shape.limitMib(), shape.fargate() ? "Fargate" : "instances"));
    return service;
  }

  private List<Result> play(List<LeakyService> services, Stage.Shared shared) {
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
    } finally {
      // Nobody waits for one that has ended.
      stage.done();
    }
    return new Result(
        scenario.shape().name(), scenario.shows(), Duration.between(began, Instant.now()), failure);
  }
}
