package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.Hasher;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Files and folders read while evaluating. */
final class FileBuiltins {
  private static final NixString[] KINDS = new NixString[FileKind.values().length];

  static {
    for (FileKind kind : FileKind.values()) {
      KINDS[kind.ordinal()] = NixString.of(kind.nixName());
    }
  }

  private FileBuiltins() {}

  @NixBuiltin(
      name = "readFile",
      args = {"path"},
      since = "0.11",
      doc = "The content of the file *path* as a string. It must not hold a zero byte.",
      example =
          """
          builtins.readFile (builtins.toFile "a" "hello")
          => "hello"
          """)
  static Value readFile(EvalState state, @Nullable Position pos, Lazy path) {
    String file = Realisation.path(state, path, Realisation.Links.ALL);
    String text = Bytes.fromArray(state.services().files().read(file));
    if (text.indexOf('\0') >= 0) {
      throw Errors.eval(
          "the contents of the file '" + file + "' cannot be represented as a Nix string");
    }
    return NixString.of(text, references(state, file, text));
  }

  /**
   * What the text of a store object refers to: those of the object's references whose hash occurs
   * in the text.
   */
  private static StringContext references(EvalState state, String file, String text) {
    StoreDir dir = state.services().store().dir();
    if (!dir.contains(file)) {
      return StringContext.EMPTY;
    }
    StorePath object = dir.find(root(dir, file));
    if (object == null || !state.services().store().isValid(object)) {
      return StringContext.EMPTY;
    }
    List<String> found = new ArrayList<>();
    for (StorePath reference : state.services().store().references(object)) {
      if (text.contains(reference.hashPart())) {
        found.add(dir.print(reference));
      }
    }
    return StringContext.ofAll(found);
  }

  private static String root(StoreDir dir, String file) {
    int slash = file.indexOf('/', dir.path().length() + 1);
    return slash < 0 ? file : file.substring(0, slash);
  }

  @NixBuiltin(
      name = "readDir",
      args = {"path"},
      since = "1.8",
      doc =
          """
          The entries of the folder *path*: a set from names to `"regular"`, `"directory"`, \
          `"symlink"` or `"unknown"`.
          """,
      example =
          """
          builtins.readDir ./site
          """)
  static Value readDir(EvalState state, @Nullable Position pos, Lazy path) {
    String folder = Realisation.path(state, path, Realisation.Links.ALL);
    SortedMap<String, FileKind> entries = state.services().files().list(folder);
    String[] names = entries.keySet().toArray(new String[0]);
    Lazy[] kinds = new Lazy[names.length];
    int i = 0;
    for (FileKind kind : entries.values()) {
      kinds[i++] = KINDS[kind.ordinal()];
    }
    return NixAttrs.of(Shape.ofSorted(names, null), kinds);
  }

  @NixBuiltin(
      name = "readFileType",
      args = {"p"},
      since = "2.14",
      doc =
          """
          What there is at the path *p*: `"regular"`, `"directory"`, `"symlink"` or `"unknown"`. A \
          symbolic link is not followed.
          """,
      example =
          """
          builtins.readFileType /.
          => "directory"
          """)
  static Value readFileType(EvalState state, @Nullable Position pos, Lazy p) {
    return type(state, Realisation.path(state, p, Realisation.Links.NONE));
  }

  /** The type of what is at {@code path}, which must exist. */
  static NixString type(EvalState state, String path) {
    FileAccess files = state.services().files();
    files.checkAccess(path);
    FileKind kind = files.kind(path);
    if (kind == null) {
      throw state.services().files().missing(path);
    }
    return type(kind);
  }

  static NixString type(FileKind kind) {
    return KINDS[kind.ordinal()];
  }

  @NixBuiltin(
      name = "hashFile",
      args = {"type", "p"},
      since = "2.3",
      doc =
          """
          The hash of the file at path *p* in base 16. *type* is `"md5"`, `"sha1"`, `"sha256"`, \
          `"sha512"` or, with the experimental feature `blake3-hashes`, `"blake3"`.
          """,
      example =
          """
          builtins.hashFile "md5" (builtins.toFile "a" "")
          => "d41d8cd98f00b204e9800998ecf8427e"
          """)
  static Value hashFile(EvalState state, @Nullable Position pos, Lazy type, Lazy p) {
    String name =
        state.forceStringNoContext(
            type, null, "while evaluating the first argument passed to builtins.hashFile");
    HashAlgorithm algorithm = HashBuiltins.algorithm(state, name);
    String file = Realisation.path(state, p, Realisation.Links.ALL);
    return NixString.of(hash(state.services().files(), file, algorithm).base16());
  }

  private static Hash hash(FileAccess files, String file, HashAlgorithm algorithm) {
    Hasher hasher = Hasher.of(algorithm);
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = files.open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hasher.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return hasher.finish();
  }

  private static EvalException unreadable(String file, IOException e) {
    return Errors.io("reading from file '" + file + "': " + e.getMessage());
  }
}
