package dev.kix.cli.action.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import dev.kix.cli.nix.UserStore;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileTree;
import dev.kix.store.info.PathInfo;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Shows what is in the user's store: {@code nix store ls}, {@code cat}, {@code path-info}. */
public final class StoreRead {
  /** Of the JSON format for what is known of store objects. */
  private static final int INFO_VERSION = 2;

  private final Console console;
  private final StoreDir dir;

  public StoreRead(Console console, NixSettings settings) {
    this.console = console;
    this.dir = settings.storeDir();
  }

  /** A place in a store object. */
  private record Place(StorePath object, List<String> inner) {}

  /** What an argument names: a path below the store folder, or a link that leads into the store. */
  private Place place(String text) {
    String full = Bytes.encode(text.startsWith("/") ? text : console.resolve(text).toString());
    if (!dir.contains(full)) {
      Path linked = Links.storeObject(console, text);
      if (linked == null) {
        throw new CliException("path '" + text + "' is not in the Nix store");
      }
      return new Place(StorePath.parse(String.valueOf(linked.getFileName())), List.of());
    }
    StorePath object = dir.containing(full);
    String inner = full.substring(dir.print(object).length());
    List<String> names = new ArrayList<>(List.of(inner.split("/", -1)));
    names.removeIf(String::isEmpty);
    return new Place(object, names);
  }

  private static FileTree find(UserStore store, Place place, String text) throws IOException {
    FileTree tree = store.tree(place.object());
    for (String name : place.inner()) {
      FileTree next =
          tree instanceof FileTree.Directory folder && folder.names().contains(name)
              ? folder.child(name)
              : null;
      if (next == null) {
        throw new CliException("path '" + text + "' does not exist");
      }
      tree = next;
    }
    return tree;
  }

  private UserStore open() {
    return new UserStore(UserStore.root(console), dir);
  }

  /** Lists a folder, or names a file. Returns the exit code. */
  public int list(String text, boolean details, boolean recursive, boolean json) {
    Place place = place(text);
    try (UserStore store = open()) {
      FileTree tree = find(store, place, text);
      if (json) {
        console.outBytes(Bytes.encode(json(tree, recursive, true) + "\n"));
      } else if (tree instanceof FileTree.Directory folder) {
        list(folder, ".", details, recursive);
      } else {
        String name =
            place.inner().isEmpty()
                ? place.object().baseName()
                : place.inner().get(place.inner().size() - 1);
        line(tree, name, details);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private void list(FileTree.Directory folder, String path, boolean details, boolean recursive)
      throws IOException {
    for (String name : sorted(folder)) {
      FileTree child = folder.child(name);
      String relative = path + "/" + name;
      line(child, relative, details);
      if (recursive && child instanceof FileTree.Directory inner) {
        list(inner, relative, details, true);
      }
    }
  }

  private static List<String> sorted(FileTree.Directory folder) throws IOException {
    List<String> names = new ArrayList<>(folder.names());
    Collections.sort(names);
    return names;
  }

  private void line(FileTree tree, String name, boolean details) throws IOException {
    String line = name;
    if (details) {
      String mode = "dr-xr-xr-x";
      long size = 0;
      String target = "";
      if (tree instanceof FileTree.File file) {
        mode = file.executable() ? "-r-xr-xr-x" : "-r--r--r--";
        size = file.size();
      } else if (tree instanceof FileTree.Symlink link) {
        mode = "lrwxrwxrwx";
        target = " -> " + link.target();
      }
      line = String.format(Locale.ROOT, "%s %20d %s", mode, size, name) + target;
    }
    console.outBytes(line + "\n");
  }

  private static ObjectNode json(FileTree tree, boolean recursive, boolean top) throws IOException {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    if (tree instanceof FileTree.File file) {
      if (file.executable()) {
        out.put("executable", true);
      }
      out.put("size", file.size());
      out.put("type", "regular");
    } else if (tree instanceof FileTree.Symlink link) {
      out.put("target", Bytes.decode(link.target()));
      out.put("type", "symlink");
    } else if (tree instanceof FileTree.Directory folder) {
      if (top || recursive) {
        ObjectNode entries = out.putObject("entries");
        for (String name : sorted(folder)) {
          // As in Nix: the shallow listing says names and nothing else.
          entries.set(
              Bytes.decode(name),
              recursive
                  ? json(folder.child(name), true, false)
                  : JsonNodeFactory.instance.objectNode());
        }
      }
      out.put("type", "directory");
    }
    return out;
  }

  /** Writes a file to standard output. Returns the exit code. */
  public int cat(String text) {
    Place place = place(text);
    try (UserStore store = open()) {
      if (!(find(store, place, text) instanceof FileTree.File file)) {
        throw new CliException("path '" + text + "' is not a regular file");
      }
      try (InputStream in = file.open()) {
        in.transferTo(console.out());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  /** Writes the Nix archive of an object to standard output. Returns the exit code. */
  public int dump(String text) {
    Place place = place(text);
    try (UserStore store = open()) {
      NarWriter.write(find(store, place, text), console.out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  /**
   * Prints paths, or all that is known of them as JSON (Nix manual, <i>Store object info JSON
   * format</i>, version 2). Returns the exit code.
   *
   * @param recursive whether everything that they refer to is meant too
   */
  public int info(List<String> texts, boolean recursive, boolean json) {
    try (UserStore store = open()) {
      SortedSet<StorePath> paths = new TreeSet<>();
      for (String text : texts) {
        StorePath path = place(text).object();
        store.info(path); // an object that is not there is an error before anything is printed
        paths.add(path);
      }
      if (recursive) {
        paths = store.closure(paths);
      }
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      ObjectNode infos = all.putObject("info");
      for (StorePath path : paths) {
        if (json) {
          infos.set(path.baseName(), json(store.info(path)));
        } else {
          console.outBytes(dir.print(path) + "\n");
        }
      }
      if (json) {
        all.put("storeDir", dir.path());
        all.put("version", INFO_VERSION);
        console.out(all + "\n");
      }
    }
    return 0;
  }

  private ObjectNode json(PathInfo info) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    ContentAddress address = info.address();
    if (address == null) {
      out.putNull("ca");
    } else {
      ObjectNode ca = out.putObject("ca");
      ca.put("hash", address.hash().sri());
      ca.put("method", address.method().nixName());
    }
    StorePath deriver = info.deriver();
    out.put("deriver", deriver == null ? null : deriver.baseName());
    out.put("narHash", info.narHash().sri());
    out.put("narSize", info.narSize());
    ArrayNode references = out.putArray("references");
    info.references().forEach(path -> references.add(path.baseName()));
    out.putNull("registrationTime");
    ArrayNode signatures = out.putArray("signatures");
    info.signatures().forEach(signature -> signatures.add(signature.toString()));
    out.put("storeDir", dir.path());
    out.put("ultimate", false);
    out.put("version", INFO_VERSION);
    return out;
  }
}
