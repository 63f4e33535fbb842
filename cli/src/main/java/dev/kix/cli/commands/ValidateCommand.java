package dev.kix.cli.commands;

import dev.kix.cli.action.Validate;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix validate}: the options of kubeconform, with one dash or two. */
final class ValidateCommand extends FlagCommand {
  ValidateCommand() {
    super("validate");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Checks manifests in files as the API server would, and says in which line they are wrong.",
            "",
            "  kix validate -summary manifests/",
            "  kustomize build . | kix validate -kubernetes-version 1.33 -",
            "",
            "Takes kubeconform's options. Exit code 0 when everything is right, else 1.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FILE")
            .description("Files, folders, or - for standard input (also when nothing is given).")
            .build());
    spec.addOption(
        named(
            "VERSION",
            "Kubernetes version: 1.34, 1.34.2, master (the newest).",
            "kubernetes-version"));
    spec.addOption(
        flag("Unknown fields and duplicate keys are errors. On by itself.", "-strict", "--strict"));
    spec.addOption(flag("Takes unknown fields and duplicate keys.", "--lenient"));
    spec.addOption(
        flag(
            "Skips kinds without a schema.",
            "-ignore-missing-schemas",
            "--ignore-missing-schemas"));
    spec.addOption(
        many(
            "LOCATION",
            "Where schemas are: default, user (kix schema add), or a template of files or URLs with"
                + " {{.ResourceKind}} and so on. Tried in the order given.",
            "schema-location"));
    spec.addOption(flag("Lets schema locations be URLs.", "--allow-network"));
    spec.addOption(named("FOLDER", "Keeps schemas that were fetched from URLs.", "cache"));
    spec.addOption(named("KINDS", "Kinds that are not checked: A,group/v1/B.", "skip"));
    spec.addOption(named("KINDS", "Kinds that may not be there.", "reject"));
    spec.addOption(
        many("REGEX", "Leaves out files whose path matches.", "ignore-filename-pattern"));
    spec.addOption(
        flag("Also checks that what resources refer to is in the input.", "--whole-cluster"));
    spec.addOption(flag("Also looks for risks: security and good practice.", "--posture"));
    spec.addOption(many("RULE=LEVEL", "Makes a rule error, warning or off.", "rule"));
    spec.addOption(named("FORMAT", "text or pretty, json, junit, sarif or tap.", "output"));
    spec.addOption(flag("Ends with counts.", "-summary", "--summary"));
    spec.addOption(flag("Lists what is right as well.", "-verbose", "--verbose"));
    spec.addOption(flag("Stops at the first error.", "-exit-on-error", "--exit-on-error"));
    spec.addOption(value("COUNT", "Threads that check (all processors).", "-n"));
  }

  private static OptionSpec named(String label, String description, String name) {
    return value(label, description, "-" + name, "--" + name);
  }

  private static OptionSpec many(String label, String description, String name) {
    return OptionSpec.builder("-" + name, "--" + name)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** kubeconform's flags that are true or false. */
  private static final List<String> SWITCHES =
      List.of("strict", "ignore-missing-schemas", "summary", "verbose", "exit-on-error");

  /** kubeconform's flags for which kix has something else, or nothing to do. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "insecure-skip-tls-verify",
          "Give the certificate of your own authority to Java: "
              + "KIX_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE.",
          "cpu-prof",
          "Use a profiler of Java, for example with KIX_JAVA_OPTS=-XX:StartFlightRecording.",
          "v",
          "'kix version' says which version this is.");

  /** Go's ways to write a flag: {@code -strict=false}, {@code -summary=true}. */
  @Override
  List<String> prepared(List<String> args) {
    List<String> out = new ArrayList<>();
    for (String arg : args) {
      String plain = arg.replaceFirst("^--?", "");
      int equals = plain.indexOf('=');
      String name = equals < 0 ? plain : plain.substring(0, equals);
      String value = equals < 0 ? "" : plain.substring(equals + 1);
      String elsewhere = arg.startsWith("-") ? ELSEWHERE.get(name) : null;
      if (elsewhere != null) {
        throw new CliException("kix validate has no flag " + arg, elsewhere);
      }
      if (arg.startsWith("-") && SWITCHES.contains(name) && isBoolean(value)) {
        boolean on = List.of("true", "t", "1").contains(value.toLowerCase(Locale.ROOT));
        if (on) {
          out.add("--" + name);
        } else if (name.equals("strict")) {
          out.add("--lenient");
        }
      } else {
        out.add(arg.equals("-debug") ? "--debug" : arg);
      }
    }
    return out;
  }

  private static boolean isBoolean(String value) {
    return List.of("true", "t", "1", "false", "f", "0").contains(value.toLowerCase(Locale.ROOT));
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    return new Validate(console)
        .run(
            new Validate.Request(
                flags.matchedPositionalValue(0, List.<String>of()),
                flags.matchedOptionValue("--kubernetes-version", "master"),
                !flags.hasMatchedOption("--lenient"),
                flags.hasMatchedOption("--ignore-missing-schemas"),
                flags.matchedOptionValue("--schema-location", List.<String>of()),
                flags.hasMatchedOption("--allow-network"),
                flags.matchedOptionValue("--cache", ""),
                flags.matchedOptionValue("--skip", ""),
                flags.matchedOptionValue("--reject", ""),
                flags.matchedOptionValue("--ignore-filename-pattern", List.<String>of()),
                flags.matchedOptionValue("-n", ""),
                flags.hasMatchedOption("--exit-on-error"),
                flags.hasMatchedOption("--whole-cluster"),
                flags.hasMatchedOption("--posture"),
                flags.matchedOptionValue("--rule", List.<String>of()),
                flags.matchedOptionValue("--output", "text"),
                flags.hasMatchedOption("--summary"),
                flags.hasMatchedOption("--verbose")));
  }
}
