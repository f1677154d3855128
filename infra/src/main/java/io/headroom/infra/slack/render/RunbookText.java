package io.headroom.infra.slack.render;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyOption;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parts of a runbook as lines of markup, with the incident's names in the commands. */
final class RunbookText {

  private static final Pattern NAME = Pattern.compile("\\$(CLUSTER|SERVICE|TASK|CONTAINER)\\b");
  private static final int SENTENCE = 300;
  private static final int COMMANDS = 700;

  private final Map<String, Optional<String>> names;

  RunbookText(Incident incident) {
    this.names =
        Map.of(
            "CLUSTER", Optional.of(incident.service().cluster()),
            "SERVICE", Optional.of(incident.service().name()),
            "TASK", incident.situation().hottestTask(),
            "CONTAINER", Optional.empty());
  }

  /** What happens, and what people see. */
  List<String> overview(Runbook runbook) {
    var lines = new ArrayList<String>();
    lines.add(
        "*%s* — %s".formatted(Mrkdwn.plain(runbook.title(), 120), sentence(runbook.summary())));
    if (!runbook.symptoms().isEmpty()) {
      lines.add("*Symptoms:* " + joined(runbook.symptoms()));
    }
    return lines;
  }

  /** The steps to find the cause, with commands to copy. */
  List<String> diagnosis(Runbook runbook) {
    var lines = new ArrayList<String>();
    if (!runbook.diagnosis().isEmpty()) {
      lines.add("*Diagnosis*");
    }
    int number = 1;
    for (Step step : runbook.diagnosis()) {
      lines.add(
          "%d. %s → _%s_".formatted(number++, sentence(step.title()), sentence(step.expected())));
      if (!step.commands().isEmpty()) {
        lines.add(Mrkdwn.codeBlock(named(String.join("\n", step.commands())), COMMANDS));
      }
    }
    return lines;
  }

  /** When to use each remedy, and its risk. */
  List<String> remedies(Runbook runbook) {
    var lines = new ArrayList<String>();
    lines.add("*Remedies*");
    for (RemedyOption remedy : runbook.remedies()) {
      lines.add(
          "• *%s* (%s) — %s _Risk:_ %s"
              .formatted(
                  Mrkdwn.plain(remedy.title(), 120),
                  RemedyWords.label(remedy.kind()).toLowerCase(Locale.ROOT),
                  sentence(remedy.whenToUse()),
                  sentence(remedy.risk())));
    }
    return lines;
  }

  /** A checklist of several runbooks, each item once; nothing where none has one. */
  static List<String> checklist(
      String title, List<Runbook> runbooks, Function<Runbook, List<String>> part) {
    List<String> items =
        runbooks.stream()
            .flatMap(runbook -> part.apply(runbook).stream())
            .distinct()
            .map(item -> "☐ " + sentence(item))
            .toList();
    return items.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of("*" + title + "*"), items.stream()).toList();
  }

  private String named(String commands) {
    return NAME.matcher(commands)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    names.getOrDefault(match.group(1), Optional.empty()).orElse(match.group())));
  }

  private static String joined(List<String> parts) {
    return String.join("; ", parts.stream().map(RunbookText::sentence).toList());
  }

  private static String sentence(String text) {
    return Mrkdwn.sentence(text, SENTENCE);
  }
}
