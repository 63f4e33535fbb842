package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.nio.file.Path;
import java.util.List;

/** What arguments of the command line name in the user's store. */
final class StoreNames {
  private final Console console;
  private final StoreDir dir;

  StoreNames(Console console, StoreDir dir) {
    this.console = console;
    this.dir = dir;
  }

  /**
   * The object that a path is in: a store path, something below one, or a link that leads there.
   *
   * @throws CliException when it leads elsewhere or nowhere
   */
  StorePath object(String text) {
    String full = Bytes.encode(text.startsWith("/") ? text : console.resolve(text).toString());
    if (dir.contains(full)) {
      return dir.containing(full);
    }
    Path linked = Links.storeObject(console, text);
    if (linked == null) {
      throw new CliException("path '" + text + "' is not in the Nix store");
    }
    return StorePath.parse(String.valueOf(linked.getFileName()));
  }

  List<StorePath> objects(List<String> texts) {
    return texts.stream().map(this::object).toList();
  }
}
