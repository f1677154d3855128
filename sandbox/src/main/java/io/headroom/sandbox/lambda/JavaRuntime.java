package io.headroom.sandbox.lambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command with which Lambda's managed Java runtime starts a function: its options, and on the
 * class path the runtime interface client alone, which loads the package from the working directory
 * with a class loader of its own.
 *
 * <p>Differences: the JVM is this one; AWS's cache of the client's classes is missing. The client
 * has to be on the class path of the caller.
 */
public final class JavaRuntime {

  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final Pattern JARS =
      Pattern.compile(
          "(aws-lambda-java-(runtime-interface-client|serialization|core)|utils-lite)-[0-9].*\\.jar");

  private static final String NATIVE = "/jni/libaws-lambda-jni.linux-x86_64.so";

  private static final String NATIVE_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+TieredCompilation",
          "-XX:TieredStopAtLevel=1",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
          "-Djava.net.preferIPv4Stack=true");

  private JavaRuntime() {}

  /**
   * The command for a function.
   *
   * @param handler as in {@code template.yaml}
   * @param options further options of the JVM
   */
  public static List<String> command(String handler, List<String> options) {
    return command(jars(), handler, options);
  }

  /**
   * The same with the package on the class path, behind the client: the only way to use a cache of
   * classes, which holds those of the JVM's own loaders alone. A JVM with such a cache takes no
   * folder on its class path.
   */
  public static List<String> command(Path unpacked, String handler, List<String> options) {
    var entries = new ArrayList<>(jars());
    try (Stream<Path> libraries = Files.list(unpacked.resolve("lib"))) {
      libraries.sorted().forEach(entries::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return command(entries, handler, options);
  }

  /** The files that a command needs beside the JVM and the package. */
  public static List<String> files() {
    return Stream.concat(jars().stream(), Stream.of(Native.FILE)).map(Path::toString).toList();
  }

  private static List<String> command(List<Path> classPath, String handler, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-D" + NATIVE_PROPERTY + "=" + Native.FILE);
    command.addAll(options);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    command.add(MAIN);
    command.add(handler);
    return command;
  }

  private static List<Path> jars() {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> JARS.matcher(String.valueOf(path.getFileName())).matches())
            .toList();
    if (jars.size() < 4) {
      throw new IllegalStateException("the runtime interface client is not on the class path");
    }
    return jars;
  }

  /** The client's native part, which lies beside it in Lambda, unpacked once. */
  private static final class Native {

    static final Path FILE = unpack();

    private static Path unpack() {
      try (InputStream in = JavaRuntime.class.getResourceAsStream(NATIVE)) {
        if (in == null) {
          throw new IllegalStateException(
              "the runtime interface client on the class path has no " + NATIVE);
        }
        Path file = Files.createTempFile("headroom-runtime", ".so");
        file.toFile().deleteOnExit();
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
