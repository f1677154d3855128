package io.headroom.sandbox.slack;

/**
 * A file in a message; its bytes are at {@link LocalSlack#file(String)}.
 *
 * @param id such as {@code F000001}
 * @param name file name
 * @param title what people see above it
 * @param mimeType guessed from the name
 * @param size bytes
 * @param altText description of an image, may be empty
 */
public record SharedFile(
    String id, String name, String title, String mimeType, long size, String altText) {

  /** Whether a browser can show it as a picture. */
  public boolean isImage() {
    return mimeType.startsWith("image/");
  }
}
