package dev.kix.cli.commands;

import dev.kix.cli.action.ClusterArg;
import dev.kix.cli.action.ImageRun;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix image list|export|push}. */
final class ImageCommand extends FlagCommand {
  ImageCommand() {
    super("image");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Works with the images that a cluster builds (kix.buildImage).",
            "",
            "  kix image list .#prod                       # names, tags and digests",
            "  kix image export .#prod -o images/          # an OCI layout with all of them",
            "  kix image push .#prod                       # each to the registry in its name",
            "",
            "Accounts are those that 'helm registry login', 'podman login' or 'docker login' keep, then those of",
            "netrc-file: the same that are used to fetch charts and base images.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("list|export|push [CLUSTER]")
            .description("What to do, and with which cluster's images; see 'kix help build'.")
            .build());
    SourceFlags.describe(spec);
    spec.addOption(
        value("ATTR", "The attribute of FILE or EXPR that is a cluster.", "-A", "--attr"));
    ClusterFlags.describeMessages(spec);
    spec.addOption(value("FOLDER", "Where 'export' writes (./images).", "-o", "--out"));
    spec.addOption(
        value(
            "FILE",
            "For 'push': the accounts of registries, in place of those that other tools keep.",
            "--authfile"));
    spec.addOption(flag("Prints the list as JSON.", "--json"));
    EvaluationFlags.describe(spec);
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    List<String> words = flags.matchedPositionalValue(0, List.<String>of());
    String what = words.isEmpty() ? "" : words.get(0);
    if (words.size() > 2) {
      throw new CliException("unexpected argument '" + words.get(2) + "'", "Try 'kix help image'.");
    }
    if (!List.of("list", "export", "push").contains(what)) {
      throw new CliException(
          what.isEmpty()
              ? "kix image does nothing by itself"
              : "there is no 'kix image " + what + "'",
          Suggestions.sentence(what, List.of("list", "export", "push")),
          "Try 'kix help image'.");
    }
    ClusterArg cluster =
        ClusterFlags.cluster(flags, words.size() > 1 ? words.get(1) : "", console, "image");
    ImageRun run = new ImageRun(console, EvaluationFlags.setup(flags, console, false), cluster);
    return switch (what) {
      case "export" -> run.export(flags.matchedOptionValue("--out", "./images"));
      case "push" -> run.push(flags.matchedOptionValue("--authfile", null));
      default -> run.list(flags.hasMatchedOption("--json"));
    };
  }
}
