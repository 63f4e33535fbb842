package dev.kix.cli.validate;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.lifecycle.ApiLifecycle;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.schema.KubernetesSchemas;
import dev.kix.k8s.schema.SchemaLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code kix validate}. */
public final class Validation {
  /** How the newest version is had, where a flag of kubeconform's name gives the version. */
  public static final String NEWEST = "-kubernetes-version master is the newest of them.";

  private final Console console;
  private final String programVersion;

  public Validation(Console console, String programVersion) {
    this.console = console;
    this.programVersion = programVersion;
  }

  /**
   * Checks everything and writes the report to standard output.
   *
   * @return whether all is good
   * @throws CliException when the options make no sense
   */
  public boolean run(ValidateOptions options) throws IOException, InterruptedException {
    if (options.readsStandardInput() && console.inIsTerminal()) {
      throw new CliException(
          "there is nothing to check",
          "Name files or folders, or give manifests on standard input.");
    }
    KubernetesSchemas schemas = KubernetesSchemas.open();
    SchemaSources sources = sources(options);
    ApiCatalog catalog =
        located(
            schemas.catalog(version(options.kubernetesVersion(), schemas, NEWEST)),
            sources,
            options.schemaLocations());
    Summary summary = new Summary();
    Report report = report(options);
    DocumentChecker checker = new DocumentChecker(catalog, sources, ApiLifecycle.open(), options);
    boolean good =
        new Pipeline(options, checker, report, summary).run(console.in(), console.workingFolder());
    report.end(summary);
    if (summary.isEmpty()) {
      nothing(options);
    }
    return good;
  }

  /** Says that nothing was looked at. No error: with kubeconform, too, nothing is all right. */
  private void nothing(ValidateOptions options) {
    if (options.readsStandardInput()) {
      console.err("warning: there was nothing to validate: standard input has no manifest\n");
      return;
    }
    StringBuilder out = new StringBuilder("warning: there was nothing to validate in ");
    out.append(String.join(", ", options.files()));
    out.append("\n         Of folders, files that end in .yaml, .yml or .json are looked at.\n");
    for (String file : options.files()) {
      if (Files.exists(console.resolve(file).resolve("kix.nix"))) {
        out.append("         Clusters are checked when they are compiled: kix build ")
            .append(file)
            .append("#NAME\n");
      }
    }
    console.err(out.toString());
  }

  /**
   * The catalog with what the schema locations add. Without any, what is built in comes first and
   * the user's own schemas second; else what is named, in its order.
   */
  private static ApiCatalog located(
      ApiCatalog catalog, SchemaSources sources, List<String> locations) {
    if (sources == SchemaSources.NONE) {
      return catalog;
    }
    if (locations.isEmpty()) {
      return catalog.withLookup(sources, ApiCatalog.Precedence.CATALOG_FIRST);
    }
    int builtIn = locations.indexOf("default");
    return catalog.withLookup(
        sources,
        builtIn < 0
            ? ApiCatalog.Precedence.LOOKUP_ONLY
            : builtIn == 0
                ? ApiCatalog.Precedence.CATALOG_FIRST
                : ApiCatalog.Precedence.LOOKUP_FIRST);
  }

  /** The places that the schema locations name, all but the built-in one. */
  private SchemaSources sources(ValidateOptions options) {
    UserSchemas user = UserSchemas.of(console);
    List<String> locations = options.schemaLocations();
    if (locations.isEmpty()) {
      Path folder = user.folder();
      return folder != null && Files.isDirectory(folder)
          ? new SchemaSources(List.of(user))
          : SchemaSources.NONE;
    }
    List<SchemaLookup> lookups = new ArrayList<>();
    for (String location : locations) {
      if (location.equals("default")) {
        continue;
      }
      lookups.add(
          location.equals("user")
              ? user
              : new SchemaLocations(
                  List.of(location),
                  console.workingFolder(),
                  options.kubernetesVersion(),
                  options.strict(),
                  options.network(),
                  options.cache().isEmpty()
                      ? null
                      : console.workingFolder().resolve(options.cache())));
    }
    return lookups.isEmpty() ? SchemaSources.NONE : new SchemaSources(lookups);
  }

  private Report report(ValidateOptions options) {
    return switch (options.output()) {
      case TEXT ->
          new TextReport(
              console::out, options.verbose(), options.summary(), options.readsStandardInput());
      case JSON -> new JsonReport(console.out(), options.verbose(), options.summary());
      case JUNIT -> new JunitReport(console::out);
      case SARIF -> new SarifReport(console.out(), programVersion);
      case TAP -> new TapReport(console::out);
    };
  }

  /**
   * {@code 1.34}, {@code v1.34}, {@code 1.34.2} (the patch release does not matter), {@code
   * master}.
   *
   * @param newest how the newest version is had, as the last line of the error
   * @throws CliException when it is none, or none that is known
   */
  public static KubernetesVersion version(String text, KubernetesSchemas schemas, String newest) {
    if (text.equals("master") || text.equals("latest")) {
      return schemas.newest();
    }
    String plain = text.startsWith("v") ? text.substring(1) : text;
    if (!plain.matches("[0-9]{1,3}\\.[0-9]{1,4}(\\.[0-9]+)?")) {
      throw new CliException(
          "'" + text + "' is not a Kubernetes version", "Write 1.34, 1.34.2 or master.");
    }
    String[] parts = plain.split("\\.");
    KubernetesVersion version = KubernetesVersion.parse(parts[0] + "." + parts[1]);
    if (!schemas.has(version)) {
      throw new CliException(
          "there are no schemas for Kubernetes " + version,
          "This kix knows " + schemas.versions().get(0) + " to " + schemas.newest() + ".",
          newest);
    }
    return version;
  }
}
