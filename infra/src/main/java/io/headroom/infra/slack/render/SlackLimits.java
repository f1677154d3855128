package io.headroom.infra.slack.render;

/**
 * What Slack takes at the most, in characters unless said otherwise. Source: the Block Kit
 * reference and the pages of chat.postMessage and chat.update at docs.slack.dev.
 */
final class SlackLimits {

  static final int HEADER = 150;
  static final int SECTION = 3_000;
  static final int BUTTON = 75;
  static final int OPTION = 75;
  static final int CONFIRM_TITLE = 100;
  static final int CONFIRM_TEXT = 300;
  static final int CONFIRM_BUTTON = 30;

  /** Value of an option in a menu; a button's value may be 2,000 long. */
  static final int OPTION_VALUE = 150;

  /** Options of an overflow menu. */
  static final int OVERFLOW_OPTIONS = 5;

  /**
   * All text of a message's blocks together. Not in the reference: Slack answers {@code
   * msg_blocks_too_long} somewhere above 11,000 (slackapi/bolt-js issues 2509 and 2867), so this
   * stays well below.
   */
  static final int ALL_TEXT = 8_000;

  /**
   * The text beside the blocks, for notifications. Slack cuts it at 40,000 on a post and refuses
   * 4,000 on an update; nobody reads more than a few lines of it.
   */
  static final int FALLBACK = 500;

  private SlackLimits() {}
}
