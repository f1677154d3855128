package io.headroom.e2e.agent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.e2e.stack.Docker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tasks the kernel killed for their memory: the engine says so as it happens, and MiniStack
 * removes the container at once.
 */
public final class Kills implements AutoCloseable {

  private final Process events;
  private final Set<String> tasks = ConcurrentHashMap.newKeySet();

  private Kills(Process events) {
    this.events = events;
  }

  /** Listens from now on. */
  public static Kills watch(String label) {
    try {
      Process process =
          new ProcessBuilder(
                  Docker.line(
                      "events",
                      "--filter",
                      "label=" + label,
                      "--filter",
                      "event=oom",
                      "--format",
                      "{{json .}}"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var kills = new Kills(process);
      var _ = Thread.ofVirtual().name("kills").start(kills::read);
      return kills;
    } catch (IOException e) {
      throw new UncheckedIOException("docker events cannot be followed", e);
    }
  }

  /** Whether a container of this task was killed for its memory. */
  public boolean killed(String taskArn) {
    return tasks.contains(taskArn);
  }

  @Override
  public void close() {
    events.destroy();
  }

  private void read() {
    try (BufferedReader lines = events.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject event = JsonParser.parseString(line).getAsJsonObject();
        JsonObject attributes = event.getAsJsonObject("Actor").getAsJsonObject("Attributes");
        if (attributes.has("com.amazonaws.ecs.task-arn")) {
          tasks.add(attributes.get("com.amazonaws.ecs.task-arn").getAsString());
        }
      }
    } catch (IOException e) {
      // The process was ended.
    }
  }
}
