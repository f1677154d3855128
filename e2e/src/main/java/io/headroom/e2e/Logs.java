package io.headroom.e2e;

import com.google.gson.JsonObject;
import io.headroom.e2e.stack.Docker;
import io.headroom.e2e.stack.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the containers wrote, for whoever has to find out why something failed. */
final class Logs {

  private final Docker docker;
  private final Path folder;

  Logs(Docker docker, Path folder) {
    this.docker = docker;
    this.folder = folder;
  }

  void save(Emulator emulator, Console console) {
    try {
      Files.createDirectories(folder);
      for (String container : emulator.containers().toList()) {
        String name = docker.inspect(container).map(Logs::name).orElse(container);
        Files.writeString(folder.resolve(name + ".log"), docker.logs(container));
      }
      console.say("", "the containers' logs are in " + folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the logs cannot be saved in " + folder, e);
    }
  }

  /** The function's name where it is one's. */
  private static String name(JsonObject container) {
    String id = container.get("Name").getAsString().replace("/", "");
    return container.getAsJsonObject("Config").getAsJsonArray("Env").asList().stream()
        .map(each -> each.getAsString())
        .filter(each -> each.startsWith("AWS_LAMBDA_FUNCTION_NAME="))
        .map(each -> each.substring(each.indexOf('=') + 1) + "-" + id)
        .findFirst()
        .orElse(id);
  }
}
