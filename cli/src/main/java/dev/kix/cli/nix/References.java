package dev.kix.cli.nix;

import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What values refer to: the store objects that somebody who is given the value can ask for. */
public final class References {
  private References() {}

  /** The sources and derivations that a context names, sorted. */
  public static SortedSet<StorePath> of(StringContext context, StoreDir dir) {
    SortedSet<StorePath> paths = new TreeSet<>();
    for (ContextElement element : context.decoded()) {
      ContextElement at = element;
      while (at instanceof ContextElement.Built built) {
        at = built.derivation();
      }
      String path =
          at instanceof ContextElement.Opaque plain
              ? plain.path()
              : at instanceof ContextElement.DerivationDeep deep ? deep.path() : null;
      StorePath parsed = path == null ? null : dir.find(path);
      if (parsed != null) {
        paths.add(parsed);
      }
    }
    return paths;
  }

  /**
   * Collects what the strings in a value refer to, in as much of it as has been evaluated; of a
   * derivation, only its own paths. Evaluates nothing.
   */
  public static void collect(Lazy value, ContextBuilder context) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Lazy> open = new ArrayDeque<>();
    open.push(value);
    while (!open.isEmpty()) {
      Value v = open.pop().valueIfForced();
      if (v instanceof NixString s) {
        context.addAll(s.context());
      } else if (v instanceof NixList list && seen.add(v)) {
        for (Lazy element : list.elements()) {
          open.push(element);
        }
      } else if (v instanceof NixAttrs attrs && !attrs.isEmpty() && seen.add(v)) {
        if (isDerivation(attrs)) {
          push(attrs.get("drvPath"), open);
          push(attrs.get("outPath"), open);
        } else {
          NixAttrs flat = attrs.flatten();
          for (int i = 0; i < flat.size(); i++) {
            open.push(flat.value(i));
          }
        }
      }
    }
  }

  private static void push(@Nullable Lazy value, Deque<Lazy> open) {
    if (value != null) {
      open.push(value);
    }
  }

  private static boolean isDerivation(NixAttrs attrs) {
    Lazy type = attrs.get("type");
    return type != null
        && type.valueIfForced() instanceof NixString s
        && s.value().equals("derivation");
  }
}
