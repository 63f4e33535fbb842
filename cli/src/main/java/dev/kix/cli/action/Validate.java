package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.validate.ValidateOptions;
import dev.kix.cli.validate.Validation;
import dev.kix.k8s.Rule;
import dev.kix.k8s.RulePolicy;
import dev.kix.k8s.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks files of manifests and reports what is wrong. */
public final class Validate {
  /**
   * What to do, in the words of the command line; see {@link ValidateOptions}.
   *
   * @param cache the folder that keeps what was fetched, or nothing
   * @param skip kinds, separated by commas
   * @param reject likewise
   * @param ignored regular expressions
   * @param rules {@code RULE=error}, {@code =warning} or {@code =off}
   * @param output the name of a form of report
   */
  public record Request(
      List<String> files,
      String kubernetesVersion,
      boolean strict,
      boolean ignoreMissingSchemas,
      List<String> schemaLocations,
      boolean network,
      String cache,
      String skip,
      String reject,
      List<String> ignored,
      String workers,
      boolean exitOnError,
      boolean wholeCluster,
      boolean posture,
      List<String> rules,
      String output,
      boolean summary,
      boolean verbose) {}

  private final Console console;

  public Validate(Console console) {
    this.console = console;
  }

  /**
   * Checks everything.
   *
   * @return 0 when every resource is good or skipped, else 1
   * @throws CliException when the request makes no sense
   */
  public int run(Request r) throws Exception {
    ValidateOptions options =
        new ValidateOptions(
            r.files(),
            r.kubernetesVersion(),
            r.strict(),
            r.ignoreMissingSchemas(),
            r.schemaLocations(),
            r.network(),
            r.cache(),
            words(r.skip()),
            words(r.reject()),
            patterns(r.ignored()),
            workers(r.workers()),
            r.exitOnError(),
            r.wholeCluster(),
            r.posture(),
            policy(r.rules()),
            output(r.output()),
            r.summary(),
            r.verbose());
    return new Validation(console, Version.number()).run(options) ? 0 : 1;
  }

  private static Set<String> words(String list) {
    Set<String> out = new TreeSet<>();
    for (String word : list.split(",")) {
      if (!word.isBlank()) {
        out.add(word.strip());
      }
    }
    return out;
  }

  private static List<Pattern> patterns(List<String> expressions) {
    List<Pattern> out = new ArrayList<>();
    for (String expression : expressions) {
      try {
        out.add(Pattern.compile(expression));
      } catch (PatternSyntaxException e) {
        throw new CliException(
            "'" + expression + "' is not a regular expression: " + e.getDescription());
      }
    }
    return out;
  }

  private static int workers(String text) {
    if (text.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new CliException("-n needs a number from 1 to 999, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /**
   * Reads {@code RULE=LEVEL} settings. That everything has the label of a manager is asked for only
   * on request: plain manifests need none, kix gives it to what it compiles.
   */
  static RulePolicy policy(List<String> settings) {
    RulePolicy policy = RulePolicy.DEFAULT.with(Rules.MANAGED_BY.id(), RulePolicy.Level.OFF);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      String id = equals < 0 ? setting : setting.substring(0, equals);
      if (Rules.byId(id) == null) {
        List<String> known = Rules.ALL.stream().map(Rule::id).toList();
        throw new CliException(
            "there is no rule '" + id + "'",
            Suggestions.sentence(id, known),
            "docs/validation-rules.md lists all of them.");
      }
      policy = policy.with(id, level(equals < 0 ? "error" : setting.substring(equals + 1)));
    }
    return policy;
  }

  private static RulePolicy.Level level(String word) {
    return switch (word) {
      case "error" -> RulePolicy.Level.ERROR;
      case "warning" -> RulePolicy.Level.WARNING;
      case "off", "ignore" -> RulePolicy.Level.OFF;
      default ->
          throw new CliException(
              "'" + word + "' is no level of a rule", "Levels are error, warning and off.");
    };
  }

  private static ValidateOptions.Output output(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "text", "pretty" -> ValidateOptions.Output.TEXT;
      case "json" -> ValidateOptions.Output.JSON;
      case "junit" -> ValidateOptions.Output.JUNIT;
      case "sarif" -> ValidateOptions.Output.SARIF;
      case "tap" -> ValidateOptions.Output.TAP;
      default ->
          throw new CliException(
              "there is no output format '" + name + "'",
              Suggestions.sentence(name, List.of("text", "json", "junit", "sarif", "tap")),
              "Formats are text, json, junit, sarif and tap.");
    };
  }
}
