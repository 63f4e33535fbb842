package dev.kix.cli.repl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that begin with a colon. */
enum ReplCommand {
  ADD(":a", ":add", "EXPR", "Adds the attributes of a set to the variables"),
  BUILD(":b", ":build", "EXPR", "Instantiates a derivation and prints its path"),
  DOC(":doc", null, "EXPR", "Shows the documentation of a function"),
  LOAD(
      ":l", ":load", "FILE", "Loads a file or FLAKE#ATTR and adds its attributes to the variables"),
  LOAD_FLAKE(":lf", ":load-flake", "FLAKE", "Loads a flake and adds what it has to the variables"),
  PRINT(":p", ":print", "EXPR", "Evaluates and prints all levels"),
  QUIT(":q", ":quit", "", "Ends the session; Ctrl-D does too"),
  RELOAD(":r", ":reload", "", "Loads all files again"),
  TYPE(":t", ":type", "EXPR", "Tells what an expression evaluates to"),
  TRACES(":te", ":trace-enable", "[BOOL]", "Shows whole traces of errors, or no longer"),
  HELP(":?", ":help", "", "Shows this list");

  private final String name;
  private final @Nullable String longName;
  private final String argument;
  private final String description;

  ReplCommand(String name, @Nullable String longName, String argument, String description) {
    this.name = name;
    this.longName = longName;
    this.argument = argument;
    this.description = description;
  }

  /** The command of that name, or null. */
  static @Nullable ReplCommand find(String name) {
    for (ReplCommand command : values()) {
      if (command.name.equals(name) || name.equals(command.longName)) {
        return command;
      }
    }
    return null;
  }

  /** Whether an expression follows, which may need several lines. */
  boolean takesExpression() {
    return argument.equals("EXPR");
  }

  /** All names, short and long. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (ReplCommand command : values()) {
      names.add(command.name);
      if (command.longName != null) {
        names.add(command.longName);
      }
    }
    return names;
  }

  /** The list of commands, for people. */
  static String help() {
    StringBuilder page = new StringBuilder();
    line(page, "EXPR", "Evaluates and prints an expression");
    line(page, "NAME = EXPR", "Binds a variable; also a.b = EXPR and inherit (EXPR) NAME");
    for (ReplCommand command : values()) {
      String names =
          command.longName == null ? command.name : command.name + ", " + command.longName;
      line(page, (names + " " + command.argument).strip(), command.description);
    }
    return page.toString();
  }

  private static void line(StringBuilder page, String left, String right) {
    page.append("  ").append(left).append(" ".repeat(Math.max(1, 26 - left.length())));
    page.append(right).append('\n');
  }
}
