package io.headroom.core.runbook;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * From bytes to a tree of YAML nodes that know their place. Refuses what a runbook has no use for:
 * more than {@link #MAX_BYTES}, other encodings than UTF-8, tabs, anchors, aliases, tags and a
 * second document.
 */
final class YamlText {

  /** 1 MiB; the longest bundled runbook has a thirtieth of it. */
  static final int MAX_BYTES = 1 << 20;

  private YamlText() {}

  /** The text, or nothing after a problem was added. */
  static Optional<String> decode(byte[] bytes, Problems problems) {
    if (bytes.length > MAX_BYTES) {
      tooLarge(problems);
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
      int column = text.length() - text.lastIndexOf('\n');
      String found = "byte 0x%02X".formatted(bytes[in.position()] & 0xFF);
      problems.at(line, column, found + " is not UTF-8; save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** The root node, or nothing after at least one problem was added. */
  static Optional<Node> compose(String text, Problems problems) {
    int before = problems.count();
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      tooLarge(problems);
      return Optional.empty();
    }
    if (text.isBlank()) {
      problems.at(1, 1, "the file is empty; a runbook starts with its id");
      return Optional.empty();
    }
    refuseTabs(text, problems);
    if (problems.count() > before) {
      return Optional.empty();
    }
    try {
      Optional<Node> root = root(text, problems);
      if (root.isEmpty() && problems.count() == before) {
        problems.at(1, 1, "the file has only comments; a runbook starts with its id");
      }
      return problems.count() > before ? Optional.empty() : root;
    } catch (MarkedYAMLException e) {
      problems.at(e.getProblemMark(), "not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      unreadable(text, e, problems);
    } catch (YAMLException e) {
      problems.at(1, 1, "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<Node> root(String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setProcessComments(false);
    options.setCodePointLimit(MAX_BYTES);
    // Each alias is reported where it stands, and the tree is not walked then.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    Parser parser = new PlainParser(new ParserImpl(new StreamReader(text), options), problems);
    return Optional.ofNullable(new Composer(parser, new Resolver(), options).getSingleNode());
  }

  private static void refuseTabs(String text, Problems problems) {
    int line = 1;
    int lineStart = 0;
    boolean told = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        lineStart = i + 1;
        told = false;
      } else if (c == '\t' && !told) {
        problems.at(line, i - lineStart + 1, "a tab; write spaces");
        told = true;
      }
    }
  }

  private static void unreadable(String text, ReaderException e, Problems problems) {
    String read = text.substring(0, Math.min(e.getPosition(), text.length()));
    int line = (int) read.chars().filter(c -> c == '\n').count() + 1;
    int column = read.length() - read.lastIndexOf('\n');
    problems.at(line, column, "character U+%04X may not be in YAML".formatted(e.getCodePoint()));
  }

  private static void tooLarge(Problems problems) {
    problems.at(
        1,
        1,
        "the file has more than %d bytes, which is the most that is read".formatted(MAX_BYTES));
  }
}
