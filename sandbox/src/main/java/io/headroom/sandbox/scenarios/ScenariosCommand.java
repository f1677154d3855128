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
      var scenarios = new ArrayList<Scenario>();
      boolean all = true;
      for (Path file : files(path)) {
        try {
          scenarios.addAll(read(file));
        } catch (IllegalArgumentException e) {
          err.println(e.getMessage());
          all = false;
        }
      }
      return play(scenarios, runbooks, spec.commandLine().getOut()) && all ? 0 : 1;
    } catch (RunbookErrors e) {
      err.println(e.getMessage());
    } catch (UncheckedIOException | IOException e) {
      err.println("Cannot read it: " + e.getMessage());
    }
    return 1;
  }

  /** Whether there are scenarios, and all of them are as expected. */
  private static boolean play(List<Scenario> scenarios, Runbooks runbooks, PrintWriter out) {
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
    return different == 0 && !scenarios.isEmpty();
  }

  /**
   * The file itself, or the {@code .txt} files of a folder, by name.
   *
   * @throws IOException if the folder cannot be read
   */
  static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(one -> one.toString().endsWith(".txt")).sorted().toList();
    }
  }

  /**
   * The scenarios of a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException at the first mistake in it, with file and line
   */
  static List<Scenario> read(Path file) throws IOException {
    return new ScenarioReader(file.toString()).read(Files.readString(file));
  }
}
