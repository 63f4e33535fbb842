package dev.kix.cli.commands;

import dev.kix.cli.action.CompletionScript;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix completion SHELL}. */
final class CompletionCommand extends FlagCommand {
  private final CommandTable table;

  CompletionCommand(CommandTable table) {
    super("completion");
    this.table = table;
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Prints a script that completes kix's commands and flags.",
            "",
            "bash:  source <(kix completion bash)             in ~/.bashrc",
            "zsh:   source <(kix completion zsh)              in ~/.zshrc, after compinit",
            "fish:  kix completion fish > ~/.config/fish/completions/kix.fish");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("SHELL")
            .completionCandidates(CompletionScript.SHELLS)
            .description("bash, zsh or fish")
            .build());
  }

  @Override
  int run(ParseResult flags, Console console) {
    String shell = flags.matchedPositionalValue(0, "");
    if (!CompletionScript.SHELLS.contains(shell)) {
      throw new CliException(
          "there is no completion for '" + shell + "'",
          Suggestions.sentence(shell, CompletionScript.SHELLS),
          "Known shells: " + String.join(", ", CompletionScript.SHELLS) + ".");
    }
    console.out(new CompletionScript(commands()).forShell(shell));
    return 0;
  }

  private List<CompletionScript.Command> commands() {
    List<CompletionScript.Command> commands = new ArrayList<>();
    for (CommandTable.Entry entry : table.entries()) {
      if (entry.summary() == null) {
        continue;
      }
      List<CompletionScript.Flag> flags = new ArrayList<>();
      List<String> words = new ArrayList<>();
      CommandSpec spec = entry.command().get().spec();
      if (spec != null) {
        for (OptionSpec option : spec.options()) {
          if (option.hidden()) {
            continue;
          }
          String[] lines = option.description();
          flags.add(
              new CompletionScript.Flag(
                  List.of(option.names()),
                  lines.length == 0 ? "" : lines[0],
                  option.arity().min() > 0));
        }
        for (PositionalParamSpec positional : spec.positionalParameters()) {
          if (positional.completionCandidates() != null) {
            positional.completionCandidates().forEach(words::add);
          }
        }
      } else if (entry.name().equals("help")) {
        words.addAll(table.names());
      }
      commands.add(new CompletionScript.Command(entry.name(), entry.summary(), flags, words));
    }
    return commands;
  }
}
