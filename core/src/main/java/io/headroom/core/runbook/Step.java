package io.headroom.core.runbook;

import java.util.List;

/**
 * One step of a diagnosis.
 *
 * @param title what is found out
 * @param commands commands or queries to copy; {@code $CLUSTER}, {@code $SERVICE}, {@code $TASK}
 *     and {@code $CONTAINER} stand for the names at hand
 * @param expected what a healthy service answers, and what another answer means
 */
public record Step(String title, List<String> commands, String expected) {

  public Step {
    Checks.text("title", title);
    commands = List.copyOf(commands);
    Checks.text("expected", expected);
  }
}
