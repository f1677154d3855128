package io.headroom.core.runbook;

import static io.headroom.core.runbook.Types.TEXT;
import static io.headroom.core.runbook.Types.TEXTS;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads one runbook from YAML, strictly: a key it does not know, a missing or contradictory value,
 * a number without its unit is an error with file, line and column. All errors of a file are found
 * in one reading, except that bad YAML syntax ends it.
 */
public final class RunbookReader {

  private static final Type<AppliesTo> APPLIES_TO = Types.word(AppliesTo.values(), Types::kebab);

  private RunbookReader() {}

  /**
   * Reads a runbook.
   *
   * @param fileName as it shall stand in the messages
   * @param text at most 1 MiB in UTF-8
   * @throws RunbookErrors with every problem, if there is one
   */
  public static Runbook read(String fileName, String text) {
    Problems problems = new Problems(fileName);
    return YamlText.compose(text, problems)
        .flatMap(root -> read(root, problems))
        .orElseThrow(() -> new RunbookErrors(problems.found()));
  }

  /** A {@link Type}: the whole file. */
  static Optional<Runbook> read(Node root, Problems problems) {
    Fields fields = Fields.of(root, Shapes.RUNBOOK, problems);
    Field<String> id = fields.required("id", Types.ID);
    Field<String> title = fields.required("title", TEXT);
    Field<String> seed = fields.required("seed", TEXT);
    Field<Severity> severity = fields.required("severity", RuleReader.SEVERITY);
    Field<String> seedSeverity = fields.required("seed-severity", TEXT);
    Field<String> summary = fields.required("summary", TEXT);
    Field<AppliesTo> appliesTo = fields.required("applies-to", APPLIES_TO);
    Field<List<String>> symptoms = fields.required("symptoms", TEXTS);
    Field<List<String>> impact = fields.optional("impact", TEXTS, List.of());
    Field<List<String>> causes = fields.optional("causes", TEXTS, List.of());
    Field<List<Rule>> rules = fields.required("rules", Types.list(RuleReader::read));
    Field<List<Step>> diagnosis = fields.required("diagnosis", Types.list(PartReaders::step));
    Field<List<RemedyOption>> remedies =
        fields.required("remedies", Types.list(RemedyReader::read));
    Field<Verification> verification = fields.required("verification", PartReaders::verification);
    Field<List<String>> escalateWhen = fields.optional("escalate-when", TEXTS, List.of());
    Field<List<EscalationStep>> escalation =
        fields.required("escalation", Types.list(PartReaders::escalation));
    Field<List<String>> evidence = fields.required("evidence", TEXTS);
    Field<List<String>> postIncident = fields.required("post-incident", TEXTS);
    Field<List<String>> prevention = fields.required("prevention", TEXTS);
    Field<List<String>> readings = fields.optional("readings", TEXTS, List.of());
    Field<Background> background =
        fields.optional("background", PartReaders::background, Background.NONE);
    new Contradictions(problems).find(appliesTo, rules, remedies, verification, escalation);
    return fields.build(
        () ->
            new Runbook(
                id.get(),
                title.get(),
                seed.get(),
                severity.get(),
                seedSeverity.get(),
                summary.get(),
                appliesTo.get(),
                symptoms.get(),
                impact.get(),
                causes.get(),
                rules.get(),
                diagnosis.get(),
                remedies.get(),
                verification.get(),
                escalateWhen.get(),
                escalation.get(),
                evidence.get(),
                postIncident.get(),
                prevention.get(),
                readings.get(),
                background.get()));
  }
}
