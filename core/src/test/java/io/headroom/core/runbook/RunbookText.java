package io.headroom.core.runbook;

import java.util.List;

/** The smallest runbook that has everything, and variations of it. */
final class RunbookText {

  static final String FILE = "runbooks/small.yaml";

  static final String SMALL =
      """
      id: small
      title: A small runbook
      seed: small.md
      severity: SEV3
      seed-severity: warning
      summary: Memory is short.
      applies-to: every-service
      symptoms:
        - It is slow.
      rules:
        - id: memory-high
          kind: usage
          severity: SEV3
          of: memory
          above: 80%
          for: 5m
          clear-below: 75%
          clear-for: 5m
          summary: Memory is high.
      diagnosis:
        - title: Look
          commands:
            - top
          expected: Little.
      remedies:
        - kind: restart
          title: Restart
          when-to-use: Always.
          risk: Low.
          impact: Memory is free again.
          steps:
            - Restart it.
      verification:
        below: 80%
        growth-below: 1MiB
        growth-within: 10m
        hold-for: 10m
        no-oom-kills: true
      escalation:
        - id: on-call
          who: On-call
          contact: PagerDuty
          after: 0m
      evidence:
        - Memory.
      post-incident:
        - Write it down.
      prevention:
        - Test.
      """;

  private RunbookText() {}

  /** {@link #SMALL} with the only place of {@code old} replaced. */
  static String with(String old, String replacement) {
    return with(SMALL, old, replacement);
  }

  /** {@code text} with the only place of {@code old} replaced. */
  static String with(String text, String old, String replacement) {
    int at = text.indexOf(old);
    if (at < 0 || text.indexOf(old, at + 1) >= 0) {
      throw new IllegalArgumentException("\"" + old + "\" is not there exactly once");
    }
    return text.replace(old, replacement);
  }

  /** What the reader says is wrong, one line each; empty if nothing is. */
  static List<String> problemsOf(String text) {
    try {
      RunbookReader.read(FILE, text);
      return List.of();
    } catch (RunbookErrors e) {
      return e.problems().stream().map(RunbookProblem::toString).toList();
    }
  }
}
