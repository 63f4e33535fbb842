package dev.kix.interpreter.flake;

import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.Input;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What every input of a flake, and of its inputs, is: {@code flake.lock}. */
public final class LockFile {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LockNode root;

  LockFile(LockNode root) {
    this.root = root;
  }

  /** One that locks nothing. */
  static LockFile empty() {
    return new LockFile(new LockNode());
  }

  public LockNode root() {
    return root;
  }

  /** As it is written to disk, without the newline at the end; version 7. */
  public String text() {
    return new LockFileWriter(root).text();
  }

  /** The name of each node in {@link #text}. */
  Map<LockNode, String> keys() {
    return new LockFileWriter(root).keys();
  }

  /** Every input by the way to it; a node that is met again is not entered again. */
  private SortedMap<InputPath, LockNode.Edge> all() {
    SortedMap<InputPath, LockNode.Edge> all = new TreeMap<>();
    collect(InputPath.ROOT, root, Collections.newSetFromMap(new IdentityHashMap<>()), all);
    return all;
  }

  private static void collect(
      InputPath path, LockNode node, Set<LockNode> done, SortedMap<InputPath, LockNode.Edge> all) {
    if (!done.add(node)) {
      return;
    }
    for (Map.Entry<String, LockNode.Edge> e : node.inputs().entrySet()) {
      InputPath child = path.child(e.getKey());
      all.put(child, e.getValue());
      if (e.getValue() instanceof LockedNode next) {
        collect(child, next, done, all);
      }
    }
  }

  /** The node at the end of a way, or null when there is none. */
  public @Nullable LockNode find(InputPath path) {
    return find(path, new ArrayList<>());
  }

  private @Nullable LockNode find(InputPath path, List<InputPath> visited) {
    int again = visited.indexOf(path);
    if (again >= 0) {
      List<String> cycle = new ArrayList<>();
      visited.subList(again, visited.size()).forEach(p -> cycle.add(p.toString()));
      cycle.add(path.toString());
      throw FlakeRef.error("follow cycle detected: [" + String.join(" -> ", cycle) + "]");
    }
    visited.add(path);
    LockNode at = root;
    for (String name : path.names()) {
      LockNode.Edge edge = at.inputs().get(name);
      LockNode next =
          edge instanceof LockNode.Follows f ? find(f.path(), visited) : (LockedNode) edge;
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** Refuses inputs that follow nothing, or each other. */
  void check() {
    for (Map.Entry<InputPath, LockNode.Edge> e : all().entrySet()) {
      if (e.getValue() instanceof LockNode.Follows f
          && !f.path().isRoot()
          && find(f.path()) == null) {
        throw FlakeRef.error(
            "input '" + e.getKey() + "' follows a non-existent input '" + f.path() + "'");
      }
    }
  }

  /** An input that may be another one tomorrow, or null when there is none. */
  public @Nullable FlakeRef unlocked(FetchSettings settings) {
    for (LockNode.Edge edge : all().values()) {
      if (edge instanceof LockedNode node) {
        Input input = node.locked().input();
        boolean locked =
            isLocked(input, settings) || (settings.allowDirtyLocks() && input.narHash() != null);
        if ((!locked || !input.isFinal()) && input.relativePath() == null) {
          return node.locked();
        }
      }
    }
    return null;
  }

  /** Whether an input names one tree for all time. */
  static boolean isLocked(Input input, FetchSettings settings) {
    return input.isLocked()
        && (settings.trustForges() || input.narHash() != null || !isForge(input));
  }

  private static boolean isForge(Input input) {
    return switch (input.type()) {
      case "github", "gitlab", "sourcehut" -> true;
      default -> false;
    };
  }

  /** What is different in {@code other}, one paragraph an input; no colours. */
  public String diff(LockFile other) {
    StringBuilder out = new StringBuilder();
    SortedMap<InputPath, LockNode.Edge> before = all();
    SortedMap<InputPath, LockNode.Edge> after = other.all();
    Set<InputPath> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (InputPath path : paths) {
      LockNode.Edge was = before.get(path);
      LockNode.Edge is = after.get(path);
      if (was == null && is != null) {
        out.append(BULLET).append("Added input '").append(path).append("':\n    ");
        out.append(describe(is)).append('\n');
      } else if (was != null && is == null) {
        out.append(BULLET).append("Removed input '").append(path).append("'\n");
      } else if (was != null && is != null && !same(was, is)) {
        out.append(BULLET).append("Updated input '").append(path).append("':\n    ");
        out.append(describe(was)).append(ARROW).append(describe(is)).append('\n');
      }
    }
    return out.toString();
  }

  /** A bullet and an arrow in UTF-8, one char per byte. */
  private static final String BULLET = "\u00e2\u0080\u00a2 ";

  private static final String ARROW = "\n  \u00e2\u0086\u0092 ";

  private static boolean same(LockNode.Edge a, LockNode.Edge b) {
    return a instanceof LockedNode x && b instanceof LockedNode y
        ? x.locked().equals(y.locked())
        : a.equals(b);
  }

  private static String describe(LockNode.Edge edge) {
    if (edge instanceof LockNode.Follows f) {
      return "follows '" + f.path() + "'";
    }
    FlakeRef ref = ((LockedNode) edge).locked();
    Long modified = ref.input().lastModified();
    return "'"
        + ref
        + "'"
        + (modified == null ? "" : " (" + DAY.format(Instant.ofEpochSecond(modified)) + ")");
  }
}
