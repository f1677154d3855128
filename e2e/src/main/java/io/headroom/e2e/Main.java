package io.headroom.e2e;

import io.headroom.e2e.scenario.Scenarios;
import io.headroom.e2e.stack.Docker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Deploys and plays; {@code e2e/run} starts it. */
public final class Main {

  /** No engine: nothing was shown, which is neither passed nor failed. */
  private static final int NO_ENGINE = 3;

  private static final int UNKNOWN = 2;

  private Main() {}

  /**
   * Plays all scenarios, or those of the services named.
   *
   * @param args folder of the project, path of the SAM CLI, names of services
   */
  public static void main(String[] args) {
    // The bot's function URL is told by the header Host, which the client sets itself otherwise.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    var console = new Console(System.out);
    var docker = new Docker();
    Optional<String> problem = docker.problem();
    if (problem.isPresent()) {
      System.err.println("e2e: no container engine answers: " + problem.get());
      System.exit(NO_ENGINE);
    }
    Path project = Path.of(args[0]).toAbsolutePath().normalize();
    Path sam = Path.of(args[1]).toAbsolutePath();
    List<Scenario> scenarios = scenarios(List.of(args).subList(2, args.length));
    String run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    boolean passed = false;
    try {
      passed = new Play(console, docker, project, sam, run, scenarios).run(Instant.now());
    } catch (RuntimeException | AssertionError e) {
      var trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      console.say("", "not played: " + trace);
    }
    // Not by returning: servers and clients would keep the process alive.
    System.exit(passed ? 0 : 1);
  }

  private static List<Scenario> scenarios(List<String> services) {
    List<Scenario> chosen =
        Scenarios.all().stream()
            .filter(one -> services.isEmpty() || services.contains(one.shape().name()))
            .toList();
    if (chosen.isEmpty()) {
      System.err.println("e2e: no scenario is played on " + services);
      System.exit(UNKNOWN);
    }
    return chosen;
  }
}
