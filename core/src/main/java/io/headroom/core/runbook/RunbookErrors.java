package io.headroom.core.runbook;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that is wrong in the runbooks that were read, by file, line and column. The message
 * has one problem per line.
 */
public final class RunbookErrors extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<RunbookProblem> problems;

  /**
   * @throws IllegalArgumentException if there are no problems
   */
  public RunbookErrors(Collection<RunbookProblem> problems) {
    super(lines(problems));
    this.problems = problems.stream().distinct().sorted().toList();
  }

  /** Sorted by file, line and column; at least one. */
  public List<RunbookProblem> problems() {
    return problems;
  }

  private static String lines(Collection<RunbookProblem> problems) {
    Checks.that(!problems.isEmpty(), "an error has at least one problem");
    return problems.stream()
        .distinct()
        .sorted()
        .map(RunbookProblem::toString)
        .collect(Collectors.joining("\n"));
  }
}
