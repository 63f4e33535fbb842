package dev.kix.interpreter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What evaluated code may see of the machine. Nothing, unless it is said here.
 *
 * @param fileRoots the folders and files that may be read, with everything below; null for the
 *     whole file system
 * @param environment the variables that {@code builtins.getEnv} sees
 * @param network whether the fetching builtins may use the network
 * @param programs whether the fetching builtins may run programs of this machine where nothing else
 *     brings a source here: {@code hg} for Mercurial, {@code ssh} for repositories behind it
 *     (together with {@code network}), the user's credential helpers of OCI registries. Code can
 *     name none of its own. What such a program reads, {@code fileRoots} does not limit.
 */
public record Permissions(
    @Nullable List<Path> fileRoots,
    Map<String, String> environment,
    boolean network,
    boolean programs) {

  private static final Permissions NONE = new Permissions(List.of(), Map.of(), false, false);

  public Permissions {
    fileRoots = fileRoots == null ? null : List.copyOf(fileRoots);
    environment = Map.copyOf(environment);
  }

  /** No file, no environment, no network, no programs. */
  public static Permissions none() {
    return NONE;
  }

  /** Everything the process may do: what a command line tool run by its user wants. */
  public static Permissions all() {
    return new Permissions(null, System.getenv(), true, true);
  }

  /** Reading below {@code roots}, and nothing else. */
  public static Permissions reading(Path... roots) {
    return new Permissions(List.of(roots), Map.of(), false, false);
  }

  public Permissions withEnvironment(Map<String, String> variables) {
    return new Permissions(fileRoots, variables, network, programs);
  }

  public Permissions withNetwork(boolean allowed) {
    return new Permissions(fileRoots, environment, allowed, programs);
  }

  public Permissions withPrograms(boolean allowed) {
    return new Permissions(fileRoots, environment, network, allowed);
  }
}
