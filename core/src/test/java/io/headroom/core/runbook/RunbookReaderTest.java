package io.headroom.core.runbook;

import static io.headroom.core.runbook.RunbookText.FILE;
import static io.headroom.core.runbook.RunbookText.SMALL;
import static io.headroom.core.runbook.RunbookText.problemsOf;
import static io.headroom.core.runbook.RunbookText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunbookReaderTest {

  @Test
  void readsWhatIsThere() {
    Runbook runbook = RunbookReader.read(FILE, SMALL);

    assertThat(runbook)
        .isEqualTo(
            new Runbook(
                "small",
                "A small runbook",
                "small.md",
                Severity.SEV3,
                "warning",
                "Memory is short.",
                AppliesTo.EVERY_SERVICE,
                List.of("It is slow."),
                List.of(),
                List.of(),
                List.of(
                    new UsageRule(
                        "memory-high",
                        Severity.SEV3,
                        Metric.MEMORY,
                        0.8,
                        Duration.ofMinutes(5),
                        0.75,
                        Duration.ofMinutes(5),
                        "Memory is high.")),
                List.of(new Step("Look", List.of("top"), "Little.")),
                List.of(
                    new RemedyOption(
                        RemedyKind.RESTART,
                        "Restart",
                        "Always.",
                        "Low.",
                        "Memory is free again.",
                        List.of("Restart it."),
                        Map.of())),
                new Verification(
                    0.8,
                    Bytes.mib(1),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    true,
                    List.of()),
                List.of(),
                List.of(
                    new EscalationStep(
                        "on-call", "On-call", "PagerDuty", Duration.ZERO, List.of())),
                List.of("Memory."),
                List.of("Write it down."),
                List.of("Test."),
                List.of(),
                Background.NONE));
  }

  @Test
  void readsEveryKindOfRule() {
    String text =
        with(
            "    summary: Memory is high.\n",
            """
                summary: Memory is high.
              - {id: g, kind: growth, severity: SEV2, of: swap, more-than: 1.5 GiB, within: 30m,
                 for: 1h, while-above: 0.8, clear-below: 512KiB, clear-for: 90s, summary: Grows.}
              - {id: l, kind: leak, severity: SEV2, of: memory, clear-for: 1d, summary: Leaks.}
              - {id: r, kind: rate, severity: SEV3, of: gc, above-per-second: 10, within: 5m, for: 10m,
                 clear-below-per-second: 7.5, clear-for: 10m, summary: Collects.}
              - {id: o, kind: oom-killed, severity: SEV1, count: 1, within: 10m, clear-for: 10m,
                 summary: Killed.}
              - {id: s, kind: restarts, severity: SEV1, count: 3, within: 30m, clear-for: 30m,
                 summary: Restarts.}
            """);

    Runbook runbook = RunbookReader.read(FILE, text);

    assertThat(runbook.rules().subList(1, 6))
        .containsExactly(
            new GrowthRule(
                "g",
                Severity.SEV2,
                Metric.SWAP,
                Bytes.mib(1536),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                0.8,
                new Bytes(512 * 1024),
                Duration.ofSeconds(90),
                "Grows."),
            new LeakRule("l", Severity.SEV2, Metric.MEMORY, 0, Duration.ofDays(1), "Leaks."),
            new RateRule(
                "r",
                Severity.SEV3,
                RateMetric.GC,
                10,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                7.5,
                Duration.ofMinutes(10),
                "Collects."),
            new OomKilledRule(
                "o", Severity.SEV1, 1, Duration.ofMinutes(10), Duration.ofMinutes(10), "Killed."),
            new RestartsRule(
                "s",
                Severity.SEV1,
                3,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                "Restarts."));
  }

  @Test
  void readsSettingsAndBackground() {
    String text =
        with(
                "      - Restart it.\n",
                """
                      - Restart it.
                  - kind: set-environment
                    title: Smaller heap
                    when-to-use: Always.
                    risk: Low.
                    impact: Some.
                    steps: [Set it.]
                    settings:
                      NODE_OPTIONS: --max-old-space-size=1536
                      RATE_LIMIT_MAX: "100"
                  - kind: recycle
                    title: Recycle
                    when-to-use: Always.
                    risk: Low.
                    impact: Some.
                    steps: [Do it.]
                    settings: {every: 6h}
                """)
            + """
            background:
              recovery-time: {at-least: 10m, at-most: 30m}
              owner: Platform
              related-metrics:
                - {metric: rss, meaning: Memory.}
            """;

    Runbook runbook = RunbookReader.read(FILE, text);

    assertThat(runbook.remedies().get(1).settings().entrySet())
        .containsExactly(
            Map.entry("NODE_OPTIONS", "--max-old-space-size=1536"),
            Map.entry("RATE_LIMIT_MAX", "100"));
    assertThat(runbook.remedies(RemedyKind.RECYCLE))
        .singleElement()
        .satisfies(remedy -> assertThat(remedy.settings()).containsEntry("every", "6h"));
    assertThat(runbook.background().owner()).contains("Platform");
    assertThat(runbook.background().recoveryTime())
        .contains(new RecoveryTime(Duration.ofMinutes(10), Duration.ofMinutes(30)));
    assertThat(runbook.background().relatedMetrics())
        .containsExactly(new RelatedMetric("rss", "Memory."));
  }

  /** One fault each; line and column are those of the fault. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          above: 80%      | treshold: 80%    | 15:5: unknown key "treshold"; valid here: id, kind, severity, of, above, for, clear-below, clear-for, summary, out-of
          above: 80%      | abvoe: 80%       | 15:5: unknown key "abvoe"; did you mean "above"?
          seed-severity:  | seed-severty:    | 5:1: unknown key "seed-severty"; did you mean "seed-severity"?
          for: 5m         | for: 5           | 16:10: a time needs a unit: 5m?
          for: 5m         | for: 5min        | 16:10: expected a time such as 90s, 5m, 1h or 7d, found "5min"
          for: 5m         | for: 0m          | 16:10: 0m is out of range: more than 0, at most 30d
          for: 5m         | for: 31d         | 16:10: 31d is out of range: more than 0, at most 30d
          for: 5m         | for: 121m        | 16:10: the rule looks back further than the 2 hours of minutes that are kept
          clear-for: 5m   | clear-for: 3h    | 18:16: the rule looks back further than the 2 hours of minutes that are kept
          for: 5m\\n    c | for: 5m\\n    out-of: 3m\\n    c | 17:13: out-of is shorter than for; so many minutes never fit into it
          for: 5m\\n    c | for: 5m\\n    out-of: 1d\\n    c | 17:13: the rule looks back further than the 2 hours of minutes that are kept
          for: 5m         | for: [5m]        | 16:10: expected a time such as 90s, 5m, 1h or 7d, found a list
          above: 80%      | above: 80        | 15:12: 80 is out of range: above 0%, at most 100%; did you mean 80%?
          above: 80%      | above: 180%      | 15:12: 180% is out of range: above 0%, at most 100%
          above: 80%      | above: 0%        | 15:12: 0% is out of range: above 0%, at most 100%
          above: 80%      | above: "0.8"     | 15:12: expected a share such as 80% or 0.8, found "0.8"
          above: 80%      | above: high      | 15:12: expected a share such as 80% or 0.8, found "high"
          above: 80%      | above: -5%       | 15:12: expected a share such as 80% or 0.8, found "-5%"
          above: 80%      | above:           | 15:11: expected a share such as 80% or 0.8, found nothing
          of: memory      | of: memroy       | 14:9: unknown word "memroy"; did you mean "memory"?
          of: memory      | of: heap         | 14:9: a heap rule in a runbook for every-service: heap is a metric that only some applications publish; write "applies-to: tagged"
          kind: usage     | kind: use        | 12:11: unknown word "use"; did you mean "usage"?
          kind: usage     | kind: leek       | 12:11: unknown word "leek"; did you mean "leak"?
          severity: SEV3  | severity: SEV4   | 4:11: unknown word "SEV4"; did you mean "SEV3"?
          severity: SEV3  | severity: P1     | 4:11: unknown word "P1"; valid here: SEV3, SEV2, SEV1
          every-service   | every service    | 7:13: unknown word "every service"; did you mean "every-service"?
          id: small       | id: Small Book   | 1:5: "Small Book" is not an id: lower-case words joined by hyphens, at most 40 characters
          title: A small  | title: 12 #      | 2:8: expected text, found "12"; put it into quotes
          title: A small  | title: "" #      | 2:8: empty text
          title: A small  | title: [a] #     | 2:8: expected text, found a list
          - It is slow.   | - It is: slow    | 9:5: expected text, found keys and values; a text with ": " in it needs quotes
          - top           | - yes            | 23:9: expected text, found "yes"; put it into quotes
          - Memory.       | []               | 45:3: an empty list; write at least one item
          - Memory.       | Memory           | 45:3: expected a list, found "Memory"
          growth-below: 1MiB | growth-below: 1 | 35:17: an amount of memory needs a unit: 1MiB?
          growth-below: 1MiB | growth-below: 1MB | 35:17: expected an amount of memory such as 10MiB (units: B, KiB, MiB, GiB), found "1MB"
          growth-below: 1MiB | growth-below: 0MiB | 35:17: 0MiB is out of range: more than 0
          hold-for: 10m   | hold-for: 5m     | 37:13: hold-for is shorter than growth-within; it would end before growth is known
          no-oom-kills: true | no-oom-kills: yes | 38:17: expected true or false, found "yes"
          clear-below: 75% | clear-below: 85% | 17:18: clear-below is higher than above; the rule would clear while it fires
          below: 80%\\n    | below: 81%\\n    | 34:10: below is higher than what rule "memory-high" fires at; it could be verified while it fires
          kind: restart   | kind: reboot     | 26:11: unknown word "reboot"; valid here: restart, stop-hottest-task, raise-limit, scale-out, roll-back, set-environment, force-gc, heap-snapshot, clear-cache, recycle, fix-code
          kind: restart   | kind: recycle    | 26:11: a remedy of this kind needs "settings"
          risk: Low.      | risk: Low.\\n    settings: {every: 6h} | 30:16: unknown setting "every" of restart; it takes none
          contact: PagerDuty | contract: PagerDuty | 42:5: unknown key "contract"; did you mean "contact"?
          """)
  void tellsWhatIsWrongAndWhere(String old, String replacement, String expected) {
    String text = once(unescaped(old), unescaped(replacement));

    assertThat(problemsOf(text)).contains(FILE + ":" + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "swap"})
  void refusesALeakRuleOfWhatNoDaysAreKeptOf(String metric) {
    String text =
        with(
                "    summary: Memory is high.\n",
                """
                    summary: Memory is high.
                  - {id: l, kind: leak, severity: SEV2, of: METRIC, clear-for: 1d, summary: Leaks.}
                """)
            .replace("METRIC", metric)
            .replace("every-service", "tagged");

    assertThat(problemsOf(text))
        .containsExactly(
            FILE
                + ":20:45: the leak detector looks at days, which are kept of memory alone; write"
                + " \"of: memory\", or a growth rule");
  }

  @Test
  void tellsEverythingAtOnceInTheOrderOfTheFile() {
    String text =
        with(SMALL, "title: A small runbook\n", "")
            .replace("above: 80%", "above: 80")
            .replace("    risk: Low.", "    risk: Low.\n    risks: Low.")
            .replace("after: 0m", "after: 0");

    assertThat(problemsOf(text))
        .containsExactly(
            FILE + ":1:1: a runbook has no \"title\"",
            FILE + ":14:12: 80 is out of range: above 0%, at most 100%; did you mean 80%?",
            FILE + ":29:5: unknown key \"risks\"; did you mean \"risk\"?",
            FILE + ":43:12: a time needs a unit: 0m?");
    assertThatThrownBy(() -> RunbookReader.read(FILE, text))
        .isInstanceOf(RunbookErrors.class)
        .hasMessage(String.join("\n", problemsOf(text)));
  }

  @Test
  void tellsDuplicates() {
    String text =
        with(
                "    summary: Memory is high.\n",
                """
                    summary: Memory is high.
                  - id: memory-high
                    kind: oom-killed
                    severity: SEV1
                    count: 1
                    within: 10m
                    clear-for: 10
                    summary: Killed.
                """)
            + "title: Again\n";

    assertThat(problemsOf(text))
        .containsExactly(
            FILE + ":20:9: duplicate rule id \"memory-high\"; it is in line 11 already",
            FILE + ":25:16: a time needs a unit: 10m?",
            FILE + ":57:1: duplicate key \"title\"; it is in line 2 already");
  }

  @Test
  void tellsALadderThatDoesNotAscend() {
    String text =
        with(
            "    after: 0m\n",
            """
                after: 15m
              - {id: lead, who: Lead, contact: Slack, after: 15m}
              - {id: boss, who: Boss, contact: Slack, after: 10}
              - {id: chief, who: Chief, contact: Slack, after: 5m}
            """);

    assertThat(problemsOf(text))
        .containsExactly(
            FILE + ":44:50: escalation times must ascend; this one is not after the one before",
            FILE + ":45:50: a time needs a unit: 10m?",
            FILE + ":46:52: escalation times must ascend; this one is not after the one before");
  }

  @Test
  void tellsAVerificationThatAGrowthRuleContradicts() {
    String text =
        with(
            "    summary: Memory is high.\n",
            """
                summary: Memory is high.
              - {id: g, kind: growth, severity: SEV2, of: memory, more-than: 2MiB, within: 30m, for: 1h,
                 clear-below: 3MiB, clear-for: 90s, summary: Grows.}
            """);

    assertThat(problemsOf(text))
        .containsExactly(
            FILE
                + ":21:19: clear-below is higher than more-than; the rule would clear while it fires");
    assertThat(problemsOf(text.replace("3MiB", "1MiB")))
        .containsExactly(
            FILE
                + ":37:17: growth-below allows faster growth than rule \"g\" fires at; it could be"
                + " verified while it fires");
  }

  /** Whole files that are no runbook. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          \\n               | 1:1: the file is empty; a runbook starts with its id
          # nothing\\n      | 1:1: the file has only comments; a runbook starts with its id
          just text         | 1:1: expected a runbook (keys: id,
          - id: a           | 1:1: expected a runbook (keys: id,
          id: [a            | 1:7: not YAML: expected ',' or ']', but got <stream end>
          id: a\\n\\tb: c     | 2:1: a tab; write spaces
          id: a # \\t x\\n\\t  | 1:9: a tab; write spaces
          id: &x a\\nb: *x   | 1:5: an anchor (&name); write the value out where needed
          id: &x a\\nb: *x   | 2:4: an alias (*name); write the value out
          id: !!java.io.File [a] | 1:5: a tag (!name); a runbook needs none
          id: a\\n---\\nid: b | 2:1: not YAML: but found another document
          id: a\u0007b       | 1:6: character U+0007 may not be in YAML
          ? [a]\\n: b        | 1:3: a key of a runbook is a word
          """)
  void tellsWhatIsNoRunbook(String text, String expected) {
    assertThat(problemsOf(unescaped(text)))
        .anySatisfy(problem -> assertThat(problem).startsWith(FILE + ":" + expected));
  }

  @Test
  void refusesABombWithoutUnfoldingIt() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(problemsOf(bomb.toString())).hasSize(60 + 2 * 59);
  }

  @Test
  void refusesDeepNesting() {
    String text = "id: " + "[".repeat(5000) + "]".repeat(5000);

    assertThat(problemsOf(text))
        .containsExactly(FILE + ":1:1: not YAML: Nesting Depth exceeded max 50");
  }

  @Test
  void refusesWhatIsTooLarge() {
    String text = SMALL + "#".repeat(1 << 20);

    assertThat(problemsOf(text))
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("more than 1048576 bytes"));
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
  }

  /** The first place of {@code old}: many words occur again further below. */
  private static String once(String old, String replacement) {
    int at = SMALL.indexOf(old);
    assertThat(at).as(old).isNotNegative();
    return SMALL.substring(0, at) + replacement + SMALL.substring(at + old.length());
  }
}
