package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.flake.RemoteSources;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.EvalFiles;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <nixpkgs>} and what it stands for. */
final class SearchPathBuiltins {
  private static final String CORE = "nix/";

  private SearchPathBuiltins() {}

  @NixBuiltin(
      name = "findFile",
      args = {"search-path", "lookup-path"},
      doc =
          """
          Finds *lookup-path* in *search-path*, a list of sets with `path` and an optional `prefix`. \
          The first entry counts whose prefix is a prefix of *lookup-path* and whose path exists \
          with the rest of *lookup-path* appended. `<nixpkgs/lib>` means `builtins.findFile \
          builtins.nixPath "nixpkgs/lib"`. A name that begins with `nix/` is at last looked for \
          among the files that come with the program.
          """,
      example =
          """
          builtins.findFile [ { prefix = "site"; path = ./src; } ] "site/index.nix"
          """)
  static Value findFile(EvalState state, @Nullable Position pos, Lazy searchPath, Lazy lookup) {
    NixList list =
        state.forceList(
            searchPath, null, "while evaluating the first argument passed to builtins.findFile");
    // All entries are looked at before the name is, as in Nix.
    String[] prefixes = new String[list.size()];
    String[] paths = new String[list.size()];
    for (int i = 0; i < paths.length; i++) {
      NixAttrs entry =
          state.forceAttrs(
              list.get(i),
              null,
              "while evaluating an element of the list passed to builtins.findFile");
      Lazy prefix = entry.get("prefix");
      prefixes[i] =
          prefix == null
              ? ""
              : state.forceStringNoContext(
                  prefix,
                  null,
                  "while evaluating the `prefix` attribute of an element of the list passed to"
                      + " builtins.findFile");
      paths[i] = entryPath(state, entry);
    }
    String name =
        state.forceStringNoContext(
            lookup, null, "while evaluating the second argument passed to builtins.findFile");
    return NixPath.of(find(state, prefixes, paths, name));
  }

  private static String entryPath(EvalState state, NixAttrs entry) {
    ContextBuilder context = new ContextBuilder();
    String path =
        Coercion.toString(
            state,
            null,
            state.attribute(entry, "path", "in an element of the __nixPath"),
            context,
            "while evaluating the `path` attribute of an element of the list passed to"
                + " builtins.findFile",
            false,
            false,
            true);
    StringContext references = context.build();
    String invalid = Realisation.firstInvalid(state.services().store(), references);
    if (invalid != null) {
      throw Errors.eval(
          "cannot find '"
              + path
              + "', since path '"
              + invalid.substring(invalid.lastIndexOf('/') + 1)
              + "' is not valid");
    }
    Realisation.requireBuilt(state, references);
    return path;
  }

  private static String find(EvalState state, String[] prefixes, String[] paths, String name) {
    FileAccess files = state.services().files();
    for (int i = 0; i < paths.length; i++) {
      String rest = remainder(prefixes[i], name);
      if (rest == null) {
        continue;
      }
      Optional<String> root = state.searchPathRoots().get(paths[i]);
      if (root == null) {
        root = Optional.ofNullable(root(state, paths[i]));
        state.searchPathRoots().put(paths[i], root);
      }
      if (root.isEmpty()) {
        continue;
      }
      String found =
          files.resolve(CanonicalPath.of(root.get() + CanonicalPath.of("/" + rest)), true);
      if (files.kind(found) != null) {
        return found;
      }
      files.checkAccess(found);
    }
    if (name.startsWith(CORE)) {
      return CanonicalPath.of(
          EvalFiles.CORE_PACKAGES + CanonicalPath.of("/" + name.substring(CORE.length())));
    }
    throw new EvalException(
        ErrorKind.THROWN,
        state.services().settings().pureEval()
            ? "cannot look up '<" + name + ">' in pure evaluation mode (use '--impure' to override)"
            : "file '"
                + name
                + "' was not found in the Nix search path (add it using $NIX_PATH or -I)",
        null);
  }

  /** What of {@code name} follows {@code prefix}, or null if that is no prefix of it. */
  private static @Nullable String remainder(String prefix, String name) {
    if (!name.startsWith(prefix)) {
      return null;
    }
    int n = prefix.length();
    if (n == 0 || n == name.length()) {
      return name.substring(n);
    }
    return name.charAt(n) == '/' ? name.substring(n + 1) : null;
  }

  /**
   * The folder of a search path entry that is a URL, or null, with a warning, if it is not there.
   */
  private static @Nullable String fetch(EvalState state, String entry) {
    try {
      return RemoteSources.fetch(state, entry);
    } catch (EvalException e) {
      if (e.kind().isAboutTheEvaluation()) {
        throw e;
      }
      Warnings.warn(
          state,
          "Nix search path entry '"
              + entry
              + "' cannot be downloaded, ignoring ("
              + e.getMessage()
              + ")");
      return null;
    }
  }

  /** The folder of a search path entry, or null, with a warning, if it is not there. */
  private static @Nullable String root(EvalState state, String entry) {
    if (RemoteSources.isUrl(entry)) {
      return fetch(state, entry);
    }
    FileAccess files = state.services().files();
    String path = CanonicalPath.of(entry, state.services().settings().workingFolder());
    if (files.kind(files.resolve(path, true)) != null) {
      return path;
    }
    files.checkAccess(path);
    Warnings.warn(state, "Nix search path entry '" + entry + "' does not exist, ignoring");
    return null;
  }
}
