package dev.kix.cli.commands;

import dev.kix.cli.console.Console;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of {@code kix}. */
public interface Command {
  /**
   * Runs the command.
   *
   * @param args what follows the command's name
   * @return the exit code: 0 when all is well, else 1 (102: see {@link dev.kix.cli.Kix})
   */
  int run(List<String> args, Console console) throws Exception;

  /** The page that {@code kix help NAME} prints. */
  String help(Console console);

  /** The flags, for shell completion; null for a command that has none to offer. */
  @Nullable CommandSpec spec();
}
