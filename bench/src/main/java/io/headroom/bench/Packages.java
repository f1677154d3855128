package io.headroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Packages, unpacked as Lambda does: each file as old as in the zip. Gone in the end. */
final class Packages implements AutoCloseable {

  private final Path folder;

  Packages() {
    try {
      folder = Files.createTempDirectory("headroom-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks a package under a name. */
  Path unpack(Path zip, String name) {
    Path into = folder.resolve(name);
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
          Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return into;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
