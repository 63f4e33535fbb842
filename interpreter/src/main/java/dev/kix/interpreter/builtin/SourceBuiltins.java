package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.AccessTree;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.StoreException;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Files and texts that become store objects. */
final class SourceBuiltins {
  private SourceBuiltins() {}

  @NixBuiltin(
      name = "toFile",
      args = {"name", "s"},
      doc =
          """
          Puts the string *s* into the store as a file called *name* and returns its path. *s* may \
          refer to sources and to other such files, not to derivations: they do not exist yet.
          """,
      example =
          """
          builtins.toFile "motd" "hello"
          => "/nix/store/2rf49y9jwy463h06ngf04hv1asaw4n5x-motd"
          """)
  static Value toFile(EvalState state, @Nullable Position pos, Lazy name, Lazy s) {
    String file =
        state.forceStringNoContext(
            name, null, "while evaluating the first argument passed to builtins.toFile");
    NixString text =
        state.forceString(
            s, null, "while evaluating the second argument passed to builtins.toFile");
    EvalStore store = state.services().store();
    List<StorePath> references = new ArrayList<>();
    for (ContextElement element : text.context().decoded()) {
      if (!(element instanceof ContextElement.Opaque source)) {
        throw Errors.eval(
            "files created by builtins.toFile may not reference derivations, but "
                + file
                + " references "
                + element.encode().replace(store.dir().path() + "/", ""));
      }
      references.add(store.dir().parse(source.path()));
    }
    return reference(store, store.addText(file, text.value(), references));
  }

  static NixString reference(EvalStore store, StorePath path) {
    String printed = store.dir().print(path);
    return NixString.of(printed, StringContext.of(printed));
  }

  @NixBuiltin(
      name = "filterSource",
      args = {"e1", "e2"},
      since = "0.11",
      doc =
          """
          Copies the folder *e2* to the store without the files for which the function *e1* returns \
          `false`. *e1* gets the full path as a string and the type: `"regular"`, `"directory"`, \
          `"symlink"` or `"unknown"`. Better use `builtins.path`, which lets the result have a name \
          of its own.
          """,
      example =
          """
          builtins.filterSource (path: type: type != "symlink" && baseNameOf path != ".git") ./site
          """)
  static Value filterSource(EvalState state, @Nullable Position pos, Lazy filter, Lazy path) {
    ContextBuilder context = new ContextBuilder();
    String source =
        Coercion.toPath(
            state,
            null,
            path,
            context,
            "while evaluating the second argument (the path to filter) passed to"
                + " 'builtins.filterSource'");
    Value function =
        state.forceFunction(
            filter, null, "while evaluating the first argument passed to builtins.filterSource");
    return add(
        state,
        baseName(source),
        source,
        function,
        ContentAddressMethod.NIX_ARCHIVE,
        null,
        context.build());
  }

