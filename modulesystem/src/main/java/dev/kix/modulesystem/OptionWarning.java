package dev.kix.modulesystem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option is set that users are told to stop setting: it is declared with {@code deprecated = {
 * since; use; package ? …; }}. Texts hold one char per byte.
 *
 * @param path the option
 * @param since the version since which it is deprecated
 * @param use what to use instead, as the declaration words it, or null
 * @param packageName what {@code since} is a version of, or null
 * @param definition the definition that sets it
 */
public record OptionWarning(
    List<String> path,
    String since,
    @Nullable String use,
    @Nullable String packageName,
    DefinitionInfo definition) {

  public OptionWarning {
    path = List.copyOf(path);
  }

  /**
   * The message without {@code warning: }, lines separated by line breaks and without indentation.
   *
   * @param roots folders whose files are named relative to them
   */
  public String message(List<String> roots) {
    StringBuilder out = new StringBuilder("'").append(Show.option(path));
    out.append("' is deprecated since ");
    if (packageName != null) {
      out.append(packageName).append(since.isEmpty() || since.charAt(0) == 'v' ? " " : " v");
    }
    out.append(since).append('.');
    if (use != null) {
      out.append("\nUse ").append(quoted(use)).append(" instead.");
    }
    out.append("\nThis will become an error in the next major kix release.");
    String where = new ClusterWording(roots).place(definition);
    return where.isEmpty() ? out.toString() : out.append("\nin ").append(where).toString();
  }

  /** A bare option path in quotes; anything that is already a phrase as it is. */
  private static String quoted(String use) {
    return use.indexOf('\'') >= 0 || use.indexOf(' ') >= 0 ? use : "'" + use + "'";
  }
}
