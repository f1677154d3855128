package io.headroom.bench.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headroom.bench.LambdaEnvironment;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.slack.render.Actions;
import io.headroom.sandbox.aws.FunctionUrl;
import io.headroom.sandbox.slack.InteractionResult;
import io.headroom.sandbox.slack.LocalSlack;
import java.util.List;

/** A person in Slack, whose signed requests a bot gets through its function URL. */
final class Clicks implements AutoCloseable {

  private static final String PERSON = "U0ALICE";

  private final LocalSlack slack;
  private final FunctionUrl url;

  Clicks(LocalSlack slack, Running bot) {
    this.slack = slack;
    this.url =
        FunctionUrl.start(
            (in, out, context) ->
                out.write(bot.send(new String(in.readAllBytes(), UTF_8)).getBytes(UTF_8)));
    slack.connectBot(url.url());
  }

  /** Types {@code /memory status}. */
  void status() {
    taken(slack.slash(PERSON, LambdaEnvironment.CHANNEL, "/memory", "status"));
  }

  /** Presses Restart in so many threads. */
  void restart(int times) {
    String button = Actions.remedy(RemedyKind.RESTART);
    List<InteractionResult> results =
        slack.channel(LambdaEnvironment.CHANNEL).messages().stream()
            .filter(message -> message.blocks().toString().contains(button))
            .limit(times)
            .map(message -> slack.press(PERSON, LambdaEnvironment.CHANNEL, message.ts(), button))
            .toList();
    if (results.size() < times) {
      throw new IllegalStateException("only " + results.size() + " threads offer a restart");
    }
    results.forEach(Clicks::taken);
  }

  private static void taken(InteractionResult result) {
    if (!result.ok()) {
      throw new IllegalStateException("the bot answered " + result);
    }
  }

  @Override
  public void close() {
    url.close();
  }
}
