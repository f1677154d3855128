package io.headroom.infra.slack.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected JSON in files. After a change that is meant, write them anew and read the difference:
 *
 * <pre>
 * ./mvnw -pl infra -am test -Dtest=ThreadRendererTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dheadroom.golden.write=true
 * git diff infra/src/test/resources/golden
 * </pre>
 */
final class Golden {

  private static final Path DIRECTORY = Path.of("src", "test", "resources", "golden");
  private static final boolean WRITE = Boolean.getBoolean("headroom.golden.write");
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private Golden() {}

  /** Compares with {@code src/test/resources/golden/<name>.json}, or writes it. */
  static void check(String name, JsonElement actual) {
    Path file = DIRECTORY.resolve(name + ".json");
    String text = PRETTY.toJson(actual) + "\n";
    try {
      if (WRITE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
      assertThat(file).exists();
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("golden file " + file, e);
    }
  }
}
