package dev.kix.cli.commands;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command whose flags picocli parses. */
abstract class FlagCommand implements Command {
  private final String name;

  FlagCommand(String name) {
    this.name = name;
  }

  /** Adds this command's flags and description to {@code spec}. */
  abstract void describe(CommandSpec spec);

  /** Does the work. */
  abstract int run(ParseResult flags, Console console) throws Exception;

  /** What to know about a flag that this command has not; or the empty string. */
  String note() {
    return "";
  }

  /** The arguments in the form that the parser takes, for a command that also takes another. */
  List<String> prepared(List<String> args) {
    return args;
  }

  @Override
  public final CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("kix " + name);
    spec.usageMessage()
        .optionListHeading("%nOptions:%n")
        .parameterListHeading("%nArguments:%n")
        .sortOptions(false)
        .abbreviateSynopsis(true)
        // Without it, picocli 4.7 takes a wrong length for words and breaks lines inside of them.
        .adjustLineBreaksForWideCJKCharacters(true)
        .width(100);
    describe(spec);
    spec.addOption(flag("Shows the Java stack trace of an internal error.", "--debug"));
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this page.").build());
    return spec;
  }

  @Override
  public final String help(Console console) {
    return parser().getUsageMessage(console.outColour() ? Ansi.ON : Ansi.OFF);
  }

  @Override
  public final int run(List<String> args, Console console) throws Exception {
    CommandLine parser = parser();
    ParseResult flags;
    try {
      List<String> words = SettingFlags.rewrite(parser.getCommandSpec(), prepared(args));
      flags = parser.parseArgs(words.toArray(new String[0]));
    } catch (ParameterException e) {
      throw usage(e);
    }
    if (flags.hasMatchedOption("--help")) {
      console.out(help(console));
      return 0;
    }
    if (flags.hasMatchedOption("--debug")) {
      console.showStackTraces();
    }
    return run(flags, console);
  }

  private CommandLine parser() {
    // '@file', 'a=b' and quotes are the user's text here, not picocli's.
    return new CommandLine(spec())
        .setExpandAtFiles(false)
        .setTrimQuotes(false)
        .setInterpolateVariables(false)
        .setAllowSubcommandsAsOptionParameters(false)
        .setOverwrittenOptionsAllowed(true);
  }

  private CliException usage(ParameterException e) {
    String tryHelp = "Try 'kix help " + name + "'.";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String first = unmatched.getUnmatched().get(0);
      if (first.startsWith("-")) {
        int equals = first.indexOf('=');
        String flag = equals < 0 ? first : first.substring(0, equals);
        List<String> known = new ArrayList<>();
        for (OptionSpec option : e.getCommandLine().getCommandSpec().options()) {
          known.addAll(List.of(option.names()));
        }
        known.removeIf(n -> !n.startsWith("--") && n.length() != flag.length());
        return new CliException(
            "unrecognised flag '" + flag + "'", Suggestions.sentence(flag, known), note(), tryHelp);
      }
      return new CliException("unexpected argument '" + first + "'", tryHelp);
    }
    String message = e.getMessage() == null ? "wrong arguments" : e.getMessage();
    return new CliException(
        message.isEmpty() || !Character.isUpperCase(message.charAt(0)) || message.startsWith("-")
            ? message
            : Character.toLowerCase(message.charAt(0)) + message.substring(1),
        tryHelp);
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).description(description).build();
  }

  static OptionSpec value(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .arity("1")
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }
}
