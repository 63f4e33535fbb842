package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.backend.Topology;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.hash.HashFormat;
import dev.kix.store.info.PathInfo;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Questions about the user's store: {@code nix-store --query} and its like. */
public final class StoreQuery {
  /** What is asked. */
  public enum Kind {
    OUTPUTS,
    REQUISITES,
    REFERENCES,
    REFERRERS,
    REFERRERS_CLOSURE,
    DERIVER,
    VALID_DERIVERS,
    BINDING,
    HASH,
    SIZE,
    TREE,
    GRAPH,
    GRAPHML,
    RESOLVE,
    ROOTS
  }

  /**
   * A question.
   *
   * @param paths what it is about; with {@link Kind#BINDING} the name of the variable first
   * @param useOutput whether the outputs of derivations are meant in their place
   * @param includeOutputs whether the closure has the outputs of derivations in it
   */
  public record Request(Kind kind, List<String> paths, boolean useOutput, boolean includeOutputs) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  private final Console console;
  private final StoreDir dir;
  private final StoreNames names;

  public StoreQuery(Console console, NixSettings settings) {
    this.console = console;
    this.dir = settings.storeDir();
    this.names = new StoreNames(console, dir);
  }

  private LocalStore open() {
    return LocalStore.open(UserStore.root(console), dir);
  }

  private void line(String text) {
    console.outBytes(text + "\n");
  }

  private void lines(Collection<StorePath> paths) {
    paths.forEach(path -> line(dir.print(path)));
  }

  /** Prints the answer. Returns the exit code. */
  public int run(Request request) {
    try (LocalStore store = open()) {
      switch (request.kind()) {
        case OUTPUTS -> {
          for (String text : request.paths()) {
            lines(outputs(store, names.object(text), true));
          }
        }
        case REQUISITES, REFERENCES, REFERRERS, REFERRERS_CLOSURE ->
            lines(Topology.referencesFirst(store, related(store, request)));
        case DERIVER -> {
          for (String text : request.paths()) {
            StorePath deriver = store.info(names.object(text)).deriver();
            line(deriver == null ? "unknown-deriver" : dir.print(deriver));
          }
        }
        case VALID_DERIVERS -> lines(Topology.referencesFirst(store, derivers(store, request)));
        case BINDING -> bindings(store, request.paths());
        case HASH, SIZE -> {
          for (String text : request.paths()) {
            for (StorePath path : outputs(store, names.object(text), request.useOutput())) {
              PathInfo info = store.info(path);
              line(
                  request.kind() == Kind.SIZE
                      ? Long.toString(info.narSize())
                      : info.narHash().format(HashFormat.NIX32, true));
            }
          }
        }
        case TREE -> new StoreGraph(console, store).trees(names.objects(request.paths()));
        case GRAPH -> new StoreGraph(console, store).dot(all(store, request));
        case GRAPHML -> new StoreGraph(console, store).graphml(all(store, request));
        case RESOLVE -> lines(names.objects(request.paths()));
        case ROOTS -> {
          SortedSet<StorePath> users = referrersClosure(store, all(store, request));
          store
              .rootLinks()
              .forEach((link, path) -> {
                if (users.contains(path)) {
                  line(Bytes.encode(link.toString()) + " -> " + dir.print(path));
                }
              });
        }
      }
    }
    return 0;
  }

  /** The path itself, or the outputs of the derivation that it is. */
  private SortedSet<StorePath> outputs(LocalStore store, StorePath path, boolean useOutput) {
    if (!useOutput || !path.isDerivation()) {
      return new TreeSet<>(List.of(path));
    }
    SortedSet<StorePath> outputs = new TreeSet<>();
    Derivation derivation = store.derivation(path);
    for (String name : derivation.outputs().keySet()) {
      StorePath output = derivation.outputPath(dir, name);
      if (output == null) {
        throw new CliException(
            "Cannot use output path of floating content-addressing derivation until we know what it"
                + " is (e.g. by building it)");
      }
      outputs.add(output);
    }
    return outputs;
  }

  private SortedSet<StorePath> all(LocalStore store, Request request) {
    SortedSet<StorePath> all = new TreeSet<>();
    for (String text : request.paths()) {
      all.addAll(outputs(store, names.object(text), request.useOutput()));
    }
    return all;
  }

  private SortedSet<StorePath> related(LocalStore store, Request request) {
    SortedSet<StorePath> asked = all(store, request);
    return switch (request.kind()) {
      case REQUISITES ->
          request.includeOutputs() ? withOutputs(store, asked) : store.closure(asked);
      case REFERENCES -> {
        SortedSet<StorePath> found = new TreeSet<>();
        asked.forEach(path -> found.addAll(store.references(path)));
        yield found;
      }
      case REFERRERS -> {
        Map<StorePath, SortedSet<StorePath>> users = referrers(store);
        SortedSet<StorePath> found = new TreeSet<>();
        asked.forEach(path -> found.addAll(users.getOrDefault(path, new TreeSet<>())));
        yield found;
      }
      default -> referrersClosure(store, asked);
    };
  }

