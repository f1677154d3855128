package io.headroom.sandbox.slack.rules;

/**
 * Slack's limits, in characters or items unless said otherwise. Source: the Block Kit reference and
 * the method pages at docs.slack.dev. The two on the size of all blocks together are not in the
 * reference; they are from Slack's answers in slackapi/bolt-js issues 2509 and 2867.
 */
public final class Limits {

  /** Longer {@code text} of a post is cut, with the warning {@code message_truncated}. */
  public static final int MESSAGE_TEXT = 40_000;

  /** {@code chat.update} refuses longer text with {@code msg_too_long}. */
  public static final int UPDATE_TEXT = 4_000;

  /** Blocks in a message. */
  public static final int MESSAGE_BLOCKS = 50;

  /** Blocks in a modal or Home tab. */
  public static final int VIEW_BLOCKS = 100;

  /** Characters of text in all blocks of a message together. */
  public static final int ALL_BLOCKS_TEXT = 12_000;

  /** Characters of all blocks of a message as JSON: 15,561 were accepted, 17,694 refused. */
  public static final int ALL_BLOCKS_JSON = 16_384;

  /** Attachments of a message. */
  public static final int ATTACHMENTS = 100;

  /** Bytes of a view as JSON. */
  public static final int VIEW_BYTES = 250_000;

  /** Bytes of message metadata as JSON. Slack does not publish its limit; this is cautious. */
  public static final int METADATA_BYTES = 8_000;

  /** Modals on top of each other. */
  public static final int MODAL_STACK = 3;

  static final int ID = 255;
  static final int URL = 3_000;
  static final int ALT_TEXT = 2_000;
  static final int SECTION_TEXT = 3_000;
  static final int SECTION_FIELDS = 10;
  static final int SECTION_FIELD_TEXT = 2_000;
  static final int HEADER_TEXT = 150;
  static final int IMAGE_TITLE = 2_000;
  static final int CONTEXT_ELEMENTS = 10;
  static final int CONTEXT_TEXT = 3_000;
  static final int ACTIONS_ELEMENTS = 25;
  static final int MARKDOWN_TEXT = 12_000;
  static final int INPUT_LABEL = 2_000;
  static final int BUTTON_TEXT = 75;
  static final int BUTTON_VALUE = 2_000;
  static final int PLACEHOLDER = 150;
  static final int CONFIRM_TITLE = 100;
  static final int CONFIRM_TEXT = 300;
  static final int CONFIRM_BUTTON = 30;
  static final int OPTION_TEXT = 75;
  static final int OPTION_VALUE = 150;
  static final int OPTION_DESCRIPTION = 75;
  static final int MENU_OPTIONS = 100;
  static final int OVERFLOW_OPTIONS = 5;
  static final int CHOICE_OPTIONS = 10;
  static final int INPUT_TEXT = 3_000;
  static final int VIEW_TITLE = 24;
  static final int VIEW_BUTTON = 24;
  static final int PRIVATE_METADATA = 3_000;

  private Limits() {}
}
