package io.headroom.core.remedy;

import java.util.List;

/**
 * A remedy with what it will change, as shown before the click, and the state it was planned for.
 *
 * @param changes before -> after
 * @param warnings what to know before the click
 * @param pin the state of the service that the plan holds for; the remedy is not run on another
 */
public record RemedyPlan(Remedy remedy, List<Change> changes, List<String> warnings, Pin pin) {

  /** One thing that changes, for people: {@code memory limit: 512 MiB -> 1 GiB}. */
  public record Change(String what, String before, String after) {
    @Override
    public String toString() {
      return what + ": " + before + " → " + after;
    }
  }

  /**
   * The state of a service that a plan holds for.
   *
   * @param deployment id of its primary deployment
   * @param taskDefinition ARN with revision
   * @param desired how many tasks should run
   */
  public record Pin(String deployment, String taskDefinition, int desired) {}

  public RemedyPlan {
    changes = List.copyOf(changes);
    warnings = List.copyOf(warnings);
  }
}