  private SortedSet<StorePath> withOutputs(LocalStore store, SortedSet<StorePath> asked) {
    SortedSet<StorePath> closure = store.closure(asked);
    boolean grown = true;
    while (grown) {
      SortedSet<StorePath> more = new TreeSet<>(closure);
      for (StorePath path : closure) {
        if (path.isDerivation()) {
          Derivation derivation = store.derivation(path);
          for (String name : derivation.outputs().keySet()) {
            StorePath output = derivation.outputPath(dir, name);
            if (output != null && store.contains(output)) {
              more.add(output);
            }
          }
        }
      }
      more = store.closure(more);
      grown = more.size() > closure.size();
      closure = more;
    }
    return closure;
  }

  /** What refers to what, itself left out of nothing: an object may refer to itself. */
  private static SortedMap<StorePath, SortedSet<StorePath>> referrers(LocalStore store) {
    SortedMap<StorePath, SortedSet<StorePath>> users = new TreeMap<>();
    for (StorePath path : store.paths()) {
      for (StorePath reference : store.references(path)) {
        users.computeIfAbsent(reference, p -> new TreeSet<>()).add(path);
      }
    }
    return users;
  }

  private SortedSet<StorePath> referrersClosure(LocalStore store, SortedSet<StorePath> asked) {
    for (StorePath path : asked) {
      store.info(path); // what is not there is an error
    }
    Map<StorePath, SortedSet<StorePath>> users = referrers(store);
    SortedSet<StorePath> closure = new TreeSet<>(asked);
    Deque<StorePath> open = new ArrayDeque<>(asked);
    while (!open.isEmpty()) {
      for (StorePath user : users.getOrDefault(open.pop(), new TreeSet<>())) {
        if (closure.add(user)) {
          open.push(user);
        }
      }
    }
    return closure;
  }

  /** The derivations in the store that have one of the paths as an output. */
  private SortedSet<StorePath> derivers(LocalStore store, Request request) {
    List<StorePath> asked = names.objects(request.paths());
    SortedSet<StorePath> found = new TreeSet<>();
    for (StorePath path : store.paths()) {
      if (path.isDerivation()) {
        Derivation derivation = store.derivation(path);
        for (String name : derivation.outputs().keySet()) {
          StorePath output = derivation.outputPath(dir, name);
          if (output != null && asked.contains(output)) {
            found.add(path);
          }
        }
      }
    }
    return found;
  }

  private void bindings(LocalStore store, List<String> words) {
    if (words.isEmpty()) {
      throw new CliException("expected binding name");
    }
    String name = words.get(0);
    for (String text : words.subList(1, words.size())) {
      StorePath path = names.object(text);
      StorePath derivation = path.isDerivation() ? path : store.info(path).deriver();
      if (derivation == null) {
        throw new CliException("deriver of path '" + dir.print(path) + "' is not known");
      }
      String value = store.derivation(derivation).env().get(Bytes.encode(name));
      if (value == null) {
        throw new CliException(
            "derivation '"
                + dir.print(derivation)
                + "' has no environment binding named '"
                + name
                + "'");
      }
      line(value);
    }
  }

  /** Prints the environment of a derivation as a script of the shell. Returns the exit code. */
  public int printEnvironment(String text) {
    try (LocalStore store = open()) {
      Derivation derivation = store.derivation(dir.parse(Bytes.encode(text)));
      derivation
          .env()
          .forEach((name, value) -> line("export " + name + "; " + name + "=" + quoted(value)));
      line("export _args; _args=" + quoted(String.join(" ", derivation.args())));
    }
    return 0;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * Checks that paths are in the store.
   *
   * @param print whether those that are not are printed, and are no error
   */
  public int checkValidity(List<String> texts, boolean print) {
    try (LocalStore store = open()) {
      for (StorePath path : names.objects(texts)) {
        if (store.contains(path)) {
          continue;
        }
        if (!print) {
          throw new CliException("path '" + dir.print(path) + "' is not valid");
        }
        line(dir.print(path));
      }
    }
    return 0;
  }

  /** Says that there is no log of a build. Never returns where a path is given. */
  public int readLog(List<String> texts) {
    for (StorePath path : names.objects(texts)) {
      throw new CliException(
          "build log of derivation '" + dir.print(path) + "' is not available",
          "kix builds nothing, so it has no logs.");
    }
    return 0;
  }

  /** Prints what {@code nix-store --register-validity} reads, of all objects or of some. */
  public int dumpDatabase(List<String> texts) {
    try (LocalStore store = open()) {
      for (StorePath path : texts.isEmpty() ? store.paths() : names.objects(texts)) {
        PathInfo info = store.info(path);
        @Nullable StorePath deriver = info.deriver();
        line(dir.print(path));
        line(info.narHash().base16());
        line(Long.toString(info.narSize()));
        line(deriver == null ? "" : dir.print(deriver));
        line(Integer.toString(info.references().size()));
        lines(info.references());
      }
    }
    return 0;
  }
}