  @NixBuiltin(
      name = "path",
      args = {"args"},
      since = "2.0",
      doc =
          """
          Copies a file or folder to the store. *args* is a set of

          - `path`: what to copy;
          - `name`: the name of the store object, by default the last component of `path`;
          - `filter`: a function as for `builtins.filterSource`, by default keeping everything;
          - `recursive`: `false` to hash the bytes of a single file instead of its archive;
          - `sha256`: the hash that the result must have. Where an object with that hash is in the \
          store already, `path` is not read at all.
          """,
      example =
          """
          builtins.path { path = ./.; name = "site"; filter = path: type: baseNameOf path != "result"; }
          """)
  static Value path(EvalState state, @Nullable Position pos, Lazy args) {
    NixAttrs attrs =
        state
            .forceAttrs(args, null, "while evaluating the argument passed to 'builtins.path'")
            .flatten();
    ContextBuilder context = new ContextBuilder();
    String source = null;
    String name = "";
    Value filter = null;
    ContentAddressMethod method = ContentAddressMethod.NIX_ARCHIVE;
    Hash expected = null;
    for (int i : attrs.shape().evaluationOrder()) {
      Lazy value = attrs.value(i);
      Position at = attrs.position(i);
      switch (attrs.name(i)) {
        case "path" ->
            source =
                Coercion.toPath(
                    state,
                    at,
                    value,
                    context,
                    "while evaluating the 'path' attribute passed to 'builtins.path'");
        case "name" ->
            name =
                state.forceStringNoContext(
                    value, at, "while evaluating the `name` attribute passed to builtins.path");
        case "filter" ->
            filter =
                state.forceFunction(
                    value, at, "while evaluating the `filter` parameter passed to builtins.path");
        case "recursive" ->
            method =
                state.forceBool(
                        value,
                        at,
                        "while evaluating the `recursive` attribute passed to builtins.path")
                    ? ContentAddressMethod.NIX_ARCHIVE
                    : ContentAddressMethod.FLAT;
        case "sha256" ->
            expected =
                Hashes.parseAllowEmpty(
                    state,
                    state.forceStringNoContext(
                        value,
                        at,
                        "while evaluating the `sha256` attribute passed to builtins.path"),
                    HashAlgorithm.SHA256);
        default ->
            throw new EvalException(
                ErrorKind.EVAL,
                "unsupported argument '"
                    + Literals.attributeName(attrs.name(i))
                    + "' to 'builtins.path'",
                at);
      }
    }
    if (source == null) {
      throw Errors.eval(
          "missing required 'path' attribute in the first argument to 'builtins.path'");
    }
    return add(
        state,
        name.isEmpty() ? baseName(source) : name,
        source,
        filter,
        method,
        expected,
        context.build());
  }

  /** The last component of {@code path}; the root has no name, and Nix gives it this one. */
  private static String baseName(String path) {
    return path.equals("/") ? "source" : CanonicalPath.baseName(path);
  }

  /** What a store object refers to, its copy refers to; nothing where that is not known. */
  private static SortedSet<StorePath> references(EvalStore store, String source) {
    StorePath object = store.dir().containing(source);
    return store.isValid(object) ? store.references(object) : Collections.emptySortedSet();
  }

  private static Value add(
      EvalState state,
      String name,
      String source,
      @Nullable Value filter,
      ContentAddressMethod method,
      @Nullable Hash expected,
      StringContext context) {
    EvalStore store = state.services().store();
    try {
      SortedSet<StorePath> references = Collections.emptySortedSet();
      if (store.dir().contains(source) && !context.isEmpty()) {
        Realisation.realise(state, context);
        references = references(store, source);
      }
      StorePath wanted = null;
      if (expected != null) {
        wanted =
            store
                .dir()
                .makeContentAddressedPath(
                    name, new ContentAddress(method, expected), references, false);
        if (store.isValid(wanted)) {
          return reference(store, wanted);
        }
      }
      FileAccess files = state.services().files();
      AccessTree.Filter keep =
          filter == null
              ? null
              : (path, kind) ->
                  state.forceBool(
                      state.call(filter, null, NixString.of(path), FileBuiltins.type(kind)),
                      null,
                      "while evaluating the return value of the path filter function");
      String real = files.resolve(source, true);
      if (method == ContentAddressMethod.FLAT && files.kind(real) == FileKind.DIRECTORY) {
        throw Errors.io("file '" + real + "' is not a regular file");
      }
      StorePath added =
          store.addTree(
              name, AccessTree.of(files, real, keep), method, HashAlgorithm.SHA256, references);
      if (wanted != null && !wanted.equals(added)) {
        throw Errors.eval(
            "store path mismatch in (possibly filtered) path added from '" + source + "'");
      }
      return reference(store, added);
    } catch (StoreException e) {
      throw Errors.from(e).during(null, "while adding path '" + source + "'");
    } catch (EvalException e) {
      throw e.during(null, "while adding path '" + source + "'");
    }
  }
}
