package dev.kix.interpreter.io;

import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Resources of a jar as a file tree, each read when it is asked for. */
public final class ResourceTree {
  private ResourceTree() {}

  /**
   * The tree of {@code files}.
   *
   * @param loader where the resources are
   * @param folder the name of the resource that each file is below, without a slash at either end
   * @param files relative paths with slashes, such as {@code lib/strings.nix}
   */
  public static FileTree of(ClassLoader loader, String folder, Collection<String> files) {
    Map<String, Object> root = new TreeMap<>();
    for (String file : files) {
      put(root, file, new ResourceFile(loader, folder + "/" + file));
    }
    return freeze(root);
  }

  @SuppressWarnings("unchecked") // only maps made here are maps
  private static void put(Map<String, Object> folder, String file, ResourceFile content) {
    Map<String, Object> at = folder;
    int start = 0;
    for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', start)) {
      at =
          (Map<String, Object>)
              at.computeIfAbsent(file.substring(start, slash), name -> new TreeMap<>());
      start = slash + 1;
    }
    at.put(file.substring(start), content);
  }

  private static FileTree freeze(Object node) {
    if (node instanceof FileTree file) {
      return file;
    }
    Map<String, FileTree> entries = new TreeMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) node).entrySet()) {
      entries.put((String) entry.getKey(), freeze(entry.getValue()));
    }
    return MemoryTree.directory(entries);
  }

  private record ResourceFile(ClassLoader loader, String name) implements FileTree.File {
    @Override
    public boolean executable() {
      return false;
    }

    @Override
    public long size() throws IOException {
      return content().length;
    }

    @Override
    public InputStream open() throws IOException {
      return new ByteArrayInputStream(content());
    }

    private byte[] content() throws IOException {
      try (InputStream in = loader.getResourceAsStream(name)) {
        if (in == null) {
          throw new FileNotFoundException("no resource " + name);
        }
        return in.readAllBytes();
      }
    }
  }
}
