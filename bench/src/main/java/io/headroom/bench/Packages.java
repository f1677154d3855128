package io.headroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packages, unpacked as Lambda does: each file as old as in the zip. Gone in the end. */
public final class Packages implements AutoCloseable {

  private final Path folder;

  public Packages() {
    try {
      folder = Files.createTempDirectory("headroom-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks a package under a name. */
  public Path unpack(Path zip, String name) {
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

  /**
   * Puts the module's own classes into a jar among its libraries: a JVM with a cache of classes
   * takes no folder on its class path.
   */
  static void intoJar(Path unpacked) {
    Path jar = unpacked.resolve("lib").resolve("0-module.jar");
    try (Stream<Path> all = Files.walk(unpacked);
        var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      List<Path> own =
          all.filter(file -> !file.equals(unpacked))
              .filter(file -> !file.startsWith(unpacked.resolve("lib")))
              .sorted()
              .toList();
      for (Path file : own) {
        boolean folder = Files.isDirectory(file);
        out.putNextEntry(new ZipEntry(unpacked.relativize(file) + (folder ? "/" : "")));
        if (!folder) {
          Files.copy(file, out);
        }
      }
      for (Path file : own.reversed()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
