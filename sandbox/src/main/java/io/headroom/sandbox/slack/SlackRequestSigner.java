package io.headroom.sandbox.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as Slack does (version {@code v0}): HMAC-SHA256 of {@code v0:TIMESTAMP:BODY} with
 * the app's signing secret. Safe for threads.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Slack</a>
 */
public final class SlackRequestSigner {

  /** Header with the time of signing, in seconds since 1970. */
  public static final String TIMESTAMP = "X-Slack-Request-Timestamp";

  /** Header with the signature, {@code v0=} and 64 hexadecimal digits. */
  public static final String SIGNATURE = "X-Slack-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * A signer for one app.
   *
   * @param signingSecret the app's signing secret, not empty
   */
  public SlackRequestSigner(String signingSecret) {
    if (signingSecret.isBlank()) {
      throw new IllegalArgumentException("the signing secret must not be blank");
    }
    this.key = new SecretKeySpec(signingSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * The signature of a body.
   *
   * @param timestamp value of {@link #TIMESTAMP}
   * @param body the exact bytes that will be sent, as UTF-8
   */
  public String sign(String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] base = ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(base));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Both headers for a body signed at {@code now}. */
  public Map<String, String> headers(Instant now, String body) {
    String timestamp = Long.toString(now.getEpochSecond());
    return new TreeMap<>(Map.of(TIMESTAMP, timestamp, SIGNATURE, sign(timestamp, body)));
  }
}
