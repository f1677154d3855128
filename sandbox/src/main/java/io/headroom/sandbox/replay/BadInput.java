package io.headroom.sandbox.replay;

import java.nio.file.Path;

/** A file that cannot be read as it is; the message says where, what is wrong and what to do. */
final class BadInput extends Exception {

  private static final long serialVersionUID = 1L;

  private BadInput(String message) {
    super(message);
  }

  /** Of a file as a whole. */
  static BadInput in(Path file, String what) {
    return new BadInput("%s: %s".formatted(file, what));
  }

  /** Of a line, counted from 1. */
  static BadInput at(Path file, long line, String what) {
    return new BadInput("%s:%d: %s".formatted(file, line, what));
  }

  /** Of a cell; line and column are counted from 1. */
  static BadInput at(Path file, long line, int column, String what) {
    return new BadInput("%s:%d, column %d: %s".formatted(file, line, column, what));
  }
}
