package io.headroom.sandbox.scenarios;

import io.headroom.core.runbook.RunbookErrors;
import io.headroom.core.runbook.Runbooks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./headroom scenarios}: plays scenario files with the runbooks as edited and shows what
 * differs. Exit code 0 if nothing does; 1 if something does or a file cannot be read; 2 for a wrong
 * option.
 */
@Command(
    name = "scenarios",
    description = {
      "Plays scenario files with the runbooks as they are edited, and shows what differs.",
      "scenarios/README.md says how to write one. It reads files and changes nothing."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false)
public final class ScenariosCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR|FILE",
      defaultValue = "scenarios",
      description = "A scenario file, or a folder of them. Default: ${DEFAULT-VALUE}.")
  private Path path = Path.of("scenarios");

  @Option(
      names = "--runbooks",
      paramLabel = "DIR",
      description = "Runbooks to play with, a folder or one file. Default: those of this version.")
  private Optional<Path> directory = Optional.empty();

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls the command");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      Runbooks runbooks = directory.map(Runbooks::load).orElseGet(Runbooks::bundled);
      return play(read(path), runbooks, spec.commandLine().getOut());
    } catch (RunbookErrors | IllegalArgumentException e) {
      err.println(e.getMessage());
    } catch (UncheckedIOException | IOException e) {
      err.println("Cannot read it: " + e.getMessage());
    }
    return 1;
  }

  private static int play(List<Scenario> scenarios, Runbooks runbooks, PrintWriter out) {
    int different = 0;
    for (Scenario scenario : scenarios) {
      List<String> differences = new ScenarioRun(scenario, runbooks).differences();
      if (!differences.isEmpty()) {
        different++;
        out.println(scenario.place() + " " + scenario.sentence());
        differences.forEach(line -> out.println("  " + line));
      }
    }
    out.println(
        different == 0
            ? "All %d scenarios are as expected.".formatted(scenarios.size())
            : "%d of %d scenarios differ.".formatted(different, scenarios.size()));
    out.flush();
    return different == 0 && !scenarios.isEmpty() ? 0 : 1;
  }

  /**
   * The scenarios of a file, or of the {@code .txt} files of a folder, by name.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException at the first mistake in one of them, with file and line
   */
  static List<Scenario> read(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return read(path, path.toString());
    }
    var scenarios = new ArrayList<Scenario>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".txt")).sorted().toList()) {
        scenarios.addAll(read(file, file.toString()));
      }
    }
    return scenarios;
  }

  private static List<Scenario> read(Path file, String name) throws IOException {
    return new ScenarioReader(name).read(Files.readString(file));
  }
}
