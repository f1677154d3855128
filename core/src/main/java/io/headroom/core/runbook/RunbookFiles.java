package io.headroom.core.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a set of runbook files; finds the problems of all of them at once. */
final class RunbookFiles {

  /** The runbooks that travel with the code, in the order in which they apply. */
  static final List<String> BUNDLED =
      List.of("container-limit", "memory-leak", "pod-memory", "nodejs-heap", "python-service");

  private RunbookFiles() {}

  /** From {@code runbooks/} on the class path. */
  static Runbooks bundled() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String id : BUNDLED) {
      String name = "runbooks/" + id + ".yaml";
      files.put(name, resource("/" + name));
    }
    return read(files);
  }

  /**
   * Every {@code .yaml} and {@code .yml} file of {@code directory}, by name; not of those in it. A
   * file is read whatever its name is.
   */
  static Runbooks load(Path directory) {
    if (Files.isRegularFile(directory)) {
      return loadFile(directory);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.filter(RunbookFiles::isYaml).sorted().toList()) {
        files.put(file.toString(), bytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the runbooks in " + directory, e);
    }
    if (files.isEmpty()) {
      Problems problems = new Problems(directory.toString());
      problems.at(1, 1, "no runbook here; a runbook is a file with the ending .yaml");
      throw new RunbookErrors(problems.found());
    }
    return read(files);
  }

  private static Runbooks loadFile(Path file) {
    try {
      return read(Map.of(file.toString(), bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the runbook " + file, e);
    }
  }

  private static Runbooks read(Map<String, byte[]> files) {
    List<RunbookProblem> found = new ArrayList<>();
    List<Runbook> runbooks = new ArrayList<>();
    Map<String, String> fileOfId = new HashMap<>();
    files.forEach(
        (name, bytes) -> {
          Problems problems = new Problems(name);
          Optional<Node> root =
              YamlText.decode(bytes, problems).flatMap(text -> YamlText.compose(text, problems));
          root.flatMap(node -> Lists.value(node, "id"))
              .ifPresent(
                  id -> {
                    String earlier = fileOfId.putIfAbsent(id.getValue(), name);
                    if (earlier != null) {
                      problems.at(
                          id,
                          "duplicate runbook id \"%s\"; %s has it already"
                              .formatted(id.getValue(), earlier));
                    }
                  });
          root.flatMap(node -> RunbookReader.read(node, problems)).ifPresent(runbooks::add);
          found.addAll(problems.found());
        });
    if (!found.isEmpty()) {
      throw new RunbookErrors(found);
    }
    return new Runbooks(runbooks);
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /** One byte more than is allowed is enough to see that a file is too large. */
  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(YamlText.MAX_BYTES + 1);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = RunbookFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path; build the jar anew");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
