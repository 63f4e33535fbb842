package dev.kix.interpreter.builtin;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.AccessTree;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.io.FileAccess;
import dev.kix.interpreter.io.TarTree;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.NixString;
import dev.kix.store.StoreException;
import dev.kix.store.file.FileTree;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.nar.NarWriter;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StorePath;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Sources that lie on this machine: {@code file:} URLs and paths. */
final class LocalSources {
  private static final String FILE = "file:";

  private LocalSources() {}

  /** The file at {@code url}, hashed as it is. */
  static NixString file(EvalState state, String url, String name, @Nullable Hash expected) {
    return add(state, name, treeAt(state, pathOf(url)), ContentAddressMethod.FLAT, expected, url);
  }

  /** The file at {@code url} as a tree of its own. */
  static NixString fileAsTree(EvalState state, String url, @Nullable Hash expected) {
    return add(
        state,
        "source",
        treeAt(state, pathOf(url)),
        ContentAddressMethod.NIX_ARCHIVE,
        expected,
        url);
  }

  /** The unpacked archive at {@code url}. */
  static NixString archive(EvalState state, String url, String name, @Nullable Hash expected) {
    String path = pathOf(url);
    FileAccess files = state.services().files();
    FileTree tree;
    try (InputStream in = files.open(files.resolve(path, true))) {
      tree = TarTree.read(in);
    } catch (IOException e) {
      throw Errors.io(
          "cannot unpack '" + url + "': " + Bytes.encode(String.valueOf(e.getMessage())));
    }
    return add(state, name, tree, ContentAddressMethod.NIX_ARCHIVE, expected, url);
  }

  /** The file or folder at {@code path}. */
  static NixString tree(EvalState state, String path, @Nullable Hash expected) {
    if (!path.startsWith("/")) {
      throw Errors.eval("'" + path + "' is not an absolute path");
    }
    return add(
        state,
        "source",
        treeAt(state, CanonicalPath.of(path)),
        ContentAddressMethod.NIX_ARCHIVE,
        expected,
        "path:" + path);
  }

  private static FileTree treeAt(EvalState state, String path) {
    FileAccess files = state.services().files();
    return AccessTree.of(files, files.resolve(path, true), null);
  }

  private static String pathOf(String url) {
    if (url.startsWith("/")) {
      return CanonicalPath.of(url);
    }
    if (!url.startsWith(FILE)) {
      throw noNetwork(url);
    }
    String path = url.substring(FILE.length());
    if (path.startsWith("//")) {
      path = path.substring(2);
    }
    if (!path.startsWith("/")) {
      throw Errors.eval(
          "tarball '"
              + url
              + "' must use an absolute path. The 'file' scheme does not support relative paths.");
    }
    return CanonicalPath.of(percentDecode(path));
  }

  private static String percentDecode(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(path.charAt(i + 2), 16);
      if (c == '%' && low >= 0) {
        out.append((char) (high << 4 | low));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The error for a source that would have to come over the network. */
  static EvalException noNetwork(String url) {
    return new EvalException(
        ErrorKind.RESTRICTED,
        "cannot fetch '"
            + url
            + "': kix fetches nothing over the network (give the hash of something that is in the"
            + " store already, or a file: URL)",
        null);
  }

  private static NixString add(
      EvalState state,
      String name,
      FileTree tree,
      ContentAddressMethod method,
      @Nullable Hash expected,
      String url) {
    EvalStore store = state.services().store();
    StorePath path = store.addTree(name, tree, method, HashAlgorithm.SHA256);
    EvalStore.StoreObject object = store.object(path);
    Hash actual = object == null ? null : object.address().hash();
    if (expected != null && actual != null && !expected.equals(actual)) {
      throw Errors.eval(
          method == ContentAddressMethod.FLAT
              ? "hash mismatch in file downloaded from '"
                  + url
                  + "':\n  specified: "
                  + expected
                  + "\n  got:       "
                  + actual
              : "NAR hash mismatch in input '"
                  + url
                  + "', expected '"
                  + expected.sri()
                  + "' but got '"
                  + actual.sri()
                  + "'");
    }
    return SourceBuiltins.reference(store, path);
  }

  /** The hash of the archive of the store object at {@code path}, as SRI. */
  static String narHash(EvalState state, NixString path) {
    EvalStore store = state.services().store();
    try {
      EvalStore.StoreObject object = store.object(store.dir().parse(path.value()));
      FileTree tree =
          object != null
              ? object.tree()
              : AccessTree.of(state.services().files(), path.value(), null);
      return NarWriter.hash(tree, HashAlgorithm.SHA256).hash().sri();
    } catch (StoreException e) {
      throw Errors.from(e);
    } catch (IOException e) {
      throw Errors.io("reading '" + path.value() + "': " + e.getMessage());
    }
  }
}
