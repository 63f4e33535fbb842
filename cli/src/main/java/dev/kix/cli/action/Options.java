package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.console.Suggestions;
import dev.kix.cli.nix.EvaluationSetup;
import dev.kix.cli.nix.NixSession;
import dev.kix.cli.options.OptionJson;
import dev.kix.cli.options.OptionMarkdown;
import dev.kix.cli.options.OptionSite;
import dev.kix.cli.options.OptionText;
import dev.kix.cluster.ClusterSource;
import dev.kix.cluster.KixLibrary;
import dev.kix.cluster.docs.OptionDoc;
import dev.kix.cluster.docs.OptionDocReader;
import dev.kix.cluster.docs.OptionSet;
import dev.kix.cluster.instance.PackageShape;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.FileKind;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prints the options of a package or a cluster, or writes the documentation of all of them. */
public final class Options {
  /** How options are printed. */
  public enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  /**
   * What to do.
   *
   * @param subject a package's name, a package's file or folder, a cluster, or empty for the
   *     options that every cluster has
   * @param prefix only options whose names begin with this; empty for all
   * @param site a folder for the documentation of every package, or null to print
   */
  public record Request(
      EvaluationSetup setup, String subject, String prefix, Format format, @Nullable String site) {}

  private static final String DEFAULT_NIX = "/default.nix";

  private final Console console;

  public Options(Console console) {
    this.console = console;
  }

  /**
   * Prints or writes.
   *
   * @return the exit code
   * @throws dev.kix.interpreter.diagnostic.EvalException if there is no such thing
   * @throws dev.kix.cluster.ClusterException if its options cannot be told
   */
  public int run(Request request) throws IOException {
    String site = request.site();
    String subject = request.subject();
    if (!subject.isEmpty()) {
      new Clusters(console)
          .prepare(request.setup(), ClusterArg.parse(subject, console.workingFolder()));
    }
    try (NixSession session =
        NixSession.open(
            request.setup(), console, builder -> KixLibrary.install(builder).bareWildcards(true))) {
      if (site != null) {
        SortedMap<String, byte[]> files = session.run(state -> site(session, state, request));
        write(console.resolve(site), files);
        console.out(site + "/index.html\n");
        return 0;
      }
      OptionSet set = session.run(state -> one(session, state, request.subject()));
      console.out(print(filtered(set, request.prefix()), request.format()));
      return 0;
    }
  }

  private static OptionSet filtered(OptionSet set, String prefix) {
    if (prefix.isEmpty()) {
      return set;
    }
    List<OptionDoc> matching = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (OptionDoc o : set.options()) {
      names.add(o.name());
      if (o.name().equals(prefix) || o.name().startsWith(prefix + ".")) {
        matching.add(o);
      }
    }
    if (matching.isEmpty()) {
      throw new CliException(
          "'" + set.name() + "' has no option '" + prefix + "'",
          Suggestions.sentence(prefix, names));
    }
    return new OptionSet(
        set.name(),
        set.isPackage(),
        set.description(),
        set.version(),
        set.homepage(),
        set.arguments(),
        set.place(),
        matching);
  }

  private String print(OptionSet set, Format format) {
    return switch (format) {
      case JSON -> OptionJson.write(set);
      case MARKDOWN -> OptionMarkdown.write(set, place -> "");
      case TEXT -> OptionText.write(set, console.outColour());
    };
  }

