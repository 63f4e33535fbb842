package dev.kix.cli.repl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that begin with a colon: those of Nix 2.35 without its debugger. */
enum ReplCommand {
  ADD(":a", ":add", "<expr>", "Add attributes from resulting set to scope"),
  BUILD(":b", null, "<expr>", null),
  BUILD_ROOTED(":bl", null, "<expr>", null),
  DOC(":doc", null, "<expr>", "Show documentation of a function or an attribute"),
  EDIT(":e", ":edit", "<expr>", "Open package or function in $EDITOR"),
  INSTALL(":i", null, "<expr>", null),
  LOAD(":l", ":load", "<path>", "Load a file or FLAKE#ATTR and add it to scope"),
  LOAD_FLAKE(":lf", ":load-flake", "<ref>", "Load Nix flake and add it to scope"),
  LAST_LOADED(":ll", ":last-loaded", "", "Show most recently loaded variables added to scope"),
  LOG(":log", null, "<expr>", null),
  PRINT(
      ":p",
      ":print",
      "<expr>",
      "Evaluate and print expression recursively; strings without escaping"),
  QUIT(":q", ":quit", "", "Exit; Ctrl-D does too"),
  RELOAD(":r", ":reload", "", "Reload all files"),
  SHELL(":sh", null, "<expr>", null),
  TYPE(":t", ":type", "<expr>", "Describe result of evaluation"),
  SHELL_WITH(":u", null, "<expr>", null),
  TRACES(":te", ":trace-enable", "[bool]", "Enable, disable or toggle showing traces for errors"),
  HELP(":?", ":help", "", "Brings up this help menu");

  private static final int COLUMN = 29;

  private final String name;
  private final @Nullable String longName;
  private final String argument;
  private final @Nullable String description;

  ReplCommand(
      String name, @Nullable String longName, String argument, @Nullable String description) {
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
    return argument.equals("<expr>");
  }

  /** Whether Nix builds something for it, which kix does not. */
  boolean builds() {
    return description == null;
  }

  /** The names of what can be done, short and long. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (ReplCommand command : values()) {
      if (!command.builds()) {
        names.add(command.name);
        if (command.longName != null) {
          names.add(command.longName);
        }
      }
    }
    return names;
  }

  /** The list of commands, for people. */
  static String help() {
    StringBuilder page = new StringBuilder("The following commands are available:\n\n");
    line(page, "<expr>", "Evaluate and print expression");
    line(page, "<x> = <expr>", "Bind expression to variable; also a.b = and inherit (x) y");
    for (ReplCommand command : values()) {
      String description = command.description;
      if (description != null) {
        String names =
            command.longName == null ? command.name : command.name + ", " + command.longName;
        line(page, (names + " " + command.argument).strip(), description);
      }
    }
    return page.toString();
  }

  private static void line(StringBuilder page, String left, String right) {
    page.append("  ").append(left).append(" ".repeat(COLUMN - left.length())).append(right);
    page.append('\n');
  }
}
