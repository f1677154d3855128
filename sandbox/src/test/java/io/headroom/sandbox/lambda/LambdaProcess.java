package io.headroom.sandbox.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A function as Lambda runs it: a JVM of its own with Lambda's runtime interface client, and on its
 * class path what is in the package and nothing else.
 */
final class LambdaProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration INVOCATION = Duration.ofSeconds(60);

  private final RuntimeApi api = new RuntimeApi();
  private final Path output;
  private final Process process;

  /**
   * Starts a function and waits until it asks for its first event.
   *
   * @param unpacked the package, unzipped
   * @param handler as in {@code template.yaml}
   * @param environment what the template and Lambda set
   */
  LambdaProcess(Path unpacked, String handler, Map<String, String> environment) {
    try {
      output = Files.createTempFile("headroom-function", ".log");
      var command =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              classPath(unpacked),
              AWSLambda.class.getName(),
              handler);
      command.environment().clear();
      command.environment().putAll(environment);
      command.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      command.environment().put("_HANDLER", handler);
      command.environment().put("LAMBDA_TASK_ROOT", unpacked.toString());
      process =
          command
              .directory(unpacked.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!started()) {
      String said = output();
      close();
      throw new AssertionError(handler + " did not start:\n" + said);
    }
  }

  /**
   * Calls the function.
   *
   * @return its answer, JSON
   * @throws AssertionError if it failed, with what it printed
   */
  String invoke(String event) {
    try {
      RuntimeApi.Answer answer = api.invoke(event, INVOCATION);
      if (!answer.ok()) {
        throw new AssertionError("the function failed: " + answer.body() + "\n" + output());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What it has printed so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean started() {
    try {
      return api.started(START) && process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String classPath(Path unpacked) throws IOException {
    var entries = new ArrayList<String>();
    for (Class<?> runtime : List.of(AWSLambda.class, PojoSerializer.class, LambdaRuntime.class)) {
      entries.add(jar(runtime).toString());
    }
    entries.add(unpacked.toString());
    try (Stream<Path> libraries = Files.list(unpacked.resolve("lib"))) {
      libraries.sorted().map(Path::toString).forEach(entries::add);
    }
    return String.join(System.getProperty("path.separator"), entries);
  }

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
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