  private OptionSet one(NixSession session, EvalState state, String subject) {
    OptionDocReader reader = new OptionDocReader(state);
    if (subject.isEmpty()) {
      return reader.everyCluster();
    }
    if (reader.packageNames().contains(subject)) {
      return reader.packageNamed(subject);
    }
    boolean path =
        !subject.contains("#")
            && (subject.contains("/")
                || subject.startsWith(".")
                || subject.endsWith(".nix")
                || Files.isDirectory(console.workingFolder().resolve(subject)));
    if (path) {
      OptionSet found = packageAt(session, state, reader, subject);
      if (found != null) {
        return found;
      }
    }
    ClusterArg cluster = ClusterArg.parse(subject, console.workingFolder());
    if (!path && !subject.contains("#") && !hasEntryPoint()) {
      throw new CliException(
          "there is no package '" + subject + "', and no kix.nix here that defines a cluster",
          Suggestions.sentence(subject, reader.packageNames()));
    }
    try {
      return reader.cluster(new Clusters(console).find(session, state, cluster));
    } catch (EvalException e) {
      if (path || e.kind() != ErrorKind.MISSING_ATTRIBUTE) {
        throw e;
      }
      throw new CliException(
          "there is neither a package nor a cluster '" + subject + "'",
          Suggestions.sentence(subject, reader.packageNames()));
    }
  }

  private boolean hasEntryPoint() {
    return Files.exists(console.workingFolder().resolve("kix.nix"))
        || Files.exists(console.workingFolder().resolve("flake.nix"))
        || Files.exists(console.workingFolder().resolve("default.nix"));
  }

  /** The package in a file or folder, or null when that is none. */
  private @Nullable OptionSet packageAt(
      NixSession session, EvalState state, OptionDocReader reader, String subject) {
    FileAccess files = session.services().files();
    String at = files.resolve(session.lookUp(state, Bytes.encode(subject)), true);
    String file = files.kind(at) == FileKind.DIRECTORY ? at + DEFAULT_NIX : at;
    if (files.kind(file) == null) {
      return null;
    }
    Value value = state.importer().importFile(file);
    boolean scoped = PackageShape.arguments(value).stream().anyMatch(a -> a.name().equals("scope"));
    boolean bare =
        value instanceof NixAttrs attrs && (attrs.has("options") || attrs.has("resources"));
    if (!scoped && !bare) {
      return null;
    }
    String stem = file.endsWith(DEFAULT_NIX) ? file.substring(0, file.length() - 12) : file;
    String name = stem.substring(stem.lastIndexOf('/') + 1).replaceAll("\\.nix$", "");
    String folder = file.substring(0, Math.max(1, file.lastIndexOf('/')));
    return reader.packageOf(Bytes.decode(name), folder, value);
  }

  private SortedMap<String, byte[]> site(NixSession session, EvalState state, Request request) {
    OptionDocReader reader = new OptionDocReader(state);
    List<OptionSet> sets = new ArrayList<>();
    String folder = "/";
    if (request.subject().isEmpty()) {
      sets.add(reader.everyCluster());
    } else {
      ClusterSource source =
          new Clusters(console)
              .find(session, state, ClusterArg.parse(request.subject(), console.workingFolder()));
      folder = source.folder();
      sets.add(reader.cluster(source));
    }
    for (String name : reader.packageNames()) {
      sets.add(reader.packageNamed(name));
    }
    String project = folder;
    FileAccess files = session.services().files();
    try {
      return new OptionSite(sets, name -> source(files, project, name)).files();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A file of kixpkgs or of the project; others are nobody's business. */
  private static @Nullable String source(FileAccess files, String project, String name) {
    for (String root : List.of(KixLibrary.MOUNT, project)) {
      String path = (root.equals("/") ? "" : root) + "/" + Bytes.encode(name);
      if (!name.startsWith("/") && files.kind(path) == FileKind.REGULAR) {
        return Bytes.decode(Bytes.fromArray(files.read(path)));
      }
    }
    return null;
  }

  private void write(Path folder, Map<String, byte[]> files) throws IOException {
    if (Files.exists(folder.resolve("index.html")) && !Files.exists(folder.resolve("index.js"))) {
      throw new CliException("'" + folder + "' holds pages that kix did not write");
    }
    for (Map.Entry<String, byte[]> e : new TreeMap<>(files).entrySet()) {
      Path file = folder.resolve(e.getKey());
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(file, e.getValue());
    }
  }
}
