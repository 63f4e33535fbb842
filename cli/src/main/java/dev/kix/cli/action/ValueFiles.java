package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.DiagnosticRenderer;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A value as files: a string is a file, a set a folder of what it holds. Rules and words are those
 * of {@code nix eval --write-to}.
 */
final class ValueFiles {
  private ValueFiles() {}

  /**
   * Writes a value to a path where nothing is yet.
   *
   * @param given the path as the user wrote it, for messages
   * @throws EvalException when part of the value is neither a string nor a set; what was written
   *     before stays, as with Nix
   */
  static void write(EvalState state, Value value, Path to, String given) {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new CliException("path '" + given + "' already exists");
    }
    try {
      writeOne(state, value, null, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeOne(EvalState state, Lazy lazy, @Nullable Position pos, Path to)
      throws IOException {
    Value value = state.force(lazy, null);
    if (value instanceof NixString s) {
      Files.write(to, s.value().getBytes(StandardCharsets.ISO_8859_1));
    } else if (value instanceof NixAttrs attrs) {
      Files.createDirectory(to);
      NixAttrs flat = attrs.flatten();
      for (int i = 0; i < flat.size(); i++) {
        String name = flat.name(i);
        try {
          if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new CliException("invalid file name '" + Bytes.decode(name) + "'");
          }
          writeOne(state, flat.value(i), flat.position(i), FileNames.resolve(to, name));
        } catch (EvalException e) {
          throw e.during(flat.position(i), "while evaluating the attribute '" + name + "'");
        }
      }
    } else {
      String place = pos == null ? "" : " at '" + DiagnosticRenderer.describe(pos) + "'";
      throw new EvalException(
          ErrorKind.TYPE, "value" + place + " is not a string or an attribute set", null);
    }
  }
}
