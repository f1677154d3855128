package io.headroom.bench;

import java.nio.file.Path;
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
}
