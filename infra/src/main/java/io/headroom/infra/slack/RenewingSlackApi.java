package io.headroom.infra.slack;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.settings.SlackSecrets;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Slack's Web API with the bot token as it is at each call, so that it is first read when it is
 * needed. A token that Slack does not take (any more) is read again once, and the call repeated if
 * it is another one by now: Slack has done nothing of a call whose token it refused.
 */
public final class RenewingSlackApi implements SlackApi {

  /** Many calls that fail at once read the secret once. */
  static final Duration YOUNGEST = Duration.ofSeconds(1);

  private final Supplier<Slack> slack;
  private final SlackSecretSource secrets;

  public RenewingSlackApi(Slack slack, SlackSecretSource secrets) {
    this(() -> slack, secrets);
  }

  /**
   * @param slack asked for at the first call, and not before
   */
  public RenewingSlackApi(Supplier<Slack> slack, SlackSecretSource secrets) {
    this.slack = slack;
    this.secrets = secrets;
  }

  @Override
  public <T extends SlackApiTextResponse> T call(Call<T> call)
      throws IOException, SlackApiException {
    SlackSecrets known = secrets.get();
    T answer = call.send(methods(known));
    if (!tokenRefused(answer)) {
      return answer;
    }
    SlackSecrets renewed = secrets.renewed(known, YOUNGEST);
    return renewed.botToken().equals(known.botToken()) ? answer : call.send(methods(renewed));
  }

  private MethodsClient methods(SlackSecrets current) {
    return slack.get().methods(current.botToken().reveal());
  }

  private static boolean tokenRefused(SlackApiTextResponse answer) {
    return !answer.isOk()
        && answer.getError() != null
        && SlackErrors.reason(answer.getError()) == SlackFailure.Reason.INVALID_AUTH;
  }
}
