package dev.kix.cli;

import dev.kix.cli.action.Stats;
import dev.kix.cli.commands.Command;
import dev.kix.cli.commands.CommandTable;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.cli.console.Suggestions;
import java.io.IOException;
import java.util.List;

/**
 * The {@code kix} program.
 *
 * <p>Exit codes: 0 when all is well, 1 when something is wrong, 102 when something that was fetched
 * has another hash than it should, as Nix. Results go to standard output, every other word to
 * standard error.
 */
public final class Kix {
  private Kix() {}

  /** Runs {@code kix} and ends the process. */
  public static void main(String[] args) {
    List<String> arguments = Arguments.ofProcess(args);
    Stats.prepare(arguments);
    int code = run(arguments, Console.ofProcess());
    if (code != 0 || othersRun()) {
      System.exit(code);
    }
    // Returning ends the process too, with the same hooks. System.exit looks for a logger first to
    // tell so, which takes ten classes that are in no start-up cache.
  }

  /** Whether the process would go on after this thread. */
  private static boolean othersRun() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent; (parent = all.getParent()) != null; ) {
      all = parent;
    }
    Thread[] threads = new Thread[all.activeCount() + 16];
    int count = all.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i] != Thread.currentThread() && !threads[i].isDaemon()) {
        return true;
      }
    }
    return count == threads.length;
  }

  /**
   * Runs {@code kix} in this process. Keeps no state between calls; calls with consoles of their
   * own may run on several threads at once.
   *
   * @param args the arguments, without the program's name
   * @return the exit code
   */
  public static int run(List<String> args, Console console) {
    int code;
    try {
      code = dispatch(args, console);
    } catch (Throwable problem) { // every error ends here, also the JVM's own
      code = ErrorReporter.exitCode(problem);
      new ErrorReporter(console).report(problem);
    }
    try {
      console.flush();
    } catch (IOException e) {
      if (code == 0) {
        new ErrorReporter(console).error("cannot write the output: " + ErrorReporter.describe(e));
      }
      code = 1;
    }
    return code;
  }

  private static int dispatch(List<String> given, Console console) throws Exception {
    List<String> args = CommandTable.commandFirst(given);
    CommandTable table = new CommandTable(Kix::run);
    String name = args.isEmpty() ? "help" : args.get(0);
    name =
        switch (name) {
          case "--version", "-V" -> "version";
          case "--help", "-h" -> "help";
          default -> name;
        };
    Command command = table.find(name);
    if (command == null) {
      String reason = CommandTable.absent(name);
      if (reason != null) {
        throw new CliException("there is no command '" + name + "'", reason, "Try 'kix help'.");
      }
      throw new CliException(
          name.startsWith("-")
              ? "unrecognised flag '" + name + "'"
              : "there is no command '" + name + "'",
          name.startsWith("-")
              ? "Flags follow the command: kix COMMAND [FLAG…]."
              : Suggestions.sentence(name, table.names()),
          "Try 'kix help'.");
    }
    return command.run(args.isEmpty() ? args : args.subList(1, args.size()), console);
  }
}
