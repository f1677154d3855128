package io.headroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a process after what it was asked.
 *
 * @param classes loaded; a JVM's only
 * @param cachedClasses of these, from a cache of the JVM's own or of the application
 * @param heapKib in use after a collection; a JVM's only
 * @param residentKib most memory that it had
 */
public record Inside(
    Optional<Long> classes,
    Optional<Long> cachedClasses,
    Optional<Long> heapKib,
    long residentKib) {

  public static Inside of(long pid, boolean java) {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
      long resident = find(status, "VmHWM:\\s+(\\d+) kB").orElseThrow();
      if (!java) {
        return new Inside(Optional.empty(), Optional.empty(), Optional.empty(), resident);
      }
      String counters = jcmd(pid, "PerfCounter.print");
      jcmd(pid, "GC.run");
      String heap = jcmd(pid, "GC.heap_info");
      return new Inside(
          sum(counters, "java.cls.loadedClasses=(\\d+)", "java.cls.sharedLoadedClasses=(\\d+)"),
          find(counters, "java.cls.sharedLoadedClasses=(\\d+)"),
          sum(heap, "(?i)(?:def ?new|new generation).*used (\\d+)K", "(?i)tenured.*used (\\d+)K"),
          resident);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Time that a process's threads had on a processor so far; the kernel counts it in hundredths of
   * a second.
   */
  public static double processorMillis(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name, in parentheses, may hold spaces; after it the 14th and 15th fields are 11 and 12.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> sum(String text, String one, String other) {
    return find(text, one).flatMap(first -> find(text, other).map(second -> first + second));
  }

  private static Optional<Long> find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
  }

  private static String jcmd(long pid, String command) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
