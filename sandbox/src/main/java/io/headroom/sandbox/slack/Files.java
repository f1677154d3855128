package io.headroom.sandbox.slack;

import java.net.URLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Uploads on their way and files that arrived. Guarded by the workspace's lock. */
final class Files {

  /** A file that was announced. Shared and readable only once it is complete. */
  static final class Upload {
    final String id;
    final String name;
    final long length;
    final String altText;
    byte @Nullable [] bytes;
    @Nullable SharedFile complete;

    Upload(String id, String name, long length, String altText) {
      this.id = id;
      this.name = name;
      this.length = length;
      this.altText = altText;
    }

    SharedFile complete(String title) {
      String type = URLConnection.guessContentTypeFromName(name);
      SharedFile file =
          new SharedFile(id, name, title, type == null ? "text/plain" : type, length, altText);
      complete = file;
      return file;
    }
  }

  private final Map<String, Upload> byId = new HashMap<>();

  void announce(Upload upload) {
    byId.put(upload.id, upload);
  }

  @Nullable Upload find(@Nullable String id) {
    return byId.get(id);
  }

  /** A file that was shared, with a copy of its bytes. */
  static final class Shared {
    private final SharedFile about;
    private final byte[] bytes;

    private Shared(SharedFile about, byte[] bytes) {
      this.about = about;
      this.bytes = bytes.clone();
    }

    SharedFile about() {
      return about;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  Optional<Shared> shared(String id) {
    Upload upload = byId.get(id);
    if (upload == null || upload.complete == null || upload.bytes == null) {
      return Optional.empty();
    }
    return Optional.of(new Shared(upload.complete, upload.bytes));
  }

  /** Whether a block may show this file. */
  boolean isImage(String id) {
    return shared(id).map(file -> file.about().isImage()).orElse(false);
  }
}
