package dev.kix.fetchers;

import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.Url;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.file.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** The submodules of a repository, as {@code .gitmodules} names them. */
final class GitSubmodules {
  private static final String FILE = ".gitmodules";

  private GitSubmodules() {}

  /**
   * One submodule; texts are one char per byte.
   *
   * @param branch empty when none is said
   * @param commit what the commit of the outer repository says, or null in a working tree
   */
  record Submodule(String path, String url, String branch, @Nullable ObjectId commit) {}

  /**
   * The submodules of a working tree. One whose place a symbolic link leads to is none: the
   * repository there is another one's.
   */
  static List<Submodule> inWorkTree(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Submodule> result = new ArrayList<>();
    for (Submodule s : parse(Bytes.fromArray(Files.readAllBytes(file))).values()) {
      if (isReal(folder, s.path)) {
        result.add(s);
      }
    }
    return result;
  }

  private static boolean isReal(Path folder, String path) {
    Path at = folder;
    for (String part : path.split("/")) {
      at = FileNames.resolve(at, part);
      if (Files.isSymbolicLink(at)) {
        return false;
      }
    }
    return true;
  }

  static List<Submodule> inCommit(GitRepository repository, ObjectId commit) throws IOException {
    List<Submodule> result = new ArrayList<>();
    try (RevWalk commits = new RevWalk(repository.git())) {
      RevTree tree = commits.parseCommit(commit).getTree();
      try (TreeWalk file = TreeWalk.forPath(repository.git(), FILE, tree)) {
        if (file == null) {
          return result;
        }
        if ((file.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
          throw FetchErrors.error("'" + FILE + "' is not a regular file");
        }
        String text = CommitTree.text(repository.git(), file.getObjectId(0), FILE);
        for (Submodule s : parse(text).values()) {
          try (TreeWalk at = TreeWalk.forPath(repository.git(), Bytes.decode(s.path), tree)) {
            if (at != null && at.getFileMode(0) == FileMode.GITLINK) {
              result.add(new Submodule(s.path, s.url, s.branch, at.getObjectId(0)));
            }
          }
        }
      }
    }
    return result;
  }

  private static SortedMap<String, Submodule> parse(String text) {
    Config config = new Config();
    try {
      config.fromText(Bytes.decode(text));
    } catch (ConfigInvalidException e) {
      throw FetchErrors.error("parsing .gitmodules file: " + FetchErrors.reason(e));
    }
    SortedMap<String, Submodule> byPath = new TreeMap<>();
    for (String name : config.getSubsections("submodule")) {
      String path = config.getString("submodule", name, "path");
      String url = config.getString("submodule", name, "url");
      String branch = config.getString("submodule", name, "branch");
      if (path != null && url != null && isInside(path)) {
        byPath.put(
            Bytes.encode(path),
            new Submodule(
                Bytes.encode(path),
                Bytes.encode(url),
                Bytes.encode(branch == null ? "" : branch),
                null));
      }
    }
    return byPath;
  }

  /** A path that leads out of the repository is nobody's submodule. */
  private static boolean isInside(String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** The input that is a submodule checked out at {@code path}. */
  static Input workTree(String path, boolean exportIgnore) {
    return Input.fromAttrs(
        InputAttrs.of(
            Map.of("type", "git", "url", path, "exportIgnore", exportIgnore, "submodules", true)));
  }

  /**
   * The input that is the commit of a submodule.
   *
   * @param outer what is asked of the outer repository
   * @param ref the branch of it
   */
  static Input commit(
      Submodule submodule,
      Input outer,
      String ref,
      GitRepository repository,
      GitLocation location) {
    SortedMap<String, Object> attrs = new TreeMap<>();
    attrs.put("type", "git");
    attrs.put("url", resolve(submodule.url, repository, location));
    if (!submodule.branch.isEmpty()) {
      attrs.put("ref", submodule.branch.equals(".") ? ref : submodule.branch);
    }
    ObjectId commit = submodule.commit;
    if (commit != null) {
      attrs.put("rev", commit.name());
    }
    attrs.put("exportIgnore", outer.attrs().isTrue("exportIgnore"));
    attrs.put("submodules", true);
    attrs.put("lfs", outer.attrs().isTrue("lfs"));
    attrs.put("allRefs", true);
    Input input = Input.fromAttrs(InputAttrs.of(attrs));
    requireElsewhere(submodule, input, location);
    return input;
  }

  /**
   * A repository elsewhere has no say in what is read on this machine; since version 2.38.1 Git
   * keeps to that too ({@code protocol.file.allow}).
   */
  private static void requireElsewhere(Submodule submodule, Input input, GitLocation location) {
    String url = input.attrs().requireString("url");
    if (location.folder() == null && Url.parse(url).scheme().equals("file")) {
      throw FetchErrors.error(
          "the submodule '"
              + submodule.path
              + "' of '"
              + location.url()
              + "' is said to be at '"
              + submodule.url
              + "': a repository elsewhere has no submodules on this machine");
    }
  }

  /** A URL of a submodule; {@code ./} and {@code ../} start at the outer repository's own URL. */
  private static String resolve(String url, GitRepository repository, GitLocation location) {
    if (!url.startsWith("./") && !url.startsWith("../")) {
      return url;
    }
    String origin = repository.git().getConfig().getString("remote", "origin", "url");
    Path folder = location.folder();
    String base =
        origin != null
            ? Bytes.encode(origin)
            : folder != null ? FileNames.full(folder) : location.url();
    String rest = url;
    while (true) {
      if (base.endsWith("/")) {
        base = base.substring(0, base.length() - 1);
      } else if (rest.startsWith("./")) {
        rest = rest.substring(2);
      } else if (rest.startsWith("../")) {
        rest = rest.substring(3);
        int cut = Math.max(base.lastIndexOf('/'), base.lastIndexOf(':'));
        if (cut <= 0) {
          throw FetchErrors.error("resolving Git submodule URL '" + url + "'");
        }
        base = base.substring(0, base.charAt(cut) == ':' ? cut + 1 : cut);
      } else {
        return base.endsWith(":") ? base + rest : base + "/" + rest;
      }
    }
  }
}
