package dev.kix.cli.commands;

import dev.kix.cli.console.Console;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All commands, in the order of the help page. Making the table makes no command. */
public final class CommandTable {
  /**
   * A line of the table.
   *
   * @param summary one line for the help page; null keeps the command off it
   * @param command makes the command
   */
  public record Entry(String name, @Nullable String summary, Supplier<Command> command) {}

  private final List<Entry> entries;

  /**
   * @param program runs {@code kix} with arguments in this process
   */
  public CommandTable(BiConsumer<List<String>, Console> program) {
    entries =
        List.of(
            new Entry("build", "Compiles a cluster to Kubernetes manifests", BuildCommand::new),
            new Entry(
                "image", "Writes and pushes the images that a cluster builds", ImageCommand::new),
            new Entry("graph", "Prints a cluster's resources as a graph", GraphCommand::new),
            new Entry("options", "Documents options of packages and clusters", OptionsCommand::new),
            new Entry("why", "Explains wiring and values of a cluster", WhyCommand::new),
            new Entry("validate", "Checks manifests in YAML or JSON files", ValidateCommand::new),
            new Entry("schema", "Shows the Kubernetes APIs, and adds others", SchemaCommand::new),
            new Entry(
                "upgrade-check",
                "Lists what a newer Kubernetes version would break",
                UpgradeCheckCommand::new),
            new Entry("test", "Runs the tests of packages", TestCommand::new),
            new Entry("init", "Makes a new package or cluster", InitCommand::new),
            new Entry("eval", "Evaluates Nix and prints the value", EvalCommand::new),
            new Entry("flake", "Works with flakes and their lock files", FlakeCommand::new),
            new Entry(
                "registry", "Shows and changes what names of flakes mean", RegistryCommand::new),
            new Entry("repl", "Evaluates what you type", ReplCommandLine::new),
            new Entry("parse", "Parses Nix and prints the syntax tree", ParseCommand::new),
            new Entry(
                "nix-instantiate",
                "Does what Nix's program of this name does",
                NixInstantiateCommand::new),
            new Entry("hash", "Computes and converts hashes", HashCommand::new),
            new Entry("store", "Adds to the store, shows and cleans it", StoreCommand::new),
            new Entry(
                "derivation", "Shows derivations as JSON, and adds them", DerivationCommand::new),
            new Entry(
                "nix-store", "Does what Nix's program of this name does", NixStoreCommand::new),
            new Entry("nix-hash", "Does what Nix's program of this name does", NixHashCommand::new),
            new Entry(
                "nix-prefetch-url",
                "Does what Nix's program of this name does",
                NixPrefetchUrlCommand::new),
            new Entry("doc", "Prints the reference manual", DocCommand::new),
            new Entry("help", "Shows help for kix or for one command", () -> new HelpCommand(this)),
            new Entry(
                "completion",
                "Prints the completion script of a shell",
                () -> new CompletionCommand(this)),
            new Entry("version", "Prints the version of kix", VersionCommand::new),
            new Entry("train", null, () -> new TrainCommand(program)));
  }

  /**
   * The arguments of {@code kix} with the command first: flags that concern all commands may stand
   * before it, as with Nix.
   */
  public static List<String> commandFirst(List<String> args) {
    return args.isEmpty() || !args.get(0).startsWith("-") ? args : SettingFlags.commandFirst(args);
  }

  /**
   * Why there is no command of this name, for those that Nix has and kix cannot have; null for
   * every other name.
   */
  public static @Nullable String absent(String name) {
    return AbsentCommands.reason(name);
  }

  public List<Entry> entries() {
    return entries;
  }

  /** The command {@code name}, or null when there is none. */
  public @Nullable Command find(String name) {
    for (Entry entry : entries) {
      if (entry.name().equals(name)) {
        return entry.command().get();
      }
    }
    return null;
  }

  /** The names on the help page. */
  public List<String> names() {
    return entries.stream().filter(e -> e.summary() != null).map(Entry::name).toList();
  }
}
