package dev.kix.cluster.image;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.AccessTree;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes into a layer: folders whose content is laid over the root, files at given places, and
 * every store object that is mentioned, at its own path and with all that it refers to.
 */
final class LayerContents {
  private static final int MAX_DEPTH = 100;

  private final EvalState state;
  private final SortedMap<String, FileTree> entries = new TreeMap<>();

  LayerContents(EvalState state) {
    this.state = state;
  }

  /** Everything by path, folders before what is in them. */
  SortedMap<String, FileTree> entries() {
    return entries;
  }

  /** Adds {@code contents}: a path, a list of them, or a set of files by their places. */
  void add(Lazy contents, @Nullable Position position) {
    Value value = state.force(contents, position);
    if (value instanceof NixNull) {
      return;
    }
    if (value instanceof NixList list) {
      for (Lazy element : list.elements()) {
        add(element, position);
      }
    } else if (value instanceof NixAttrs attrs && attrs.get("outPath") == null) {
      NixAttrs flat = attrs.flatten();
      for (int i = 0; i < flat.size(); i++) {
        Position at = flat.position(i) == null ? position : flat.position(i);
        put(place(flat.name(i), at), content(flat.value(i), at), at, 0);
      }
    } else {
      FileTree tree = tree(value, position);
      if (!(tree instanceof FileTree.Directory)) {
        throw error(
            "what is copied to the root of an image must be a folder; for a single file say where: "
                + "{ \"/app/NAME\" = ./NAME; }",
            position);
      }
      put("", tree, position, 0);
    }
  }

  /** Adds the store objects that a text mentions. */
  void mention(StringContext context, @Nullable Position position) {
    for (ContextElement element : context.decoded()) {
      if (!(element instanceof ContextElement.Opaque source)) {
        throw error(
            "an image cannot hold what a derivation would build: kix evaluates derivations and builds "
                + "none.\nCopy files that exist: a path, builtins.fetchurl, builtins.fetchTarball",
            position);
      }
      StorePath object = state.services().store().dir().find(source.path());
      if (object == null) {
        continue;
      }
      for (StorePath path : state.services().store().closure(object)) {
        String printed = state.services().store().dir().print(path);
        put(
            printed.substring(1),
            AccessTree.of(state.services().files(), printed, null),
            position,
            0);
      }
    }
  }

  /** A place in the image without its leading slash. */
  private static String place(String text, @Nullable Position position) {
    StringBuilder out = new StringBuilder();
    for (String part : text.split("/")) {
      if (part.equals("..")) {
        throw error("'" + text + "' is no place in an image", position);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        out.append(out.isEmpty() ? "" : "/").append(part);
      }
    }
    return out.toString();
  }

  private FileTree content(Lazy lazy, @Nullable Position position) {
    Value value = state.force(lazy, position);
    if (value instanceof NixString text
        && text.context().isEmpty()
        && !text.value().startsWith("/nix/store/")) {
      return MemoryTree.file(Bytes.toArray(text.value()));
    }
    if (value instanceof NixString text
        && state.services().store().dir().find(text.value()) == null) {
      mention(text.context(), position);
      return MemoryTree.file(Bytes.toArray(text.value()));
    }
    return tree(value, position);
  }

  private FileTree tree(Value given, @Nullable Position position) {
    Value value = given;
    if (value instanceof NixAttrs attrs && attrs.get("outPath") instanceof Lazy out) {
      value = state.force(out, position);
    }
    if (value instanceof NixPath path) {
      return resolved(path.path());
    }
    if (value instanceof NixString text && text.value().startsWith("/")) {
      for (ContextElement element : text.context().decoded()) {
        if (!(element instanceof ContextElement.Opaque)) {
          mention(text.context(), position); // says why not
        }
      }
      return resolved(text.value());
    }
    throw error(
        "an image holds files: a path or what is in the store, not "
            + state.services().describe(value),
        position);
  }

  private FileTree resolved(String path) {
    return AccessTree.of(
        state.services().files(), state.services().files().resolve(path, true), null);
  }

  private void put(String path, FileTree node, @Nullable Position position, int depth) {
    if (depth > MAX_DEPTH) {
      throw error("what goes into an image is nested more than " + MAX_DEPTH + " deep", position);
    }
    parents(path, position);
    try {
      if (!(node instanceof FileTree.Directory folder)) {
        if (entries.get(path) instanceof FileTree.Directory || path.isEmpty()) {
          throw error("'/" + path + "' is a folder and a file in this image", position);
        }
        entries.put(path, node);
        return;
      }
      if (!path.isEmpty()) {
        folder(path, position);
      }
      for (String name : folder.names()) {
        put(path.isEmpty() ? name : path + "/" + name, folder.child(name), position, depth + 1);
      }
    } catch (IOException e) {
      throw error("cannot read '" + path + "' for an image: " + IoErrors.reason(e), position);
    }
  }

  private void parents(String path, @Nullable Position position) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      folder(path.substring(0, slash), position);
    }
  }

  private void folder(String path, @Nullable Position position) {
    FileTree there = entries.get(path);
    if (there != null && !(there instanceof FileTree.Directory)) {
      throw error("'/" + path + "' is a folder and a file in this image", position);
    }
    entries.put(path, MemoryTree.directory(Map.of()));
  }

  private static EvalException error(String message, @Nullable Position position) {
    return new EvalException(ErrorKind.EVAL, message, position);
  }
}
