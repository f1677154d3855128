package io.headroom.bench.memory;

import io.headroom.bench.Deployed;
import io.headroom.bench.Inside;
import io.headroom.sandbox.lambda.JavaRuntime;
import io.headroom.sandbox.lambda.LambdaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A packaged function, restored as under SnapStart, with the heap that Lambda gives its size. What
 * it is sent is measured. Not for use by several threads.
 */
final class Running implements AutoCloseable {

  /**
   * Lambda's own option for the heap, as Java functions of any size report it; AWS documents none.
   */
  private static final double HEAP = 0.85;

  /** A sixty-fourth is what the JVM begins with. */
  private static final int SMALLEST_HEAP = 64;

  private final Deployed function;
  private final String fleet;
  private final LambdaProcess process;
  private final List<Took> took = new ArrayList<>();

  /**
   * Starts it and lets it rehearse; returns once it asks for events.
   *
   * @param fleet what it works on, in words
   * @param unpacked its package
   * @param environment what template and Lambda set
   */
  Running(Deployed function, String fleet, Path unpacked, Map<String, String> environment) {
    this.function = function;
    this.fleet = fleet;
    List<String> options =
        List.of(
            "-Dhttp.maxConnections=32",
            "-Xms%dm".formatted(function.megabytes() / SMALLEST_HEAP),
            "-Xmx%dm".formatted((int) (function.megabytes() * HEAP)));
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    if (!function.name().equals("Bot")) {
      // SAM packs them beside the code of the functions; the bot reads none.
      environment.put("RUNBOOKS", Path.of("runbooks").toAbsolutePath().toString());
    }
    process =
        new LambdaProcess(JavaRuntime.command(function.handler(), options), unpacked, environment);
    process.readyForSnapshot();
    if (!process.output().contains("\"REHEARSED\"")) {
      String said = process.output();
      process.close();
      throw new IllegalStateException(said);
    }
    process.restore();
    process.started();
  }

  /** Sends an event and answers what the function did. */
  String send(String event) {
    double processor = Inside.processorMillis(process.pid());
    long began = System.nanoTime();
    String answer = process.invoke(event, function.timeOut());
    Duration clock = Duration.ofNanos(System.nanoTime() - began);
    took.add(new Took(Inside.processorMillis(process.pid()) - processor, clock));
    return answer;
  }

  /** What it has printed so far. */
  String output() {
    return process.output();
  }

  /** All that was measured of it until now. */
  Measured measured() {
    return new Measured(function, fleet, Inside.of(process.pid(), true), took);
  }

  @Override
  public void close() {
    process.close();
  }
}
