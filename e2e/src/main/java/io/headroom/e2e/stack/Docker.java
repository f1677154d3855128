package io.headroom.e2e.stack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The container engine through its own command, which knows how to reach it: no library has to be
 * told, and what is done here can be typed by hand. Safe for use by several threads.
 */
public final class Docker {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path HERE = Path.of(".");

  /** Why no engine can be used; empty if one answers. */
  public Optional<String> problem() {
    try {
      Command.Result result = result("version", "--format", "{{.Server.Version}}");
      return result.exitCode() == 0 ? Optional.empty() : Optional.of(result.errors().strip());
    } catch (UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Runs a command of docker's and returns what it prints, without the line's end.
   *
   * @throws DockerException if it fails
   */
  public String call(String... arguments) {
    Command.Result result = result(arguments);
    if (result.exitCode() != 0) {
      throw new DockerException(
          "docker %s: %s".formatted(String.join(" ", arguments), result.errors().strip()));
    }
    return result.output().strip();
  }

  /** The same, where it may fail: says whether it did what it was told. */
  public boolean does(String... arguments) {
    return result(arguments).exitCode() == 0;
  }

  /** The same, where it does not matter whether it fails. */
  public void attempt(String... arguments) {
    var _ = result(arguments);
  }

  /** The lines that a command prints; none if it prints nothing. */
  public List<String> lines(String... arguments) {
    return call(arguments).lines().filter(line -> !line.isBlank()).toList();
  }

  /** What the engine knows of a container; empty if it is gone. */
  public Optional<JsonObject> inspect(String container) {
    Command.Result result = result("inspect", "--type", "container", container);
    return result.exitCode() == 0
        ? Optional.of(
            JsonParser.parseString(result.output()).getAsJsonArray().get(0).getAsJsonObject())
        : Optional.empty();
  }

  /** What a container has written, to both of its outputs. */
  public String logs(String container) {
    Command.Result result = result("logs", container);
    return result.output() + result.errors();
  }

  /** Bytes a container may use at most; 0 for no limit. */
  public long memoryLimit(String container) {
    return inspect(container)
        .map(found -> found.getAsJsonObject("HostConfig").get("Memory").getAsLong())
        .orElse(0L);
  }

  /** The command line of a docker that goes on, such as {@code docker events}. */
  public static List<String> line(String... arguments) {
    var line = new ArrayList<String>();
    line.add("docker");
    line.addAll(List.of(arguments));
    return line;
  }

  private static Command.Result result(String... arguments) {
    return Command.run(HERE, Map.of(), PATIENCE, line(arguments));
  }

  /** The engine refused; the message has its words. */
  public static final class DockerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DockerException(String message) {
      super(message);
    }
  }
}
