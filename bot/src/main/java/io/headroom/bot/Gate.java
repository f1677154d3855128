package io.headroom.bot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a function URL lets through to the Slack app. Everybody in the world can send it requests:
 * nothing is parsed before it is known to be small and signed.
 */
final class Gate {

  /** Slack's own payloads stay far below: a modal or a message with all its blocks. */
  static final int MOST_BYTES = 256 * 1024;

  /** Slack asks now and then, unsigned, whether the certificate is well. */
  private static final Pattern SSL_CHECK = Pattern.compile("(^|&)ssl_check=1(&|$)");

  private static final Pattern CONTENT_TYPE =
      Pattern.compile(
          "application/(x-www-form-urlencoded|json)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private final SignatureCheck signature;

  Gate(SignatureCheck signature) {
    this.signature = signature;
  }

  /** What becomes of a request. */
  sealed interface Verdict {

    /** It is Slack's. */
    record Passed(Map<String, String> headers, String body) implements Verdict {}

    /** Slack's check of the certificate; 200 is all it wants. */
    record SslCheck() implements Verdict {}

    /** It goes no further. */
    record Rejected(Rejection why) implements Verdict {}
  }

  /** Judges a request. */
  Verdict judge(UrlRequest request) {
    if (!request.method().equals(Optional.of("POST"))) {
      return new Verdict.Rejected(Rejection.NOT_POST);
    }
    String text = request.body().orElse("");
    if (text.isEmpty()) {
      return new Verdict.Rejected(Rejection.EMPTY);
    }
    if (text.length() > MOST_BYTES / 3 * 4 + 4) {
      return new Verdict.Rejected(Rejection.TOO_LARGE);
    }
    Optional<byte[]> decoded = decoded(text, request.base64());
    if (decoded.isEmpty()) {
      return new Verdict.Rejected(Rejection.BAD_ENCODING);
    }
    byte[] bytes = decoded.get();
    if (bytes.length > MOST_BYTES) {
      return new Verdict.Rejected(Rejection.TOO_LARGE);
    }
    return judge(request.headers(), bytes);
  }

  private Verdict judge(Map<String, String> headers, byte[] bytes) {
    String body = new String(bytes, StandardCharsets.UTF_8);
    if (SSL_CHECK.matcher(body).find()) {
      return new Verdict.SslCheck();
    }
    Optional<Rejection> rejection =
        signature.rejection(
            headers.get(SignatureCheck.TIMESTAMP), headers.get(SignatureCheck.SIGNATURE), bytes);
    if (rejection.isPresent()) {
      return new Verdict.Rejected(rejection.get());
    }
    String contentType = headers.getOrDefault("content-type", "");
    return CONTENT_TYPE.matcher(contentType).matches()
        ? new Verdict.Passed(headers, body)
        : new Verdict.Rejected(Rejection.CONTENT_TYPE);
  }

  private static Optional<byte[]> decoded(String text, boolean base64) {
    if (!base64) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
