package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A flake and what is selected in it, as the command line names it: {@code .#hello}, {@code
 * github:owner/repo#lib}.
 *
 * @param text as written; ordinary text
 */
public record FlakeArg(String text) {
  private static final String SCHEME = "[a-zA-Z][a-zA-Z0-9+.-]*:.*";
  private static final String ID = "[a-zA-Z][a-zA-Z0-9_-]*(/.*)?";

  /**
   * The flake that an argument means, or null when it names a file or folder that is none.
   *
   * @param text what stands on the command line, not empty
   */
  public static @Nullable FlakeArg of(String text, Console console) {
    int hash = text.indexOf('#');
    String place = hash < 0 ? text : text.substring(0, hash);
    int query = place.indexOf('?');
    String path = query < 0 ? place : place.substring(0, query);
    Path file = console.resolve(path.isEmpty() ? "." : path);
    if (Files.isDirectory(file)) {
      return isFlake(file, hash >= 0) ? new FlakeArg(text) : null;
    }
    if (Files.exists(file)) {
      return "flake.nix".equals(String.valueOf(file.getFileName())) && hash >= 0
          ? new FlakeArg(text)
          : null;
    }
    // As in Nix a word is a name of the registry; a file of that name would be there.
    boolean named = path.matches(ID) && !path.endsWith(".nix");
    return path.matches(SCHEME) || named ? new FlakeArg(text) : null;
  }

  /**
   * A folder is a flake when it has {@code flake.nix}; a {@code default.nix} beside it is meant
   * where nothing is selected. Where there is neither, a flake further up is meant, and that there
   * is none is for the search to say.
   */
  private static boolean isFlake(Path folder, boolean selects) {
    boolean hasDefault = Files.exists(folder.resolve("default.nix"));
    return FlakeFinder.hasFlake(folder) ? selects || !hasDefault : !hasDefault;
  }
}
