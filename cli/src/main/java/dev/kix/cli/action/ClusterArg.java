package dev.kix.cli.action;

import dev.kix.cli.console.CliException;
import dev.kix.cli.nix.SourceArg;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is meant.
 *
 * @param source a file or folder that defines clusters, or an expression
 * @param name the cluster's name, or null for the only one there is
 * @param selection the attribute that is a cluster itself, or null to look among {@code clusters};
 *     ordinary text
 */
public record ClusterArg(SourceArg source, @Nullable String name, @Nullable String selection) {
  /**
   * Reads an installable: {@code .#NAME}, {@code NAME}, {@code DIR#NAME}, {@code DIR} or {@code
   * FILE.nix}, the last two for the only cluster there is.
   *
   * @param folder where relative paths start
   */
  public static ClusterArg parse(String text, Path folder) {
    int hash = text.indexOf('#');
    if (hash >= 0) {
      String path = hash == 0 ? "." : text.substring(0, hash);
      String name = text.substring(hash + 1);
      if (name.isEmpty()) {
        throw new CliException(
            "'" + text + "' names no cluster", "Write " + path + "#NAME, or " + path + " alone.");
      }
      return new ClusterArg(SourceArg.file(path), name, null);
    }
    if (text.endsWith(".nix") || text.contains("/") || text.equals(".") || text.equals("..")) {
      return new ClusterArg(SourceArg.file(text), null, null);
    }
    boolean definesHere =
        Files.exists(folder.resolve("kix.nix")) || Files.exists(folder.resolve("default.nix"));
    if (!definesHere && Files.exists(folder.resolve(text))) {
      return new ClusterArg(SourceArg.file(text), null, null);
    }
    return new ClusterArg(SourceArg.file("."), text, null);
  }

  /** The cluster that an attribute of a file or an expression is. */
  public static ClusterArg of(SourceArg source, String selection) {
    return new ClusterArg(source, null, selection);
  }
}
