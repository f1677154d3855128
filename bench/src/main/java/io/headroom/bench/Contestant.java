package io.headroom.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A way to run the command, measured beside the others.
 *
 * @param directory the working directory, with the package
 * @param environment beside what all have in common
 * @param restored whether what is timed begins when it is restored from its snapshot
 */
record Contestant(
    String name,
    List<String> command,
    Path directory,
    Map<String, String> environment,
    boolean restored) {

  boolean java() {
    return Path.of(command.getFirst()).endsWith("java");
  }

  boolean contained() {
    return command.getFirst().equals("docker");
  }

  /** The command, which hands its environment on to a container, if it is to run in one. */
  List<String> command(Collection<String> variables) {
    if (!contained()) {
      return command;
    }
    var all = new ArrayList<>(command);
    for (String variable : variables) {
      all.addAll(all.indexOf("--rm"), List.of("--env", variable));
    }
    return all;
  }

  /** Whether it starts with a cache that has to be made before. */
  boolean cached() {
    return command.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
  }
}
