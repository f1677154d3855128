package io.headroom.e2e.relay;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** What a request is answered with. */
public record Answer(int status, Map<String, List<String>> headers, SdkBytes body) {

  /** An answer of AWS's JSON protocols. */
  static Answer json(String text) {
    return new Answer(
        200,
        Map.of("Content-Type", List.of("application/x-amz-json-1.1")),
        SdkBytes.fromUtf8String(text));
  }

  /** The same with another body. */
  Answer with(String text) {
    return new Answer(status, headers, SdkBytes.fromUtf8String(text));
  }

  boolean ok() {
    return status / 100 == 2;
  }
}
