package dev.kix.cli.action.store;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.UserStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Links into the user's store, such as {@code ./result}. */
final class Links {
  private Links() {}

  /**
   * The object that a path of the command line is, or leads to through links; null when it leads
   * elsewhere or nowhere.
   */
  static @Nullable Path storeObject(Console console, String text) {
    Path path = console.resolve(text);
    Path objects = UserStore.root(console).resolve("objects");
    if (!Files.exists(path) || !Files.isDirectory(objects)) {
      return null;
    }
    try {
      Path real = path.toRealPath();
      Path folder = objects.toRealPath();
      return real.startsWith(folder) && !real.equals(folder)
          ? folder.resolve(folder.relativize(real).getName(0))
          : null;
    } catch (IOException e) {
      return null; // a link that leads nowhere
    }
  }
}
