package io.headroom.core.runbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The runbooks in force.
 *
 * @param all in a fixed order; ids unique
 */
public record Runbooks(List<Runbook> all) {

  public Runbooks {
    all = List.copyOf(all);
    long ids = all.stream().map(Runbook::id).distinct().count();
    Checks.that(ids == all.size(), "runbook ids are unique");
  }

  /**
   * The runbooks that travel with the code.
   *
   * @throws RunbookErrors if one of them is wrong, with all problems
   */
  public static Runbooks bundled() {
    return RunbookFiles.bundled();
  }

  /**
   * The {@code .yaml} files of a directory, in the order of their names; other files are left
   * alone. Or one file, whatever its name is.
   *
   * @throws RunbookErrors if one of them is wrong or there is none, with all problems of all files
   * @throws java.io.UncheckedIOException if the directory cannot be read
   */
  public static Runbooks load(Path directory) {
    return RunbookFiles.load(directory);
  }

  /** The runbook of that id. */
  public Optional<Runbook> get(String id) {
    return all.stream().filter(runbook -> runbook.id().equals(id)).findFirst();
  }

  /**
   * What applies to a service: every runbook for every service, and those that its tag names.
   *
   * @param tagValue value of the tag {@code headroom:runbook}: ids, separated by commas or spaces
   */
  public Selection forTag(Optional<String> tagValue) {
    Set<String> named = new LinkedHashSet<>(ids(tagValue.orElse("")));
    List<Runbook> applying =
        all.stream()
            .filter(r -> r.appliesTo() == AppliesTo.EVERY_SERVICE || named.contains(r.id()))
            .toList();
    List<String> unknown = named.stream().filter(id -> get(id).isEmpty()).toList();
    return new Selection(applying, unknown);
  }

  private static List<String> ids(String tagValue) {
    List<String> ids = new ArrayList<>();
    for (String id : tagValue.split("[,\\s]+", -1)) {
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    return ids;
  }
}
