package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.AutoArg;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that every command takes that evaluates. */
final class EvaluationFlags {
  private EvaluationFlags() {}

  static void describe(CommandSpec spec) {
    spec.addOption(pair("--arg", "NAME", "EXPR", "An argument for functions, as an expression."));
    spec.addOption(pair("--argstr", "NAME", "TEXT", "An argument for functions, as a string."));
    spec.addOption(
        pair("--arg-from-file", "NAME", "FILE", "An argument: what a file holds, as a string."));
    spec.addOption(
        OptionSpec.builder("--arg-from-stdin")
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("NAME")
            .description("An argument: standard input, as a string.")
            .build());
    spec.addOption(
        OptionSpec.builder("-I", "--include")
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("PATH")
            .description("Adds to the search path: PATH or PREFIX=PATH. Comes before NIX_PATH.")
            .build());
    spec.addOption(FlagCommand.flag("Evaluates without environment, search path, time.", "--pure"));
    spec.addOption(FlagCommand.flag("The opposite of --pure; the default for files.", "--impure"));
    spec.addOption(FlagCommand.flag("Shows the whole trace of an error.", "--show-trace"));
    spec.addOption(
        FlagCommand.value("N", "The deepest nesting of calls (10000).", "--max-call-depth"));
    spec.addOption(
        FlagCommand.value(
            "TIME", "The longest an evaluation may take: 30, 500ms, 2m.", "--max-eval-time"));
    spec.addOption(
        FlagCommand.value(
            "SIZE",
            "The most memory it may allocate in total, freed or not: 2G.",
            "--max-eval-allocation"));
    describeCommon(spec);
    spec.addOption(OptionSpec.builder("--debugger", "--repair").hidden(true).build());
    spec.addOption(
        OptionSpec.builder("--eval-store").arity("1").type(String.class).hidden(true).build());
  }

  /** The flags that commands take too that stand in for Nix's and evaluate nothing. */
  static void describeCommon(CommandSpec spec) {
    spec.addOption(
        FlagCommand.flag("Asks again what branches and URLs stand for, now.", "--refresh"));
    spec.addOption(
        FlagCommand.flag("Takes what was fetched before, however old it is.", "--offline"));
    spec.addOption(
        pair("--option", "NAME", "VALUE", "Sets one of Nix's settings; --NAME VALUE does too."));
    // What scripts written for Nix say of its log; kix has none.
    spec.addOption(
        OptionSpec.builder("-v", "--verbose", "--quiet", "-L", "--print-build-logs")
            .hidden(true)
            .build());
    spec.addOption(
        OptionSpec.builder("--log-format").arity("1").type(String.class).hidden(true).build());
    spec.addOption(
        OptionSpec.builder(SettingFlags.SETTING)
            .arity("2")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hidden(true)
            .build());
  }

  private static OptionSpec pair(String name, String first, String second, String description) {
    return OptionSpec.builder(name)
        .arity("2")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(first + " " + second)
        .hideParamSyntax(true)
        .description(description)
        .build();
  }

  /** For commands that stand in for Nix's: configuration files of the machine count. */
  static EvaluationSetup nixSetup(ParseResult flags, Console console, boolean writesStore) {
    return setup(flags, NixSettings.ofMachine(console), writesStore);
  }

  /** For everything else: only environment and flags count. */
  static EvaluationSetup setup(ParseResult flags, Console console, boolean writesStore) {
    return setup(flags, NixSettings.of(console), writesStore);
  }

  private static EvaluationSetup setup(
      ParseResult flags, NixSettings settings, boolean writesStore) {
    common(flags, settings);
    if (flags.hasMatchedOption("--pure")) {
      if (flags.hasMatchedOption("--impure")) {
        throw new CliException("--pure and --impure are mutually exclusive");
      }
      settings.set("pure-eval", "true");
    } else if (flags.hasMatchedOption("--impure")) {
      settings.set("pure-eval", "false");
    }
    if (flags.hasMatchedOption("--show-trace")) {
      settings.set("show-trace", "true");
    }
    for (String limit : List.of("max-call-depth", "max-eval-time", "max-eval-allocation")) {
      if (flags.hasMatchedOption("--" + limit)) {
        settings.set(limit, flags.matchedOptionValue("--" + limit, ""));
      }
    }
    return new EvaluationSetup(
        settings, flags.matchedOptionValue("--include", List.of()), autoArgs(flags), writesStore);
  }

  /** The settings of the machine with what {@link #describeCommon} describes. */
  static NixSettings commonSettings(ParseResult flags, Console console) {
    NixSettings settings = NixSettings.ofMachine(console);
    common(flags, settings);
    return settings;
  }

  private static void common(ParseResult flags, NixSettings settings) {
    List<String> options = flags.matchedOptionValue("--option", List.of());
    for (int i = 0; i < options.size(); i += 2) {
      settings.setLeniently(options.get(i), options.get(i + 1));
    }
    List<String> given = flags.matchedOptionValue(SettingFlags.SETTING, List.of());
    for (int i = 0; i < given.size(); i += 2) {
      settings.set(given.get(i), given.get(i + 1));
    }
    if (flags.hasMatchedOption("--refresh")) {
      settings.set("tarball-ttl", "0");
    } else if (flags.hasMatchedOption("--offline")) {
      settings.set("tarball-ttl", Long.toString(Integer.MAX_VALUE));
    }
  }

  private static List<AutoArg> autoArgs(ParseResult flags) {
    List<AutoArg> args = new ArrayList<>();
    add(flags, "--arg", AutoArg.Kind.EXPRESSION, args);
    add(flags, "--argstr", AutoArg.Kind.STRING, args);
    add(flags, "--arg-from-file", AutoArg.Kind.FILE, args);
    for (String name : flags.matchedOptionValue("--arg-from-stdin", List.<String>of())) {
      args.add(new AutoArg(name, AutoArg.Kind.STDIN, ""));
    }
    return args;
  }

  private static void add(ParseResult flags, String name, AutoArg.Kind kind, List<AutoArg> args) {
    List<String> words = flags.matchedOptionValue(name, List.of());
    for (int i = 0; i < words.size(); i += 2) {
      args.add(new AutoArg(words.get(i), kind, words.get(i + 1)));
    }
  }
}
