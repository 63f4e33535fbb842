package dev.kix.interpreter.eval;

import dev.kix.grammar.Origin;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates files, each at most once an evaluation. Belongs to one {@link EvalState}. */
public final class Importer {
  private static final int MAX_LINKS = 1024;

  private final EvalState state;
  private final Map<String, String> resolved = new HashMap<>();
  private final Map<String, Lazy> values = new HashMap<>();

  Importer(EvalState state) {
    this.state = state;
  }

  /** The value of the file at {@code path}, or of {@code default.nix} where it is a folder. */
  public Value importFile(String path) {
    String file = resolved.get(path);
    if (file == null) {
      file = resolve(path);
      resolved.put(path, file);
    }
    Lazy value = values.get(file);
    if (value == null) {
      value = new FileThunk(file);
      values.put(file, value);
    }
    return value.force();
  }

  /**
   * The value of a file that sees the attributes of {@code scope} as variables. Not remembered, as
   * in Nix.
   */
  public Value importScoped(String path, NixAttrs scope) {
    NixAttrs flat = scope.flatten();
    String[] names = new String[flat.size()];
    Lazy[] lazies = new Lazy[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = flat.name(i);
      lazies[i] = flat.value(i);
    }
    SourceFile source = read(resolve(path));
    return Analyzer.analyze(
            source, state.services().parse(source, folder(source)), state.globals().names(), names)
        .eval(state, lazies);
  }

  /**
   * The file that {@code import path} reads: a link at {@code path} is followed, {@code
   * default.nix} added to a folder. Links above it stay as they are, so that relative paths in the
   * file start where its importer sees it, as in Nix.
   */
  public String resolve(String path) {
    FileAccess files = state.services().files();
    String file = path;
    for (int links = 0; !file.equals("/"); links++) {
      String parent = CanonicalPath.parent(file);
      String real = CanonicalPath.child(files.resolve(parent, true), CanonicalPath.baseName(file));
      FileKind kind = files.kind(real);
      if (kind == null) {
        files.checkAccess(real);
        throw files.missing(real);
      }
      if (kind != FileKind.SYMLINK) {
        break;
      }
      if (links == MAX_LINKS) {
        throw new EvalException(
            ErrorKind.IO,
            "too many symbolic links encountered while traversing the path '" + path + "'",
            null);
      }
      file = CanonicalPath.of(files.readLink(real), parent);
    }
    return files.kind(files.resolve(file, true)) == FileKind.DIRECTORY
        ? CanonicalPath.child(file, "default.nix")
        : file;
  }

  /** Forgets all files, so that changed ones are read again. */
  public void clear() {
    resolved.clear();
    values.clear();
  }

  private SourceFile read(String file) {
    return new SourceFile(
        Origin.file(file, shown(file)), Bytes.fromArray(state.services().files().read(file)));
  }

  /** What messages call {@code file} where that is not its path. */
  private @Nullable String shown(String file) {
    return file.startsWith(NixPath.CORE_FOLDER)
        ? NixPath.display(file)
        : state.services().store().shown(file);
  }

  private static String folder(SourceFile source) {
    String file = source.origin().path();
    return CanonicalPath.parent(file == null ? "/" : file);
  }

  private final class FileThunk extends Lazy {
    private final String file;
    private @Nullable Lazy body;

    FileThunk(String file) {
      this.file = file;
    }

    @Override
    public @Nullable Value valueIfForced() {
      return body == null ? null : body.valueIfForced();
    }

    @Override
    public Value force() {
      Lazy lazy = body;
      if (lazy instanceof Value v) {
        return v;
      }
      if (lazy == null) {
        SourceFile source = read(file);
        lazy = state.services().load(source, folder(source)).delay(state);
        body = lazy;
      }
      try {
        return lazy.force();
      } catch (EvalException e) {
        String shown = shown(file);
        throw e.during(null, "while evaluating the file '" + (shown == null ? file : shown) + "':");
      }
    }
  }
}
