package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says where objects are that exist already: {@code nix-store --realise}. What would have to be
 * built is an error.
 */
public final class StoreRealise {
  /**
   * What to do.
   *
   * @param paths store paths, and derivations, also as {@code PATH!OUTPUT,…}
   * @param root the link that keeps them, the second one with {@code -2} behind it; or null
   * @param quiet whether nothing is printed
   * @param ignoreUnknown whether what is not there is passed over
   * @param dryRun whether it is only said what would have to be built
   */
  public record Request(
      List<String> paths,
      @Nullable String root,
      boolean quiet,
      boolean ignoreUnknown,
      boolean dryRun) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  private final Console console;
  private final StoreDir dir;
  private final StoreNames names;
  private int number;
  private boolean warned;

  public StoreRealise(Console console, NixSettings settings) {
    this.console = console;
    this.dir = settings.storeDir();
    this.names = new StoreNames(console, dir);
  }

  /** Prints one path a line, as Nix does only when all of them are there. Returns the exit code. */
  public int run(Request request) {
    try (LocalStore store = LocalStore.open(UserStore.root(console), dir)) {
      List<SortedMap<String, StorePath>> found = new ArrayList<>();
      for (String text : request.paths()) {
        SortedMap<String, StorePath> outputs = wanted(store, text);
        boolean derivation = !outputs.containsKey("");
        List<StorePath> missing =
            outputs.values().stream().filter(p -> !store.contains(p)).toList();
        if (missing.isEmpty()) {
          found.add(outputs);
        } else if (request.dryRun()) {
          console.err("these paths are not there, and kix builds none:\n");
          missing.forEach(path -> console.err("  " + dir.print(path) + "\n"));
        } else if (derivation) {
          throw new CliException(
              "cannot build '" + text + "'", "kix builds nothing; build it with Nix.");
        } else if (!request.ignoreUnknown()) {
          throw new CliException(
              "path '"
                  + dir.print(missing.get(0))
                  + "' is required, but there is no substituter that can build it");
        }
      }
      if (!request.dryRun() && !request.ignoreUnknown()) {
        found.forEach(outputs -> show(store, outputs, request));
      }
    }
    return 0;
  }

  /** The outputs by name; what is no derivation has the empty name. */
  private SortedMap<String, StorePath> wanted(LocalStore store, String text) {
    int mark = text.lastIndexOf('!');
    StorePath path = names.object(mark < 0 ? text : text.substring(0, mark));
    SortedMap<String, StorePath> outputs = new TreeMap<>();
    if (!path.isDerivation()) {
      outputs.put("", path);
      return outputs;
    }
    Derivation derivation = store.derivation(path);
    List<String> asked =
        mark < 0
            ? List.copyOf(derivation.outputs().keySet())
            : Arrays.asList(Bytes.encode(text.substring(mark + 1)).split(","));
    for (String name : asked) {
      if (!derivation.outputs().containsKey(name)) {
        throw new CliException(
            "derivation '" + dir.print(path) + "' does not have an output named '" + name + "'");
      }
      StorePath output = derivation.outputPath(dir, name);
      if (output == null) {
        throw new CliException(
            "cannot build '" + text + "'",
            "Where its output '"
                + name
                + "' lies is known once it is built, and kix builds"
                + " nothing.");
      }
      outputs.put(name, output);
    }
    return outputs;
  }

  private void show(LocalStore store, SortedMap<String, StorePath> outputs, Request request) {
    number++;
    String root = request.root();
    List<String> lines = new ArrayList<>();
    outputs.forEach((name, path) -> {
      if (root == null) {
        warn();
        lines.add(dir.print(path));
        return;
      }
      String link =
          root
              + (number > 1 ? "-" + number : "")
              + (name.isEmpty() || name.equals("out") ? "" : "-" + name);
      Path file = console.resolve(link);
      store.linkResult(file, path);
      lines.add(Bytes.encode(file.toString()));
    });
    if (!request.quiet()) {
      lines.stream().sorted().distinct().forEach(line -> console.outBytes(line + "\n"));
    }
  }

  private void warn() {
    if (!warned) {
      warned = true;
      console.err(
          "warning: you did not specify '--add-root'; the result might be removed by the garbage"
              + " collector\n");
    }
  }
}
