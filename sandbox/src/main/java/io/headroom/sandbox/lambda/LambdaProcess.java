package io.headroom.sandbox.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A function as Lambda runs it: a process of its own that asks {@link RuntimeApi} for events. Not
 * for use by several threads.
 */
public final class LambdaProcess implements AutoCloseable {

  /** A function that did not start, or an invocation that failed, with what the process printed. */
  public static final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /** How long a start or an invocation may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RuntimeApi api = new RuntimeApi();
  private final Path output;
  private final Process process;
  private final String name;

  /**
   * Starts a process and does not wait for it.
   *
   * @param command such as {@link JavaRuntime#command}
   * @param directory with the unpacked package
   * @param environment what template and Lambda set; {@code AWS_LAMBDA_RUNTIME_API} is added
   */
  public LambdaProcess(List<String> command, Path directory, Map<String, String> environment) {
    name = command.getLast();
    try {
      output = Files.createTempFile("headroom-function", ".log");
      var builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      builder.environment().put("LAMBDA_TASK_ROOT", directory.toString());
      process =
          builder
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the function asks for its first event.
   *
   * @throws FailedException if it does not
   */
  public LambdaProcess started() {
    await(api::started, "start");
    return this;
  }

  /**
   * Waits until the function, started for SnapStart, has run its hooks before the snapshot.
   *
   * @throws FailedException if it does not get there
   */
  public LambdaProcess readyForSnapshot() {
    await(api::readyForSnapshot, "get ready for its snapshot");
    return this;
  }

  /** Lets it run its hooks after the snapshot, and go on. */
  public void restore() {
    api.restore();
  }

  /** As {@link #invoke(String, Duration)}, for a minute at the most. */
  public String invoke(String event) {
    return invoke(event, PATIENCE);
  }

  /**
   * Calls the function.
   *
   * @param timeOut its {@code Timeout}
   * @return its answer, JSON
   * @throws FailedException if it failed, or took longer
   */
  public String invoke(String event, Duration timeOut) {
    try {
      RuntimeApi.Answer answer = api.invoke(event, timeOut);
      if (!answer.ok()) {
        throw new FailedException(name + " failed: " + answer.body() + "\n" + output());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException(name + " was not waited for");
    }
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port of the runtime API that it asks. */
  public String runtimeApi() {
    return api.address();
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  private interface Step {
    boolean within(Duration time) throws InterruptedException;
  }

  private void await(Step step, String what) {
    boolean done;
    try {
      done = step.within(PATIENCE) && process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done = false;
    }
    if (!done) {
      String said = output();
      close();
      throw new FailedException("%s did not %s:\n%s".formatted(name, what, said));
    }
  }

  /** Asks the process to end, which lets a JVM write what it was told to write at its end. */
  public void end() {
    process.destroy();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      Files.deleteIfExists(output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    api.close();
  }
}
