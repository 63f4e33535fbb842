package dev.kix.cli.commands;

import dev.kix.cli.action.ClusterArg;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.SourceArg;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** How commands are told which cluster is meant. */
final class ClusterFlags {
  private static final String ALL = "--all-messages";

  private ClusterFlags() {}

  static void describe(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("CLUSTER")
            .description(
                "NAME, .#NAME or DIR#NAME: a cluster of the folder's flake.nix (output clusters.NAME),",
                "kix.nix or default.nix; DIR may be a flake elsewhere, such as github:owner/repo;",
                "DIR or FILE.nix: the only cluster there. '.' when nothing is given.")
            .build());
    SourceFlags.describe(spec);
    spec.addOption(
        FlagCommand.value(
            "ATTR", "The attribute of FILE or EXPR that is a cluster.", "-A", "--attr"));
    describeMessages(spec);
  }

  static void describeMessages(CommandSpec spec) {
    spec.addOption(
        FlagCommand.flag(
            "Shows each error and warning, also where there are many of one kind.", ALL));
  }

  static ClusterArg cluster(ParseResult flags, Console console, String command) {
    return cluster(flags, flags.matchedPositionalValue(0, ""), console, command);
  }

  /**
   * @param positional the installable, or empty
   */
  static ClusterArg cluster(ParseResult flags, String positional, Console console, String command) {
    console.groupMessages(!flags.hasMatchedOption(ALL));
    boolean named = flags.hasMatchedOption("--file") || flags.hasMatchedOption("--expr");
    if (!named) {
      if (flags.hasMatchedOption("--attr")) {
        throw new CliException("-A needs --file or --expr", "Try 'kix help " + command + "'.");
      }
      return ClusterArg.parse(positional.isEmpty() ? "." : positional, console.workingFolder());
    }
    SourceArg source = SourceFlags.source(flags, positional, command);
    if (source.kind() == SourceArg.Kind.FILE && !flags.hasMatchedOption("--attr")) {
      return new ClusterArg(source, null, null);
    }
    return ClusterArg.of(source, flags.matchedOptionValue("--attr", ""));
  }
}
