package io.headroom.bot;

import io.headroom.infra.settings.Secret;
import io.headroom.infra.settings.SlackSecretSource;
import io.headroom.infra.settings.SlackSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is from Slack and recent: {@code v0=} and the HMAC-SHA256 of {@code
 * v0:timestamp:body} under the signing secret. Source: docs.slack.dev, "Verifying requests from
 * Slack". Unlike Bolt's own, it compares in constant time, refuses times in the future, and happens
 * before anything of the body is read.
 */
public final class SignatureCheck {

  static final String TIMESTAMP = "x-slack-request-timestamp";
  static final String SIGNATURE = "x-slack-signature";

  /** How far the time of the signature may be from now, either way. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** A secret that was read less than this ago is not read again for a signature. */
  static final Duration YOUNGEST = Duration.ofSeconds(30);

  private static final Pattern SIGNATURE_FORM = Pattern.compile("v0=[0-9a-f]{64}");
  private static final String ALGORITHM = "HmacSHA256";

  private final SlackSecretSource secrets;
  private final InstantSource realClock;

  /**
   * @param realClock Slack's clock is the real one, whatever the clock of the incidents is
   */
  public SignatureCheck(SlackSecretSource secrets, InstantSource realClock) {
    this.secrets = secrets;
    this.realClock = realClock;
  }

  /** What is wrong with the signature, if anything. */
  Optional<Rejection> rejection(
      @Nullable String timestamp, @Nullable String signature, byte[] body) {
    if (timestamp == null || signature == null || !timestamp.matches("\\d{1,12}")) {
      return Optional.of(Rejection.UNSIGNED);
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signedAt, realClock.instant()).abs().compareTo(TOLERANCE) > 0) {
      return Optional.of(Rejection.STALE);
    }
    // What has not the form of a signature is not worth a look at the secret.
    return SIGNATURE_FORM.matcher(signature).matches() && signed(timestamp, signature, body)
        ? Optional.empty()
        : Optional.of(Rejection.FORGED);
  }

  /**
   * Whether the signature is by the signing secret. It may have been rotated since it was read: one
   * that does not fit is read again, but not so often that forged requests could make us ask
   * Secrets Manager at will.
   */
  private boolean signed(String timestamp, String signature, byte[] body) {
    SlackSecrets known = secrets.get();
    if (signedBy(known.signingSecret(), timestamp, signature, body)) {
      return true;
    }
    SlackSecrets renewed = secrets.renewed(known, YOUNGEST);
    return !renewed.signingSecret().equals(known.signingSecret())
        && signedBy(renewed.signingSecret(), timestamp, signature, body);
  }

  private static boolean signedBy(Secret key, String timestamp, String signature, byte[] body) {
    return MessageDigest.isEqual(
        expected(key, timestamp, body).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  /** The signature that Slack gives a body. */
  static String expected(Secret secret, String timestamp, byte[] body) {
    byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
