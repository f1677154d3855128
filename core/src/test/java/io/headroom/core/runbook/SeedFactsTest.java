package io.headroom.core.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing of a seed may be lost. {@code seeds/ID.facts} lists what the seed says, one fact a line:
 * {@code section: words & other words} means that one entry of that section of the loaded runbook
 * contains all of them.
 */
@Tag("shipped-runbooks")
final class SeedFactsTest {

  /** A line of a facts file. */
  record Fact(String runbook, int line, String section, List<String> words) {
    @Override
    public String toString() {
      return "%s.facts:%d %s: %s".formatted(runbook, line, section, String.join(" & ", words));
    }
  }

  private static final Runbooks RUNBOOKS = Runbooks.bundled();

  static Stream<Fact> facts() {
    return RunbookFiles.BUNDLED.stream().flatMap(id -> facts(id).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void isInTheRunbook(Fact fact) {
    Runbook runbook = RUNBOOKS.get(fact.runbook()).orElseThrow();
    List<String> entries = SeedSections.of(runbook).get(fact.section());

    assertThat(entries).as("section " + fact.section()).isNotNull();
    assertThat(Objects.requireNonNull(entries).stream().map(SeedFactsTest::plain))
        .as("%s", fact)
        .anyMatch(entry -> fact.words().stream().allMatch(entry::contains));
  }

  @Test
  void everySectionOfEverySeedHasFacts() {
    Map<String, List<String>> sections =
        SeedSections.of(RUNBOOKS.get("python-service").orElseThrow());

    assertThat(facts().filter(fact -> fact.runbook().equals("python-service")))
        .extracting(Fact::section)
        .containsAll(sections.keySet());
    assertThat(RunbookFiles.BUNDLED)
        .allSatisfy(id -> assertThat(facts(id)).as(id).hasSizeGreaterThan(30));
  }

  private static List<Fact> facts(String id) {
    List<Fact> facts = new ArrayList<>();
    int number = 0;
    for (String line : lines("/seeds/" + id + ".facts")) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        int colon = line.indexOf(':');
        List<String> words =
            Stream.of(line.substring(colon + 1).split(" & ", -1))
                .map(SeedFactsTest::plain)
                .toList();
        facts.add(new Fact(id, number, line.substring(0, colon), words));
      }
    }
    return facts;
  }

  private static List<String> lines(String name) {
    try (InputStream in = SeedFactsTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }
}
