package io.headroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opens what {@code sam deploy} uploads. The zips are made in the package phase of functions and
 * bot, which Maven builds before this module: run {@code ./mvnw verify}.
 */
final class PackagedZipsTest {
  /** Lambda takes 50 MB, and 250 MB unzipped; a package starts slowly long before. */
  private static final long MAX_ZIP_BYTES = 25_000_000;

  /** Test libraries, the sandbox and its libraries, build tools, and HTTP clients not in use. */
  private static final Pattern FORBIDDEN_JAR =
      Pattern.compile(
          "(junit|opentest4j|apiguardian|assertj|awaitility|byte-buddy|hamcrest|mockito|archunit"
              + "|testcontainers|docker-java|playwright|driver-bundle|DynamoDBLocal|sqlite4java"
              + "|pinpoint|cognitoidentity|jetty|antlr|picocli|headroom-sandbox|headroom-bench|headroom-.*-tests"
              + "|error_prone_core|nullaway|google-java-format|netty|apache-client|httpclient"
              + "|aws-lambda-java-runtime-interface-client|micronaut-inject-java|micronaut-http)"
              + ".*\\.jar");

  @ParameterizedTest
  @ValueSource(strings = {"functions", "bot"})
  void holdsItsClassesAndWhatTheyNeed(String module) throws IOException {
    List<String> entries = entries(module);

    assertThat(entries)
        .contains("io/headroom/%s/package-info.class".formatted(module))
        .anyMatch(entry -> entry.matches("lib/headroom-core-[^/]+\\.jar"))
        .anyMatch(entry -> entry.matches("lib/headroom-infra-[^/]+\\.jar"))
        .anyMatch(entry -> entry.matches("lib/dynamodb-[^/]+\\.jar"))
        .anyMatch(entry -> entry.matches("lib/url-connection-client-[^/]+\\.jar"))
        .anyMatch(entry -> entry.matches("lib/slack-api-client-[^/]+\\.jar"));
  }

  /** What only one of them calls weighs megabytes in the other, for nothing. */
  @Test
  void holdsTheClientsThatItsModuleCalls() throws IOException {
    Pattern fleet =
        Pattern.compile("lib/(ecs|cloudwatch|applicationautoscaling|sts|snakeyaml)-[^/]+\\.jar");
    assertThat(entries("functions")).filteredOn(fleet.asPredicate()).hasSize(5);
    assertThat(entries("bot"))
        .noneMatch(fleet.asPredicate())
        .noneMatch(entry -> entry.matches("lib/(aws-lambda-java-events|joda-time)-[^/]+\\.jar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"functions", "bot"})
  void holdsNoTestOrSandboxLibrary(String module) throws IOException {
    assertThat(entries(module))
        .filteredOn(entry -> entry.startsWith("lib/"))
        .noneMatch(entry -> FORBIDDEN_JAR.matcher(entry.substring("lib/".length())).matches());
  }

  /** One deployed module inside the other would hide in a jar's name; classes do not. */
  @ParameterizedTest
  @ValueSource(strings = {"functions", "bot"})
  void holdsNoClassOfAnotherModule(String module) throws IOException {
    assertThat(classesOfHeadroom(module))
        .isNotEmpty()
        .allMatch(name -> name.matches("io/headroom/(core|infra|%s)/.*".formatted(module)))
        .noneMatch(name -> name.matches(".*(Test|Contract|InMemory|Testing)[^/]*\\.class"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"functions", "bot"})
  void carriesTheRunbooks(String module) throws IOException {
    assertThat(namesInJarsOfHeadroom(module))
        .filteredOn(name -> name.matches("runbooks/[^/]+\\.yaml"))
        .hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"functions", "bot"})
  void isSmallEnoughToStartQuickly(String module) throws IOException {
    assertThat(Files.size(zip(module))).isLessThan(MAX_ZIP_BYTES);
  }

  private static Path zip(String module) {
    Path zip = Path.of("..", module, "target", module + ".zip");
    assertThat(zip).as("made by the package phase; run ./mvnw verify").isRegularFile();
    return zip;
  }

  private static List<String> entries(String module) throws IOException {
    try (InputStream file = Files.newInputStream(zip(module))) {
      return names(file);
    }
  }

  private static List<String> classesOfHeadroom(String module) throws IOException {
    List<String> names = new ArrayList<>(entries(module));
    names.addAll(namesInJarsOfHeadroom(module));
    return names.stream()
        .filter(name -> name.startsWith("io/headroom/") && name.endsWith(".class"))
        .toList();
  }

  private static List<String> namesInJarsOfHeadroom(String module) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zip(module)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().startsWith("lib/headroom-")) {
          names.addAll(names(zip));
        }
      }
    }
    return names;
  }

  /** Names in a zip; the stream stays open, since it may be an entry of another zip. */
  private static List<String> names(InputStream in) throws IOException {
    List<String> names = new ArrayList<>();
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      names.add(entry.getName());
    }
    return names;
  }
}
