package io.headroom.core.runbook;

import static io.headroom.core.runbook.RunbookText.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunbooksTest {

  @TempDir private Path directory;

  @Test
  void withoutATagOnlyThoseForEveryServiceApply() {
    assertThat(ids(Runbooks.bundled().forTag(Optional.empty())))
        .containsExactly("container-limit", "memory-leak", "pod-memory");
    assertThat(ids(Runbooks.bundled().forTag(Optional.of(" "))))
        .containsExactly("container-limit", "memory-leak", "pod-memory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python-service nodejs-heap",
        "nodejs-heap,python-service",
        "nodejs-heap , python-service, nodejs-heap",
        " memory-leak\tpython-service  nodejs-heap "
      })
  void aTagAddsThoseItNames(String tag) {
    Selection selection = Runbooks.bundled().forTag(Optional.of(tag));

    assertThat(ids(selection))
        .containsExactly(
            "container-limit", "memory-leak", "pod-memory", "nodejs-heap", "python-service");
    assertThat(selection.unknown()).isEmpty();
  }

  @Test
  void tellsWhatATagNamesThatThereIsNot() {
    Selection selection = Runbooks.bundled().forTag(Optional.of("nodejs, nodejs-heap java"));

    assertThat(ids(selection)).contains("nodejs-heap").doesNotContain("python-service");
    assertThat(selection.unknown()).containsExactly("nodejs", "java");
  }

  @Test
  void loadsTheYamlFilesOfADirectoryByName() throws IOException {
    write("b.yaml", SMALL.replace("id: small", "id: b"));
    write("a.yml", SMALL.replace("id: small", "id: a"));
    write("notes.md", "not a runbook");
    write("runbook.schema.json", "{}");

    Runbooks runbooks = Runbooks.load(directory);

    assertThat(runbooks.all()).extracting(Runbook::id).containsExactly("a", "b");
    assertThat(runbooks.get("b")).get().extracting(Runbook::title).isEqualTo("A small runbook");
    assertThat(runbooks.get("c")).isEmpty();
  }

  @Test
  void tellsTheProblemsOfAllFilesAtOnce() throws IOException {
    write("a.yaml", SMALL);
    write("b.yaml", SMALL.replace("for: 5m\n    clear-b", "for: 5\n    clear-b"));
    write("c.yaml", "");
    Files.write(directory.resolve("d.yaml"), new byte[] {'i', 'd', '\n', ' ', (byte) 0xE9, '\n'});
    Files.write(directory.resolve("e.yaml"), new byte[(1 << 20) + 5]);

    assertThatThrownBy(() -> Runbooks.load(directory))
        .isInstanceOf(RunbookErrors.class)
        .hasMessage(
            String.join(
                "\n",
                at("b.yaml")
                    + ":1:5: duplicate runbook id \"small\"; "
                    + at("a.yaml")
                    + " has it already",
                at("b.yaml") + ":16:10: a time needs a unit: 5m?",
                at("c.yaml") + ":1:1: the file is empty; a runbook starts with its id",
                at("d.yaml") + ":2:2: byte 0xE9 is not UTF-8; save the file as UTF-8",
                at("e.yaml")
                    + ":1:1: the file has more than 1048576 bytes, which is the most that is read"));
  }

  @Test
  void tellsATruncatedCharacterAtTheEnd() throws IOException {
    Files.write(directory.resolve("a.yaml"), new byte[] {'i', 'd', ':', ' ', (byte) 0xC3});

    assertThatThrownBy(() -> Runbooks.load(directory))
        .hasMessage(at("a.yaml") + ":1:5: byte 0xC3 is not UTF-8; save the file as UTF-8");
  }

  @Test
  void tellsWhenThereIsNoRunbook() {
    assertThatThrownBy(() -> Runbooks.load(directory))
        .isInstanceOf(RunbookErrors.class)
        .hasMessageEndingWith(":1:1: no runbook here; a runbook is a file with the ending .yaml");
    assertThatThrownBy(() -> Runbooks.load(directory.resolve("gone")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read the runbooks in");
  }

  @Test
  void refusesTwoOfOneId() {
    Runbook small = RunbookReader.read("small.yaml", SMALL);

    assertThatThrownBy(() -> new Runbooks(List.of(small, small)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runbook ids are unique");
  }

  private static List<String> ids(Selection selection) {
    return selection.runbooks().stream().map(Runbook::id).toList();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }
}
