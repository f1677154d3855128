package io.headroom.core.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  /** The table of the file is the documentation; whoever changes the one reads the other. */
  @Test
  void theTableIsAsInTheGoldenFile() throws IOException {
    assertThat(printed()).isEqualTo(golden());
  }

  @Test
  void everyEventStandsInTheTable() {
    assertThat(
            IncidentExamples.oneOfEach().stream()
                .map(IncidentEvent::getClass)
                .distinct()
                .<Class<?>>map(type -> type))
        .containsExactlyInAnyOrder(IncidentEvent.class.getPermittedSubclasses());
  }

  @Test
  void everyPhaseButTheFirstIsReachedAndOnlyTheLastIsNeverLeft() {
    for (Phase phase : Phase.values()) {
      assertThat(leavable(phase)).as("%s can be left", phase).isEqualTo(phase != Phase.RESOLVED);
      assertThat(reachable(phase)).as("%s can be reached", phase).isTrue();
    }
  }

  private static boolean leavable(Phase phase) {
    return IncidentExamples.oneOfEach().stream()
        .flatMap(event -> Transitions.after(phase, event).stream())
        .anyMatch(next -> next != phase);
  }

  private static boolean reachable(Phase phase) {
    return Arrays.stream(Phase.values())
        .filter(from -> from != phase)
        .flatMap(
            from ->
                IncidentExamples.oneOfEach().stream()
                    .flatMap(event -> Transitions.after(from, event).stream()))
        .anyMatch(phase::equals);
  }

  private static String printed() {
    var table = new StringBuilder(row("", names(Phase.values())));
    var rows = new HashSet<Class<?>>();
    for (IncidentEvent event : IncidentExamples.oneOfEach()) {
      if (!rows.add(event.getClass())) {
        continue;
      }
      List<String> after =
          Arrays.stream(Phase.values())
              .map(phase -> Transitions.after(phase, event).map(Phase::name).orElse("-"))
              .toList();
      table.append(row(event.getClass().getSimpleName(), after));
    }
    return table.toString();
  }

  private static List<String> names(Phase... phases) {
    return Arrays.stream(phases).map(Phase::name).toList();
  }

  private static String row(String name, List<String> cells) {
    return (String.format("%-23s", name)
                + cells.stream().map("%-11s"::formatted).collect(Collectors.joining()))
            .stripTrailing()
        + "\n";
  }

  private static String golden() throws IOException {
    try (InputStream file = TransitionsTest.class.getResourceAsStream("transitions.golden")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    }
  }
}
