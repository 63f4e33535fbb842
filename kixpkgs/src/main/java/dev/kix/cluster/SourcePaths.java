package dev.kix.cluster;

import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Bytes;
import dev.kix.k8s.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How files are named in messages: relative to the project or to kixpkgs where they lie in one of
 * them.
 */
public final class SourcePaths {
  /**
   * Stands in the name of what is no file but was made of one: before the file, and the line behind
   * it, that caused it.
   */
  public static final String RENDERED_FOR = " (rendered for ";

  /** Where a text that was made stands in what it was made from. */
  @FunctionalInterface
  public interface Made {
    /** The place, or null for a position in a file that somebody wrote. */
    @Nullable SourcePosition place(Position position, SourcePaths paths);
  }

  private final List<String> roots;
  private final Made made;

  /**
   * @param project the absolute folder of the cluster's entry point, one char per byte
   */
  public SourcePaths(String project) {
    this(project, (position, paths) -> null);
  }

  /**
   * @param project the absolute folder of the cluster's entry point, one char per byte
   * @param made knows texts that were made of others
   */
  public SourcePaths(String project, Made made) {
    this.made = made;
    this.roots = List.of(project, KixLibrary.MOUNT);
  }

  /** The folders that names are relative to, one char per byte. */
  public List<String> roots() {
    return roots;
  }

  /** The name of an absolute path, as Java text. */
  public String show(String path) {
    int made = path.indexOf(RENDERED_FOR);
    if (made >= 0) {
      int cause = made + RENDERED_FOR.length();
      return Bytes.decode(path.substring(0, cause)) + show(path.substring(cause));
    }
    for (String root : roots) {
      String folder = root.endsWith("/") ? root : root + "/";
      if (path.startsWith(folder)) {
        return Bytes.decode(path.substring(folder.length()));
      }
    }
    return Bytes.decode(path);
  }

  /** The file of a position, as Java text. */
  public String file(Position position) {
    Origin origin = position.source().origin();
    String path = origin.path();
    return path == null ? origin.display() : show(path);
  }

  /** {@code webshop.nix, line 42}. */
  public String show(Position position) {
    return file(position) + ", line " + position.line();
  }

  public @Nullable SourcePosition sourcePosition(@Nullable Position position) {
    if (position == null) {
      return null;
    }
    SourcePosition from = made.place(position, this);
    return from == null ? new SourcePosition(file(position), position.line()) : from;
  }
}
