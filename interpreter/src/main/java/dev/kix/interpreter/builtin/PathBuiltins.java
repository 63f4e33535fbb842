package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.store.StoreException;
import dev.kix.store.path.StorePath;
import org.jspecify.annotations.Nullable;

/** Paths as text: nothing here but {@code storePath} looks at files. */
final class PathBuiltins {
  private PathBuiltins() {}

  @NixBuiltin(
      name = "toPath",
      args = {"s"},
      doc =
          "**Deprecated.** Use `/. + \"/path\"` to make an absolute path of a string, and `./. +"
              + " \"/path\"` for a relative one. Checks that *s* is absolute and returns it in"
              + " canonical form, as a string.",
      example =
          """
          builtins.toPath "/usr//lib/../bin"
          => "/usr/bin"
          """)
  static Value toPath(EvalState state, @Nullable Position pos, Lazy s) {
    ContextBuilder context = new ContextBuilder();
    String path =
        Coercion.toPath(
            state,
            null,
            s,
            context,
            "while evaluating the first argument passed to builtins.toPath");
    return context.string(path);
  }

  @NixBuiltin(
      name = "storePath",
      args = {"path"},
      doc =
          """
          A string that refers to the store object that *path* lies in, without copying it to the \
          store again as a path value in a derivation would. Not available in pure mode.
          """,
      example =
          """
          builtins.storePath "/nix/store/fvchbymk0m4jvldpb9m5hy0bjy2lf30k-hello"
          """)
  static Value storePath(EvalState state, @Nullable Position pos, Lazy path) {
    if (state.services().settings().pureEval()) {
      throw Errors.eval("'builtins.storePath' is not allowed in pure evaluation mode");
    }
    EvalStore store = state.services().store();
    ContextBuilder context = new ContextBuilder();
    String file =
        Coercion.toPath(
            state,
            null,
            path,
            context,
            "while evaluating the first argument passed to 'builtins.storePath'");
    // A link directly in the store is a store object itself.
    if (!store.isStorePath(file)) {
      file = state.services().files().resolve(file, true);
    }
    if (!store.dir().contains(file)) {
      throw Errors.eval("path '" + file + "' is not in the Nix store");
    }
    StorePath object;
    try {
      object = store.dir().containing(file);
    } catch (StoreException e) {
      throw Errors.from(e);
    }
    context.add(store.dir().print(object));
    return context.string(file);
  }

  @NixBuiltin(
      name = "baseNameOf",
      args = {"x"},
      global = true,
      doc =
          """
          The last component of the path or string *x*: everything after the last slash, where one \
          slash at the very end does not count.
          """,
      example =
          """
          baseNameOf "/usr/lib/"
          => "lib"
          """)
  static Value baseNameOf(EvalState state, @Nullable Position pos, Lazy x) {
    ContextBuilder context = new ContextBuilder();
    String path =
        Coercion.toString(
            state,
            null,
            x,
            context,
            "while evaluating the first argument passed to builtins.baseNameOf",
            false,
            false,
            true);
    return context.string(baseName(path));
  }

  /** Nix drops one trailing slash only; changing that would change derivations. */
  private static String baseName(String path) {
    int end = path.length();
    if (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  @NixBuiltin(
      name = "dirOf",
      args = {"s"},
      global = true,
      doc =
          """
          The folder of the path or string *s*: everything before the last slash. A path gives a \
          path, anything else a string.
          """,
      example =
          """
          dirOf "/usr/lib/libc.so"
          => "/usr/lib"

          dirOf "libc.so"
          => "."
          """)
  static Value dirOf(EvalState state, @Nullable Position pos, Lazy s) {
    if (state.force(s, null) instanceof NixPath path) {
      return NixPath.of(CanonicalPath.parent(path.path()));
    }
    ContextBuilder context = new ContextBuilder();
    String path =
        Coercion.toString(
            state,
            null,
            s,
            context,
            "while evaluating the first argument passed to 'builtins.dirOf'",
            false,
            false,
            true);
    int slash = path.lastIndexOf('/');
    return context.string(slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash));
  }

  @NixBuiltin(
      name = "getEnv",
      args = {"s"},
      doc =
          """
          The value of the environment variable *s*, or an empty string if there is none, and \
          always in pure and in restricted mode. It makes an evaluation depend on where it runs.
          """,
      example =
          """
          builtins.getEnv "NO_SUCH_VARIABLE"
          => ""
          """)
  static Value getEnv(EvalState state, @Nullable Position pos, Lazy s) {
    String name =
        state.forceStringNoContext(
            s, null, "while evaluating the first argument passed to builtins.getEnv");
    EvalSettings settings = state.services().settings();
    if (settings.pureEval() || settings.restrictEval()) {
      return NixString.EMPTY;
    }
    String value = settings.environment().get(Bytes.decode(name));
    return value == null ? NixString.EMPTY : NixString.ofJava(value);
  }

  @NixBuiltin(
      name = "pathExists",
      args = {"path"},
      doc =
          """
          `true` if there is something at *path*. A string that ends in a slash asks for a folder. \
          What may not be read does not exist.
          """,
      example =
          """
          map builtins.pathExists [ /. /no/such/file ]
          => [ true false ]
          """)
  static Value pathExists(EvalState state, @Nullable Position pos, Lazy path) {
    int depth = state.depth();
    try {
      Value v = state.force(path, null);
      boolean folder =
          v instanceof NixString s && (s.value().endsWith("/") || s.value().endsWith("/."));
      String file =
          Realisation.path(state, v, folder ? Realisation.Links.ALL : Realisation.Links.ANCESTORS);
      FileKind kind = state.services().files().kind(file);
      return NixBool.of(kind != null && (!folder || kind == FileKind.DIRECTORY));
    } catch (EvalException e) {
      if (e.kind() == ErrorKind.RESTRICTED) {
        state.restoreDepth(depth);
        return NixBool.FALSE;
      }
      throw e;
    }
  }
}
