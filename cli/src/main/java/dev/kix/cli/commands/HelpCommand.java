package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code kix help [COMMAND]}, also {@code kix --help}. */
final class HelpCommand implements Command {
  private final CommandTable table;

  HelpCommand(CommandTable table) {
    this.table = table;
  }

  @Override
  public int run(List<String> args, Console console) {
    List<String> names = args.stream().filter(a -> !a.startsWith("-")).toList();
    if (names.isEmpty()) {
      console.out(help(console));
      return 0;
    }
    Command command = table.find(names.get(0));
    if (command == null) {
      throw new CliException(
          "there is no command '" + names.get(0) + "'",
          Suggestions.sentence(names.get(0), table.names()),
          "Try 'kix help'.");
    }
    console.out(command.help(console));
    return 0;
  }

  @Override
  public String help(Console console) {
    StringBuilder page = new StringBuilder(1024);
    page.append(
        """
        Usage: kix COMMAND [ARGUMENT…]

        The Nix language, and a compiler from it to Kubernetes.

        Commands:
        """);
    int width = table.names().stream().mapToInt(String::length).max().orElse(0);
    for (CommandTable.Entry entry : table.entries()) {
      if (entry.summary() != null) {
        page.append("  ")
            .append(entry.name())
            .append(" ".repeat(width - entry.name().length() + 2))
            .append(entry.summary())
            .append('\n');
      }
    }
    page.append(
        """

        'kix help COMMAND' explains one. 'kix --version' prints the version.

        Exit code: 0 when all is well, 1 when something is wrong: a wrong flag, a broken file, a failed
        evaluation; 102 when something that was fetched has another hash than it should. Results go to
        standard output, everything else to standard error.
        Environment: KIX_STORE (where results are kept), NO_COLOR, NIX_PATH, KIX_JAVA_OPTS (options for
        the JVM), KIX_DEBUG.
        """);
    return page.toString();
  }

  @Override
  public @Nullable CommandSpec spec() {
    return null;
  }
}
