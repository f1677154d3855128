package io.headroom.infra.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import java.io.IOException;

/** Slack's Web API, called with the app's bot token. Safe for use by several threads. */
public interface SlackApi {

  /** One call; it may be sent twice, if Slack refused the token the first time. */
  @FunctionalInterface
  interface Call<T> {
    /** Sends it. */
    T send(MethodsClient methods) throws IOException, SlackApiException;
  }

  /**
   * Sends a call and answers what Slack answered, {@code ok} or not.
   *
   * @throws IOException if there was no answer
   * @throws SlackApiException if Slack answered with another status than 200
   */
  <T extends SlackApiTextResponse> T call(Call<T> call) throws IOException, SlackApiException;

  /** With one token for good. */
  static SlackApi of(MethodsClient methods) {
    return new SlackApi() {
      @Override
      public <T extends SlackApiTextResponse> T call(Call<T> call)
          throws IOException, SlackApiException {
        return call.send(methods);
      }
    };
  }
}
