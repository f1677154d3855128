package io.headroom.bot;

import com.slack.api.model.block.LayoutBlock;
import io.headroom.infra.slack.render.BlockList;
import java.util.Arrays;
import java.util.List;

/** {@code /memory help}: what can be typed and pressed, and how Headroom is run. */
final class HelpMessage {

  private HelpMessage() {}

  /**
   * The message.
   *
   * @param command as it is typed in this workspace: {@code /memory}
   */
  static List<LayoutBlock> blocks(String command) {
    List<String> commands =
        Arrays.stream(Subcommand.values())
            .map(each -> "`%s %s` — %s".formatted(command, each.usage(), each.meaning()))
            .toList();
    return new BlockList()
        .header("Headroom watches the memory of ECS services")
        .section(commands)
        .section(
            List.of(
                "*In a thread*",
                "• A remedy's button asks once more, showing what will change, before anything is"
                    + " done. The menu `⋯` holds further remedies.",
                "• *Acknowledge* says that you look after it; it stops the escalation by time.",
                "• A button that is off says why. One from an earlier state does nothing: use the"
                    + " ones in the message now.",
                "• After a remedy Headroom watches by the runbook whether it held, and resolves the"
                    + " incident or escalates."))
        .section(
            List.of(
                "*Tags on an ECS service*",
                "• `headroom:runbook` — further runbooks: `nodejs-heap`, `python-service`",
                "• `headroom:channel` — id of the channel that its threads open in; also on its cluster",
                "• `headroom:owner` — who looks after it: the id of a Slack user or user group, or any text; also on its cluster",
                "• `headroom:ignore` = `true` — it is not watched",
                "• `headroom:` and the name of a rule — its threshold for this service: `headroom:memory-high` = `85%`",
                "• `headroom:metrics` — the CloudWatch namespace of its application's own metrics, if they are not found by themselves"))
        .section(
            List.of(
                "*Running Headroom*",
                "• Who may press buttons, which clusters are watched, the channel: parameters of"
                    + " the stack; change them with `sam deploy`.",
                "• Thresholds, times and remedies: the files in `runbooks/`; edit, build, deploy.",
                "• `Remedies` = `off` keeps Headroom from changing anything in ECS."))
        .build();
  }
}
