package io.headroom.e2e.relay;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A request on its way through.
 *
 * @param path with the query
 * @param headers by name, whatever its case
 */
public record Call(String method, String path, Map<String, List<String>> headers, SdkBytes body) {

  public Call {
    var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /**
   * The action of AWS's JSON protocols, such as {@code UpdateService}; empty for a request of
   * another protocol.
   */
  public String action() {
    String target = target();
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /** Whether it is for a service, by what its targets begin with. */
  public boolean isFor(String prefix) {
    return target().startsWith(prefix);
  }

  /** Its body as text. */
  public String text() {
    return body.asUtf8String();
  }

  private String target() {
    return headers.getOrDefault("X-Amz-Target", List.of("")).getFirst();
  }
}
