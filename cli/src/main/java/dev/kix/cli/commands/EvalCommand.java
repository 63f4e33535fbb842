package dev.kix.cli.commands;

import dev.kix.cli.action.Eval;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.FlakeArg;
import dev.kix.cli.nix.SourceArg;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix eval}. */
final class EvalCommand extends FlagCommand {
  EvalCommand() {
    super("eval");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Evaluates Nix and prints the value.",
            "",
            "  kix eval -E 'builtins.map (x: x * x) [ 1 2 3 ]'",
            "  kix eval config.nix#services --json",
            "  kix eval -f . -A lib.version --raw",
            "",
            "Functions with a set pattern are called with --arg and --argstr. Sources and derivations",
            "that the value refers to are written to the store.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FILE[#ATTR]")
            .description(
                "A file, a folder or a flake, and the attribute in it. A folder with flake.nix is a",
                "flake; flakes and expressions are evaluated purely unless --impure is given.")
            .build());
    SourceFlags.describe(spec);
    LockingFlags.describe(spec);
    spec.addOption(value("ATTR", "Selects an attribute: a.b.\"c.d\".0", "-A", "--attr"));
    spec.addOption(value("FUNCTION", "Applies this function to the value.", "--apply"));
    spec.addOption(flag("Prints JSON.", "--json"));
    spec.addOption(flag("Prints a string as it is, without quotes or newline.", "--raw"));
    spec.addOption(
        value("PATH", "Writes a string, or a set of them as a folder, to PATH.", "--write-to"));
    spec.addOption(flag("Writes nothing to the store.", "--read-only"));
    spec.addOption(flag("Fails when any part of the value fails.", "--strict"));
    spec.addOption(flag("Prints time, memory and counts to standard error.", "--stats"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    if (flags.hasMatchedOption("--json") && flags.hasMatchedOption("--raw")) {
      throw new CliException("--raw and --json are mutually exclusive");
    }
    boolean elsewhere = flags.hasMatchedOption("--file") || flags.hasMatchedOption("--expr");
    String positional = flags.matchedPositionalValue(0, "");
    if (positional.isEmpty() && !elsewhere) {
      positional = ".";
    }
    String selection = flags.matchedOptionValue("--attr", "");
    if (elsewhere && !positional.isEmpty() && selection.isEmpty()) {
      selection = positional; // as Nix has it: nix eval --file FILE ATTR
      positional = "";
    }
    FlakeArg flake = flake(flags, positional, console);
    int hash = positional.indexOf('#');
    if (hash >= 0 && flake == null) {
      if (!selection.isEmpty()) {
        throw new CliException("the attribute is given twice: in '" + positional + "' and by -A");
      }
      selection = positional.substring(hash + 1);
      positional = hash == 0 ? "." : positional.substring(0, hash);
    }
    EvaluationSetup setup =
        EvaluationFlags.nixSetup(flags, console, !flags.hasMatchedOption("--read-only"));
    if (flags.hasMatchedOption("--file")
        && setup.settings().pureEval()
        && !flags.hasMatchedOption("--pure")) {
      throw new CliException("'--file' is not compatible with '--pure-eval'");
    }
    return new Eval(console)
        .run(
            new Eval.Request(
                setup,
                flake == null
                    ? SourceFlags.source(flags, positional, "eval")
                    : SourceArg.file(positional),
                flake,
                LockingFlags.options(flags, console, List.of()),
                selection,
                flags.matchedOptionValue("--apply", (String) null),
                flags.matchedOptionValue("--write-to", (String) null),
                flags.hasMatchedOption("--json")
                    ? Eval.Format.JSON
                    : flags.hasMatchedOption("--raw") ? Eval.Format.RAW : Eval.Format.NIX,
                flags.hasMatchedOption("--strict"),
                flags.hasMatchedOption("--stats")));
  }

  private static @Nullable FlakeArg flake(ParseResult flags, String positional, Console console) {
    boolean other =
        positional.isEmpty()
            || flags.hasMatchedOption("--file")
            || flags.hasMatchedOption("--expr")
            || flags.hasMatchedOption("--attr");
    return other ? null : FlakeArg.of(positional, console);
  }
}
