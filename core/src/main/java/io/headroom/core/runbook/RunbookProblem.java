package io.headroom.core.runbook;

import java.util.Comparator;

/**
 * One thing wrong in a runbook file.
 *
 * @param file its name as the reader was given it
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong and what to write instead
 */
public record RunbookProblem(String file, int line, int column, String message)
    implements Comparable<RunbookProblem> {

  private static final Comparator<RunbookProblem> BY_PLACE =
      Comparator.comparing(RunbookProblem::file)
          .thenComparingInt(RunbookProblem::line)
          .thenComparingInt(RunbookProblem::column)
          .thenComparing(RunbookProblem::message);

  @Override
  public int compareTo(RunbookProblem other) {
    return BY_PLACE.compare(this, other);
  }

  /** {@code runbooks/memory-leak.yaml:12:5: unknown key "treshold"; did you mean "threshold"?} */
  @Override
  public String toString() {
    return "%s:%d:%d: %s".formatted(file, line, column, message);
  }
}
