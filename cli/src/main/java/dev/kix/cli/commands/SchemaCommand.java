package dev.kix.cli.commands;

import dev.kix.cli.action.SchemaAdd;
import dev.kix.cli.action.SchemaShow;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code kix schema list|show|add}. */
final class SchemaCommand extends FlagCommand {
  SchemaCommand() {
    super("schema");
  }

  @Override
  void describe(CommandSpec spec) {
    spec.usageMessage()
        .description(
            "Shows the Kubernetes APIs that kix knows, and adds others.",
            "",
            "  kix schema list [TEXT]                      # all kinds, or those with TEXT in them",
            "  kix schema show Deployment.spec.template    # fields, types, defaults",
            "  kix schema add crds/                        # CustomResourceDefinitions in files",
            "  kix schema add http://127.0.0.1:8001        # a running server's /openapi/v3",
            "",
            "'kix validate' uses what was added for kinds that are not built in.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("list|show|add ARGUMENT")
            .description("What to do, and with what.")
            .build());
    spec.addOption(
        value("VERSION", "Kubernetes version (the newest).", "--kubernetes-version", "--version"));
    spec.addOption(value("FILE", "Holds the token to ask a server with.", "--token-file"));
    spec.addOption(value("FILE", "Holds the certificate of a server's authority, PEM.", "--ca"));
    spec.addOption(flag("Shows fields of fields as well.", "-r", "--recursive"));
  }

  @Override
  int run(ParseResult flags, Console console) throws Exception {
    List<String> words = flags.matchedPositionalValue(0, List.<String>of());
    String version = flags.matchedOptionValue("--kubernetes-version", "master");
    String what = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (what) {
      case "list" -> new SchemaShow(console).list(version, rest.isEmpty() ? "" : rest.get(0));
      case "show" -> {
        if (rest.size() != 1) {
          throw new CliException("'kix schema show' needs one kind", "kix schema show Deployment");
        }
        yield new SchemaShow(console).show(version, rest.get(0), flags.hasMatchedOption("-r"));
      }
      case "add" -> {
        if (rest.isEmpty()) {
          throw new CliException("'kix schema add' needs files or URLs");
        }
        String token = flags.matchedOptionValue("--token-file", "");
        String authority = flags.matchedOptionValue("--ca", "");
        yield new SchemaAdd(
                console,
                token.isEmpty() ? null : console.resolve(token),
                authority.isEmpty() ? null : console.resolve(authority))
            .run(rest);
      }
      default ->
          throw new CliException(
              what.isEmpty()
                  ? "kix schema does nothing by itself"
                  : "there is no 'kix schema " + what + "'",
              Suggestions.sentence(what, List.of("list", "show", "add")),
              "Try 'kix help schema'.");
    };
  }
}
