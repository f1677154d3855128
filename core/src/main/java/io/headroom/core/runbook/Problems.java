package io.headroom.core.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong in one file, so that all of it is told at once. */
final class Problems {

  private final String file;
  private final List<RunbookProblem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void at(Node node, String message) {
    at(node.getStartMark(), message);
  }

  void at(Mark mark, String message) {
    at(mark.getLine() + 1, mark.getColumn() + 1, message);
  }

  /** Line and column count from 1. */
  void at(int line, int column, String message) {
    found.add(new RunbookProblem(file, line, column, message));
  }

  /** Reports, and answers that there is no value. */
  <T> Optional<T> none(Node node, String message) {
    at(node, message);
    return Optional.empty();
  }

  int count() {
    return found.size();
  }

  List<RunbookProblem> found() {
    return List.copyOf(found);
  }
}
