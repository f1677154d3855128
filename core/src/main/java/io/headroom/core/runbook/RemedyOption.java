package io.headroom.core.runbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One remedy as a runbook offers it.
 *
 * @param title for people; unique within its runbook
 * @param whenToUse the situation it is for
 * @param risk what may go wrong
 * @param impact what it does to the service, and for how long it helps
 * @param steps what is done, in order; by Headroom, or by hand
 * @param settings arguments, in the order of the file: environment variables by their own
 *     (upper-case) name, and for some kinds lower-case words, such as {@code every}
 */
public record RemedyOption(
    RemedyKind kind,
    String title,
    String whenToUse,
    String risk,
    String impact,
    List<String> steps,
    Map<String, String> settings) {

  public RemedyOption {
    Checks.text("title", title);
    Checks.text("when-to-use", whenToUse);
    Checks.text("risk", risk);
    Checks.text("impact", impact);
    steps = List.copyOf(steps);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
