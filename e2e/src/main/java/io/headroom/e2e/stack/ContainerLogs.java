package io.headroom.e2e.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * What containers have written since they started: the emulator removes a function's container when
 * nobody calls it, and what it wrote is gone with it.
 */
public final class ContainerLogs implements AutoCloseable {

  private final Queue<Process> followed = new ConcurrentLinkedQueue<>();
  private final Map<String, Queue<String>> logs = new ConcurrentHashMap<>();

  private ContainerLogs() {}

  /** Follows every container with a label that starts from now on. */
  public static ContainerLogs follow(String label) {
    var logs = new ContainerLogs();
    logs.read(
        logs::started,
        "events",
        "--filter",
        "label=" + label,
        "--filter",
        "event=start",
        "--format",
        "{{.Actor.ID}}");
    return logs;
  }

  /** What each has written so far, to both of its outputs, by its id. */
  public Map<String, String> all() {
    var all = new TreeMap<String, String>();
    logs.forEach((container, log) -> all.put(container, String.join("\n", log)));
    return all;
  }

  @Override
  public void close() {
    followed.forEach(Process::destroy);
  }

  private void started(String container) {
    Queue<String> log = logs.computeIfAbsent(container, id -> new ConcurrentLinkedQueue<>());
    read(log::add, "logs", "--follow", container);
  }

  /** Takes the lines of a docker that goes on, in a thread of its own. */
  private void read(Consumer<String> lines, String... arguments) {
    try {
      Process process =
          new ProcessBuilder(Docker.line(arguments)).redirectErrorStream(true).start();
      followed.add(process);
      var _ =
          Thread.ofVirtual()
              .name("docker " + arguments[0])
              .start(
                  () -> {
                    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                      reader.lines().forEach(lines);
                    } catch (IOException | UncheckedIOException e) {
                      // The process was ended.
                    }
                  });
    } catch (IOException e) {
      throw new UncheckedIOException("docker %s cannot be followed".formatted(arguments[0]), e);
    }
  }
}
