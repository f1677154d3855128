package io.headroom.infra.slack;

import com.slack.api.Slack;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Slack's client, made when it is first asked for: with HTTP, TLS and the certificates it takes
 * longer to make than all else of a function, and a slash command is answered without it. Safe for
 * use by several threads.
 */
public final class LazySlack implements Supplier<Slack> {

  private final Supplier<Slack> maker;
  private @Nullable Slack made;

  /**
   * @param apiUrl as {@link SlackClients#slack} takes it
   */
  public LazySlack(Optional<String> apiUrl) {
    this(() -> SlackClients.slack(apiUrl));
  }

  private LazySlack(Supplier<Slack> maker) {
    this.maker = maker;
  }

  /** One that reaches nothing and agrees to everything. */
  public static LazySlack rehearsal() {
    return new LazySlack(SlackClients::rehearsal);
  }

  @Override
  public synchronized Slack get() {
    Slack known = made;
    if (known == null) {
      known = maker.get();
      made = known;
    }
    return known;
  }
}
