package io.headroom.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shipped runbooks with shorter times, as an operator would edit them: how long a rule has to
 * hold, to be clear, and how long a verification watches, growth included. With its time the growth
 * that a verification allows is smaller. Thresholds of rules and all else stay.
 */
public final class ShortWindows {

  /** The shortest that these can be: metrics have one value a minute. */
  private static final Map<String, String> SHORT =
      Map.of(
          "for", "1m",
          "clear-for", "1m",
          "hold-for", "2m",
          "growth-within", "2m",
          // Within the shorter time: a runbook that verified what still fires would be refused.
          "growth-below", "0.5MiB");

  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^( +)(for|clear-for|hold-for|growth-within|growth-below): \\d+[smhdMiB]+$");

  private ShortWindows() {}

  /** The text of a runbook with its times shortened. */
  static String shorten(String runbook) {
    return LINE.matcher(runbook)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) + match.group(2) + ": " + SHORT.get(match.group(2))));
  }

  /** Writes the shortened runbooks of a folder into another, new one. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      List<Path> runbooks = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      Files.createDirectories(to);
      for (Path runbook : runbooks) {
        Files.writeString(to.resolve(runbook.getFileName()), shorten(Files.readString(runbook)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the runbooks in " + from + " cannot be copied", e);
    }
  }
}
