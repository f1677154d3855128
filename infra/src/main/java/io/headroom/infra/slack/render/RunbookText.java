package io.headroom.infra.slack.render;

import io.headroom.core.incident.Incident;
import io.headroom.core.runbook.RemedyOption;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Step;
import io.headroom.core.series.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parts of a runbook as lines of markup, with the incident's names in the commands. */
final class RunbookText {

  private static final Pattern NAME = Pattern.compile("\\$([A-Z_]+)\\b");
  private static final int SENTENCE = 300;
  private static final int COMMANDS = 500;

  /** What stands for a name in the runbooks' commands; a name that is not known stays as it is. */
  private final Map<String, String> names = new HashMap<>();

  RunbookText(Incident incident) {
    names.put("CLUSTER", incident.service().cluster());
    names.put("SERVICE", incident.service().name());
    String taskDefinition = incident.situation().taskDefinition();
    names.put("TASK_DEFINITION", taskDefinition);
    names.put("FAMILY", taskDefinition.replaceFirst(":\\d+$", ""));
    Subject subject = incident.worstFinding().subject();
    subject
        .task()
        .or(() -> incident.situation().hottestTask())
        .ifPresent(task -> names.put("TASK", task));
    subject.container().ifPresent(container -> names.put("CONTAINER", container));
  }

  /** What happens, and what people see. */
  List<String> overview(Runbook runbook) {
    var lines = new ArrayList<String>();
    lines.add("*%s* — %s".formatted(title(runbook), sentence(runbook.summary())));
    if (!runbook.symptoms().isEmpty()) {
      lines.add("*Symptoms:* " + joined(runbook.symptoms()));
    }
    return lines;
  }

  /** The steps to find the cause, each with commands to copy; one list of lines for each step. */
  List<List<String>> diagnosis(Runbook runbook) {
    var steps = new ArrayList<List<String>>();
    for (Step step : runbook.diagnosis()) {
      var lines = new ArrayList<String>();
      lines.add(
          (steps.isEmpty() ? "*Diagnosis: %s*\n".formatted(title(runbook)) : "")
              + "*%s* → _%s_"
                  .formatted(Mrkdwn.plain(step.title(), SENTENCE), sentence(step.expected())));
      if (!step.commands().isEmpty()) {
        lines.add(Mrkdwn.codeBlock(commands(step.commands(), runbook), COMMANDS + 100));
      }
      steps.add(lines);
    }
    return steps;
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
                  RemedyWords.label(remedy.kind()),
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

  /** Whole lines, as many as fit; half a command is worse than none. */
  private String commands(List<String> commands, Runbook runbook) {
    var text = new StringBuilder();
    for (String line : named(String.join("\n", commands)).split("\n", -1)) {
      if (!text.isEmpty() && text.length() + line.length() > COMMANDS) {
        return text.append("# … more in runbooks/").append(runbook.id()).append(".yaml").toString();
      }
      text.append(line).append("\n");
    }
    return text.toString();
  }

  private String named(String commands) {
    return NAME.matcher(commands)
        .replaceAll(
            match -> Matcher.quoteReplacement(names.getOrDefault(match.group(1), match.group())));
  }

  private static String title(Runbook runbook) {
    return Mrkdwn.plain(runbook.title(), 120);
  }

  private static String joined(List<String> parts) {
    return String.join(
        "; ", parts.stream().map(part -> sentence(part.replaceFirst("\\.$", ""))).toList());
  }

  private static String sentence(String text) {
    return Mrkdwn.sentence(text, SENTENCE);
  }
}
