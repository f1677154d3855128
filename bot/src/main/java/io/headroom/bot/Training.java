package io.headroom.bot;

import io.headroom.infra.settings.Settings;
import io.headroom.infra.wiring.Wiring;
import java.util.Map;

/**
 * The training run for an ahead-of-time cache of the bot: its rehearsal, which needs no network and
 * no account. Run by {@code bench/bot-image} with {@code -XX:AOTCacheOutput}.
 */
public final class Training {

  private Training() {}

  /** Plays it and ends. */
  public static void main(String[] arguments) {
    Settings settings =
        Settings.of(
            Map.of(
                "TABLE_NAME", "training",
                "SLACK_SECRET", "training",
                "CHANNEL", "C0TRAINING",
                "PLACE", "123456789012/eu-central-1"));
    Wiring.rehearse(settings, BotRehearsal::play);
  }
}
