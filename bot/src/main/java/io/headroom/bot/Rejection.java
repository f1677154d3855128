package io.headroom.bot;

/** Why a request does not reach the Slack app; the name is in the log, the text in the answer. */
enum Rejection {
  NOT_POST(405, "This is the request URL of a Slack app: it takes POST requests from Slack."),
  TOO_LARGE(413, "The request is larger than 256 KiB."),
  BAD_ENCODING(400, "The body is not base64, though the request says so."),
  EMPTY(400, "The request has no body."),
  UNSIGNED(401, "The request carries no signature of Slack."),
  STALE(401, "The request was signed more than five minutes ago, or in the future."),
  FORGED(401, "The signature is not by this app's signing secret."),
  CONTENT_TYPE(415, "Slack sends application/x-www-form-urlencoded or application/json."),
  MALFORMED(400, "The request is not one that Slack sends: a field is missing or unreadable.");

  private final int status;
  private final String text;

  Rejection(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** In a sentence, for whoever set up the request URL. */
  String text() {
    return text;
  }
}
