package dev.kix.cluster;

import dev.kix.cluster.instance.PackageShape;
import dev.kix.grammar.Position;
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

  private static final String HINT =
      "\nA cluster is defined in kix.nix: { clusters.NAME = [ ./module.nix ]; }";

  private static final String FLAKE_HINT =
      "\nA flake's clusters are outputs: { outputs = inputs: { clusters.NAME = [ ./module.nix ]; }; }";

  private static final String LIST_HINT =
      "\nA list of modules is one cluster: { clusters.NAME = [ ./module.nix ]; }";

  private static final String MODULE_HINT =
      "\nIt looks like a module, which needs the name of a cluster: { clusters.NAME = [ ./module.nix ]; }";

  /** What modules say on top, and definitions of clusters do not. */
  private static final List<String> MODULE_WORDS =
      List.of("config", "imports", "instances", "namespaces", "options", "services");

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
    String file = entryPoint(path, name);
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
    return choose(root, file, "the file '" + file + "'", name);
  }

  /**
   * The same for what users know by another name than that of a file.
   *
   * @param owner what has the clusters, as messages call it: {@code the flake '.'}
   */
  public ClusterSource choose(NixAttrs root, String file, String owner, @Nullable String name) {
    NixAttrs clusters = clusters(root, owner);
    List<String> names = names(clusters);
    if (names.isEmpty()) {
      throw noClusters(root, owner, name);
    }
    if (name == null && names.size() > 1) {
      throw new EvalException(
          ErrorKind.MISSING_ATTRIBUTE,
          "which cluster of " + owner + "? Add #NAME, one of: " + String.join(", ", names),
          null);
    }
    String chosen = name == null ? names.get(0) : name;
    Lazy cluster = clusters.get(chosen);
    if (cluster == null) {
      throw new EvalException(
              ErrorKind.MISSING_ATTRIBUTE,
              "there is no cluster '"
                  + chosen
                  + "' in "
                  + owner
                  + " (it has "
                  + String.join(", ", names)
                  + ")",
              null)
          .suggesting(Suggestions.bestMatches(names, chosen));
    }
    return of(chosen, CanonicalPath.parent(file), cluster.force(), clusters.position(chosen));
  }

  private NixAttrs clusters(NixAttrs root, String owner) {
    Lazy found = root.get("clusters");
    if (found == null) {
      return NixAttrs.EMPTY;
    }
    Value value = state.force(found, root.position("clusters"));
    if (value instanceof NixAttrs clusters) {
      return clusters;
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "'clusters' of "
            + owner
            + " must be a set with a cluster by each name, but is "
            + state.services().describe(value),
        root.position("clusters"));
  }

  private static EvalException noClusters(NixAttrs root, String owner, @Nullable String name) {
    List<String> names = names(root);
    StringBuilder message = new StringBuilder();
    message.append(name == null ? "" : "there is no cluster '" + name + "': ");
    message.append(owner).append(" defines no clusters");
    if (root.has("clusters")) {
      message.append(": its 'clusters' is empty");
    } else if (names.isEmpty()) {
      message.append(": it is an empty set");
    } else {
      message
          .append("; it has ")
          .append(String.join(", ", names.subList(0, Math.min(8, names.size()))));
      message.append(names.size() > 8 ? ", …" : "");
    }
    boolean module = MODULE_WORDS.stream().anyMatch(root::has);
    boolean flake = owner.startsWith("the flake");
    message.append(flake ? FLAKE_HINT : module && !root.has("clusters") ? MODULE_HINT : HINT);
    List<String> near =
        root.has("clusters") ? List.of() : Suggestions.bestMatches(names, "clusters");
    if (!near.isEmpty()) {
      message.append("\nDid you mean 'clusters' by '").append(near.get(0)).append("'?");
    }
    return new EvalException(ErrorKind.MISSING_ATTRIBUTE, message.toString(), null);
  }

  /**
   * The names of the clusters of a file or folder, in order; empty when it defines none.
   *
   * @param path absolute and canonical, one char per byte
   * @throws EvalException when it cannot be read
   */
  public List<String> names(String path) {
    String file = entryPoint(path, null);
    return names(
        clusters(root(state.importer().importFile(file), file), "the file '" + file + "'"));
  }

  /** The cluster that a value is. */
  public ClusterSource of(String name, String folder, Value value) {
    return of(name, folder, value, null);
  }

  private ClusterSource of(String name, String folder, Value value, @Nullable Position at) {
    if (value instanceof NixAttrs attrs && isType(attrs, "kix-cluster")) {
      Lazy modules = attrs.get("modules");
      Lazy special = attrs.get("specialArgs");
      return new ClusterSource(
          name,
          folder,
          modules == null ? List.of() : modules(name, modules.force(), at),
          special == null ? NixAttrs.EMPTY : state.forceAttrs(special, null, ""));
    }
    return new ClusterSource(name, folder, modules(name, value, at), NixAttrs.EMPTY);
  }

  private List<Lazy> modules(String name, Value value, @Nullable Position at) {
    if (value instanceof NixList list) {
      for (int i = 0; i < list.size(); i++) {
        requireModule(name, list.get(i).force(), i + 1, at);
      }
      return List.of(list.elements());
    }
    if (value instanceof NixAttrs || value instanceof NixFunction || value instanceof NixPath) {
      return List.of(value);
    }
    throw new EvalException(
        ErrorKind.TYPE,
        "the cluster '"
            + name
            + "' must be a module or a list of modules, but is "
            + state.services().describe(value),
        at);
  }

  private void requireModule(String name, Value value, int number, @Nullable Position at) {
    if (value instanceof NixPath path) {
      requireFile(name, path.path(), at);
    }
    if (value instanceof NixInt
        || (value instanceof NixString text && !text.value().startsWith("/"))
        || value instanceof NixFloat
        || value instanceof NixBool
        || value instanceof NixNull
        || value instanceof NixList) {
      throw new EvalException(
          ErrorKind.TYPE,
          "a module must be a set, a function or a path, but module "
              + number
              + " of the cluster '"
              + name
              + "' is "
              + state.services().describe(value),
          at);
    }
  }

  /** A module that is a file is named in the cluster's definition: that line is to blame. */
  private void requireFile(String name, String path, @Nullable Position at) {
    FileAccess files = state.services().files();
    if (files.kind(path) != null) {
      return;
    }
    String folder = CanonicalPath.parent(path);
    List<String> near =
        files.kind(folder) == FileKind.DIRECTORY
            ? Suggestions.bestMatches(
                List.copyOf(files.list(folder).keySet()), path.substring(path.lastIndexOf('/') + 1))
            : List.of();
    throw new EvalException(
            ErrorKind.IO,
            "the module '" + path + "' of the cluster '" + name + "' does not exist",
            at)
        .suggesting(near);
  }

  private String entryPoint(String path, @Nullable String name) {
    FileAccess files = state.services().files();
    FileKind kind = files.kind(path);
    if (kind == FileKind.SYMLINK) {
      return entryPoint(files.resolve(path, true), name);
    }
    if (kind != FileKind.DIRECTORY) {
      refuseManifests(path);
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
        (name == null ? "" : "there is no cluster '" + name + "': ")
            + "the folder '"
            + path
            + "' has neither flake.nix, kix.nix nor default.nix"
            + HINT,
        null);
  }

  /** Who gives a manifest wants something else; as Nix it would only be full of syntax errors. */
  private static void refuseManifests(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (file.endsWith(".yaml") || file.endsWith(".yml") || file.endsWith(".json")) {
      throw new EvalException(
          ErrorKind.TYPE,
          "'"
              + path
              + "' is no Nix file\n'kix validate "
              + file
              + "' checks manifests; into a cluster they come by kix.fromManifests [ ./"
              + file
              + " ].",
          null);
    }
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
                  + "' is a package, not a definition of clusters: it asks for 'scope'"
                  + HINT,
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
            + "' must be a set with 'clusters', but "
            + (v == value ? "is " : "as a function gives ")
            + state.services().describe(v)
            + (v instanceof NixList ? LIST_HINT : HINT),
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
