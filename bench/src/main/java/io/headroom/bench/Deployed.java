package io.headroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as {@code template.yaml} has it.
 *
 * @param megabytes its {@code MemorySize}
 */
public record Deployed(String name, String handler, int megabytes, Duration timeOut) {

  /** What the template says for all that do not say it themselves. */
  private static final String TIME_OUT = "60";

  /**
   * Reads it.
   *
   * @throws IllegalStateException if the template has no such function, or it has no size
   */
  public static Deployed of(String name) {
    Matcher function =
        Pattern.compile(
                "\\n  " + name + ":\\n    Type: AWS::Serverless::Function\\n(.*?)\\n\\n",
                Pattern.DOTALL)
            .matcher(template());
    if (!function.find()) {
      throw new IllegalStateException("template.yaml has no function " + name);
    }
    String text = function.group(1);
    return new Deployed(
        name,
        property(text, "Handler").orElseThrow(),
        Integer.parseInt(
            property(text, "MemorySize")
                .orElseThrow(() -> new IllegalStateException(name + " has no MemorySize"))),
        Duration.ofSeconds(Long.parseLong(property(text, "Timeout").orElse(TIME_OUT))));
  }

  /** The package that it is in. */
  public String module() {
    return name.equals("Bot") ? "bot" : "functions";
  }

  /** The same with another size. */
  public Deployed with(int otherMegabytes) {
    return new Deployed(name, handler, otherMegabytes, timeOut);
  }

  private static Optional<String> property(String function, String name) {
    Matcher property = Pattern.compile("\\n      " + name + ": (\\S+)").matcher(function);
    return property.find() ? Optional.of(property.group(1)) : Optional.empty();
  }

  private static String template() {
    try {
      return Files.readString(Path.of("template.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
