package io.headroom.sandbox.scenarios;

import io.headroom.sandbox.scenarios.Scenario.Expected;
import io.headroom.sandbox.scenarios.Scenario.Moment;
import io.headroom.sandbox.scenarios.Scenario.Run;
import io.headroom.sandbox.scenarios.Scenario.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads scenario files; {@code scenarios/README.md} says what stands in them. */
final class ScenarioReader {

  private final String file;

  ScenarioReader(String file) {
    this.file = file;
  }

  /**
   * Reads all blocks of a file.
   *
   * @throws IllegalArgumentException at the first mistake, with file and line
   */
  List<Scenario> read(String text) {
    List<Scenario> scenarios = new ArrayList<>();
    List<String> block = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i <= lines.size(); i++) {
      if (i < lines.size() && !lines.get(i).isBlank()) {
        block.add(lines.get(i).strip());
      } else if (!block.isEmpty()) {
        scenarios.add(scenario(block, i - block.size() + 1));
        block.clear();
      }
    }
    return scenarios;
  }

  private Scenario scenario(List<String> lines, int firstLine) {
    var block = new Block();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      at(firstLine + i, () -> block.add(line));
    }
    return at(firstLine, () -> scenario(file + ":" + firstLine, block));
  }

  private static Scenario scenario(String place, Block block) {
    String sentence = block.sentence();
    Optional<String> rule = block.one("rule");
    return new Scenario(
        place,
        sentence,
        new SituationReader(block).read(),
        rule.map(RuleWords::rule),
        rule.isPresent() && block.has("expect") ? moment(block) : story(block));
  }

  private static Expected moment(Block block) {
    return new Moment(Words.yes(block.required("fired")), Words.reason(block.required("expect")));
  }

  private static Expected story(Block block) {
    var states = new LinkedHashMap<String, List<Run>>();
    block.named("states").forEach((rule, runs) -> states.put(rule, Words.runs(runs)));
    Optional<List<String>> says = block.all("says");
    if (states.isEmpty() && says.isEmpty()) {
      throw new IllegalArgumentException(
          "the block expects nothing: write \"expect:\" with a rule of its own, else \"states"
              + " RUNBOOK/RULE:\" or \"says:\"");
    }
    return new Story(
        states, says.map(lines -> lines.equals(List.of("nothing")) ? List.of() : lines));
  }

  private interface Reads<T> {
    T read();
  }

  private <T> T at(int line, Reads<T> reads) {
    try {
      return reads.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s:%d: %s".formatted(file, line, e.getMessage()), e);
    }
  }
}
