package dev.kix.cli.action;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes completion scripts. They list commands and flags as they are in this version and start no
 * process while the user types; everything else completes as a file name.
 */
public final class CompletionScript {
  /** The shells there are scripts for. */
  public static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  /**
   * A flag.
   *
   * @param names with their dashes
   * @param takesValue whether the next word belongs to it
   */
  public record Flag(List<String> names, String description, boolean takesValue) {}

  /**
   * A command.
   *
   * @param words what its first argument may be; empty when that is a file or free text
   */
  public record Command(String name, String summary, List<Flag> flags, List<String> words) {}

  private final List<Command> commands;

  public CompletionScript(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  /** The script for one of {@link #SHELLS}. */
  public String forShell(String shell) {
    return switch (shell) {
      case "bash" -> bash();
      case "zsh" -> zsh();
      case "fish" -> fish();
      default -> throw new IllegalArgumentException(shell);
    };
  }

  private String names() {
    return commands.stream().map(Command::name).collect(Collectors.joining(" "));
  }

  private static String flagNames(Command command) {
    return command.flags().stream()
        .flatMap(f -> f.names().stream())
        .collect(Collectors.joining(" "));
  }

  private String bash() {
    StringBuilder s = new StringBuilder();
    s.append("# bash completion for kix\n_kix() {\n");
    s.append("  local word=${COMP_WORDS[COMP_CWORD]} words=\"\"\n");
    s.append("  COMPREPLY=()\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n");
    s.append("    words=\"").append(names()).append(" --help --version\"\n  else\n");
    s.append("    case ${COMP_WORDS[1]} in\n");
    for (Command c : commands) {
      s.append("      ").append(c.name()).append(")\n        case $word in\n");
      s.append("          -*) words=\"").append(flagNames(c)).append("\" ;;\n");
      s.append("          *) words=\"").append(String.join(" ", c.words())).append("\" ;;\n");
      s.append("        esac ;;\n");
    }
    s.append("    esac\n  fi\n");
    s.append("  [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n");
    s.append("complete -o default -F _kix kix ./kix\n");
    return s.toString();
  }

  private String zsh() {
    StringBuilder s = new StringBuilder();
    s.append("#compdef kix\n_kix() {\n  local -a commands\n  commands=(\n");
    for (Command c : commands) {
      s.append("    ").append(quote(c.name() + ":" + c.summary())).append('\n');
    }
    s.append(
        "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n");
    s.append("  local name=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $name in\n");
    for (Command c : commands) {
      s.append("    ").append(c.name()).append(")\n      _arguments");
      for (Flag f : c.flags()) {
        for (String name : f.names()) {
          String text = f.description().replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
          s.append(" \\\n        ")
              .append(quote(name + "[" + text + "]" + (f.takesValue() ? ":value:_files" : "")));
        }
      }
      s.append(" \\\n        ");
      if (c.words().isEmpty()) {
        s.append(quote("*:file:_files"));
      } else {
        s.append(quote("1:word:(" + String.join(" ", c.words()) + ")"));
      }
      s.append(" ;;\n");
    }
    s.append("  esac\n}\ncompdef _kix kix\n");
    return s.toString();
  }

  private String fish() {
    StringBuilder s = new StringBuilder("# fish completion for kix\n");
    for (Command c : commands) {
      s.append("complete -c kix -n __fish_use_subcommand -f -a ")
          .append(quote(c.name()))
          .append(" -d ")
          .append(quote(c.summary()))
          .append('\n');
      String seen = "-n " + quote("__fish_seen_subcommand_from " + c.name());
      for (Flag f : c.flags()) {
        s.append("complete -c kix ").append(seen);
        for (String name : f.names()) {
          s.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        s.append(f.takesValue() ? " -r" : "").append(" -d ").append(quote(f.description()));
        s.append('\n');
      }
      if (!c.words().isEmpty()) {
        s.append("complete -c kix ").append(seen).append(" -f -a ");
        s.append(quote(String.join(" ", c.words()))).append('\n');
      }
    }
    return s.toString();
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
