package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.backend.LocalStore;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.derivation.DerivationHasher;
import dev.kix.store.derivation.DerivationOutput;
import dev.kix.store.path.StoreDir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Adds a derivation that comes as JSON on standard input: {@code nix derivation add}. */
public final class DerivationAdd {
  private final Console console;
  private final NixSettings settings;

  public DerivationAdd(Console console, NixSettings settings) {
    this.console = console;
    this.settings = settings;
  }

  /**
   * Prints its path.
   *
   * @param dryRun whether it is computed only
   * @return the exit code
   * @throws dev.kix.store.StoreException when an output has another path than it must have, or
   *     something that it refers to is not in the store
   */
  public int run(boolean dryRun) {
    String text;
    try {
      text = new String(console.in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CliException(ErrorReporter.describe(e));
    }
    Derivation given = new DerivationReader(settings).read(text);
    StoreDir dir = settings.storeDir();
    try (LocalStore store = LocalStore.open(UserStore.root(console), dir)) {
      DerivationHasher hasher = new DerivationHasher(dir, store);
      Derivation filled = hasher.fillInOutputPaths(given);
      // What was said of outputs must be right, and not only be put right.
      for (Map.Entry<String, DerivationOutput> output : filled.outputs().entrySet()) {
        requireVariable(dir, given, filled, output.getKey());
      }
      console.outBytes(
          dir.print(dryRun ? filled.storePath(dir) : store.addDerivation(filled)) + "\n");
    }
    return 0;
  }

  /** A variable that is empty or missing is filled in, any other must be the path. */
  private void requireVariable(StoreDir dir, Derivation given, Derivation filled, String output) {
    String said = given.env().getOrDefault(output, "");
    String right = filled.env().getOrDefault(output, "");
    if (said.isEmpty() || said.equals(right)) {
      return;
    }
    String words =
        "derivation has incorrect environment variable '"
            + output
            + "', should be '"
            + right
            + "' but is actually '"
            + said
            + "'";
    if (!(given.outputs().get(output) instanceof DerivationOutput.Deferred)) {
      throw new CliException(Bytes.decode(words));
    }
    if (filled.outputPath(dir, output) != null) {
      console.errBytes(
          "warning: "
              + words
              + "\nThis will be an error in future versions of Nix; compatibility of CA derivations"
              + " will be broken.\n");
    }
  }
}
