package dev.kix.cluster;

import dev.kix.cluster.instance.PackageShape;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.diagnostic.Suggestions;
import dev.kix.interpreter.eval.Closure;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixFunction;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds clusters. In a folder: {@code kix.nix}, else {@code default.nix}, a set with {@code
 * clusters.NAME} (or a function of {@code kix}, {@code lib} and {@code packages} to one). A cluster
 * is a module, a list of modules, or what {@code kix.mkCluster} made.
 */
public final class ClusterLoader {
  private static final String[] ENTRY_POINTS = {"kix.nix", "default.nix"};

  private final EvalState state;
  private final KixLibrary library;

  public ClusterLoader(EvalState state, KixLibrary library) {
    this.state = state;
    this.library = library;
  }

  /**
   * The cluster {@code name} of a file or folder.
   *
   * @param path absolute and canonical, one char per byte
   * @param name the cluster, or null for the only one there is
   * @throws EvalException when there is none of that name
   */
  public ClusterSource load(String path, @Nullable String name) {
    String file = entryPoint(path);
    return choose(root(state.importer().importFile(file), file), file, name);
  }

  /**
   * The cluster {@code name} of a set with {@code clusters.NAME}, such as the outputs of a flake.
   *
   * @param file that the set is from; relative paths of messages start at its folder
   * @param name the cluster, or null for the only one there is
   * @throws EvalException when there is none of that name
   */
  public ClusterSource choose(NixAttrs root, String file, @Nullable String name) {
    Lazy found = root.get("clusters");
    NixAttrs clusters =
        found == null
            ? NixAttrs.EMPTY
            : state.forceAttrs(
                found, root.position("clusters"), "while evaluating 'clusters' of " + file);
    String chosen = name == null ? only(clusters, file) : name;
    Lazy cluster = clusters.get(chosen);
    if (cluster == null) {
      List<String> names = names(clusters);
      String known =
          names.isEmpty() ? "it defines no clusters" : "it has " + String.join(", ", names);
      throw new EvalException(
              ErrorKind.MISSING_ATTRIBUTE,
              "there is no cluster '" + chosen + "' in " + file + " (" + known + ")",
              null)
          .suggesting(Suggestions.bestMatches(names, chosen));
    }
    return of(chosen, CanonicalPath.parent(file), cluster.force());
  }

  /**
   * The names of the clusters of a file or folder, in order; empty when it defines none.
   *
   * @param path absolute and canonical, one char per byte
   * @throws EvalException when it cannot be read
   */
  public List<String> names(String path) {
    String file = entryPoint(path);
    NixAttrs root = root(state.importer().importFile(file), file);
    Lazy found = root.get("clusters");
    return found == null
        ? List.of()
        : names(
            state.forceAttrs(
                found, root.position("clusters"), "while evaluating 'clusters' of " + file));
  }

  /** The cluster that a value is. */
  public ClusterSource of(String name, String folder, Value value) {
    if (value instanceof NixAttrs attrs && isType(attrs, "kix-cluster")) {
      Lazy modules = attrs.get("modules");
      Lazy special = attrs.get("specialArgs");
      return new ClusterSource(
          name,
          folder,
          modules == null ? List.of() : modules(modules.force()),
          special == null ? NixAttrs.EMPTY : state.forceAttrs(special, null, ""));
    }
    return new ClusterSource(name, folder, modules(value), NixAttrs.EMPTY);
  }

  private List<Lazy> modules(Value value) {
    if (value instanceof NixList list) {
      for (int i = 0; i < list.size(); i++) {
        requireModule(list.get(i).force(), i + 1);
      }
      return List.of(list.elements());
    }
    if (value instanceof NixAttrs || value instanceof NixFunction || value instanceof NixPath) {
      return List.of(value);
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "a cluster must be a module or a list of modules, but is "
            + state.services().describe(value),
        null);
  }

  private void requireModule(Value value, int number) {
    if (value instanceof NixInt
        || value instanceof NixFloat
        || value instanceof NixBool
        || value instanceof NixNull
        || value instanceof NixList) {
      throw new EvalException(
          ErrorKind.TYPE,
          "a module must be a set, a function or a path, but module "
              + number
              + " of the cluster is "
              + state.services().describe(value),
          null);
    }
  }

  private String entryPoint(String path) {
    FileAccess files = state.services().files();
    FileKind kind = files.kind(path);
    if (kind == FileKind.SYMLINK) {
      return entryPoint(files.resolve(path, true));
    }
    if (kind != FileKind.DIRECTORY) {
      return path;
    }
    for (String candidate : ENTRY_POINTS) {
      String file = CanonicalPath.child(path, candidate);
      if (files.kind(file) != null) {
        return file;
      }
    }
    throw new EvalException(
        ErrorKind.IO,
        "the folder '"
            + path
            + "' has neither flake.nix, kix.nix nor default.nix\nA cluster is defined in kix.nix: {"
            + " clusters.NAME = [ ./module.nix ]; }",
        null);
  }

  private NixAttrs root(Value value, String file) {
    Value v = value;
    if (v instanceof Closure) {
      for (PackageShape.Argument a : PackageShape.arguments(v)) {
        if (a.name().equals("scope")) {
          throw new EvalException(
              ErrorKind.TYPE,
              "the file '"
                  + file
                  + "' is a package, not a definition of clusters: it asks for 'scope'\n"
                  + "A cluster is defined in kix.nix: { clusters.NAME = [ ./module.nix ]; }",
              null);
        }
      }
      v = state.call(v, null, library.moduleArguments());
    }
    if (v instanceof NixAttrs attrs) {
      return attrs;
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "the file '"
            + file
            + "' must be a set with 'clusters', but is "
            + state.services().describe(v),
        null);
  }

  private static String only(NixAttrs clusters, String file) {
    List<String> names = names(clusters);
    if (names.size() == 1) {
      return names.get(0);
    }
    throw new EvalException(
        ErrorKind.MISSING_ATTRIBUTE,
        names.isEmpty()
            ? "the file '" + file + "' defines no clusters"
            : "which cluster of " + file + "? Add #NAME, one of: " + String.join(", ", names),
        null);
  }

  private static List<String> names(NixAttrs attrs) {
    NixAttrs flat = attrs.flatten();
    List<String> names = new ArrayList<>(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      names.add(flat.name(i));
    }
    return names;
  }

  private static boolean isType(NixAttrs attrs, String type) {
    Lazy lazy = attrs.get("_type");
    return lazy != null && lazy.force() instanceof NixString s && s.value().equals(type);
  }
}
