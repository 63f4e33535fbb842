package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Definitions cut down to what is declared, and what was cut off: {@link OptionTree#restrict}.
 * {@code mkIf}, {@code mkMerge} and priorities are looked through and kept; conditions are not
 * evaluated. Belongs to the evaluation thread.
 */
public final class Restriction {
  /** The priority of {@code mkForce}. */
  private static final long FORCE = 50;

  /**
   * A definition that no option takes.
   *
   * @param names its path, one char per byte
   * @param forced whether it has the priority of {@code mkForce} or a stronger one
   * @param position where it stands, or null
   */
  public record Dropped(List<String> names, boolean forced, @Nullable Position position) {
    public Dropped {
      names = List.copyOf(names);
    }

    /** The names joined by dots. */
    public String path() {
      return String.join(".", names);
    }
  }

  private final List<Dropped> dropped = new ArrayList<>();
  private boolean kept;
  private final Lazy definitions;

  private Restriction(Lazy definitions, NixAttrs options) {
    Lazy restricted = restrict(definitions, options, List.of(), null, false);
    this.definitions = restricted == null ? NixAttrs.EMPTY : restricted;
  }

  /**
   * Restricts definitions.
   *
   * @param options sets and {@code mkOption}s, as modules have them in {@code options}
   */
  public static Restriction of(Lazy definitions, NixAttrs options) {
    return new Restriction(definitions, options);
  }

  /** The definitions that are left; an empty set when there are none. */
  public Lazy definitions() {
    return definitions;
  }

  /** What was left out: every definition inside what has no option, in the order of names. */
  public List<Dropped> dropped() {
    return Collections.unmodifiableList(dropped);
  }

  /** Whether anything was left in. */
  public boolean keptSomething() {
    return kept;
  }

  private @Nullable Lazy restrict(
      Lazy lazy, Lazy options, List<String> path, @Nullable Position position, boolean forced) {
    if (!(options.force() instanceof NixAttrs tree)) {
      return null;
    }
    if (Nix.isTagged(tree, "option")) {
      kept = true;
      return lazy;
    }
    Value value = lazy.force();
    if (!(value instanceof NixAttrs attrs)) {
      dropped.add(new Dropped(path, forced, position));
      return null;
    }
    String tag = Nix.tag(attrs);
    return switch (tag == null ? "" : tag) {
      case "if", "override", "order" ->
          inside(attrs, "content", tree, path, position, forced || isForce(attrs));
      case "definition" -> inside(attrs, "value", tree, path, position, forced);
      case "merge" -> merge(attrs, tree, path, position, forced);
      default -> set(attrs, tree, path, forced);
    };
  }

  private static boolean isForce(NixAttrs property) {
    Lazy priority = property.get("priority");
    return priority != null && priority.force() instanceof NixInt p && p.value() <= FORCE;
  }

  private @Nullable Lazy inside(
      NixAttrs property,
      String name,
      NixAttrs options,
      List<String> path,
      @Nullable Position position,
      boolean forced) {
    Lazy content = property.get(name);
    Lazy left = content == null ? null : restrict(content, options, path, position, forced);
    return left == null ? null : NixAttrs.update(property, NixAttrs.of(name, left));
  }

  private Lazy merge(
      NixAttrs property,
      NixAttrs options,
      List<String> path,
      @Nullable Position position,
      boolean forced) {
    Lazy contents = property.get("contents");
    if (contents == null || !(contents.force() instanceof NixList list)) {
      return property;
    }
    List<Lazy> left = new ArrayList<>(list.size());
    for (Lazy element : list.elements()) {
      Lazy part = restrict(element, options, path, position, forced);
      if (part != null) {
        left.add(part);
      }
    }
    return NixAttrs.update(property, NixAttrs.of("contents", NixList.copyOf(left)));
  }

  private @Nullable Lazy set(NixAttrs attrs, NixAttrs options, List<String> path, boolean forced) {
    NixAttrs flat = attrs.flatten();
    AttrsBuilder left = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      List<String> at = below(path, name);
      Lazy option = options.get(name);
      if (option == null) {
        drop(flat.value(i), at, flat.position(i), forced);
        continue;
      }
      Lazy part = restrict(flat.value(i), option, at, flat.position(i), forced);
      if (part != null) {
        left.put(name, part, flat.position(i));
      }
    }
    return left.size() == 0 ? null : left.build();
  }

  private static List<String> below(List<String> path, String name) {
    List<String> out = new ArrayList<>(path.size() + 1);
    out.addAll(path);
    out.add(name);
    return out;
  }

  /** Notes every definition inside what has no option. */
  private void drop(Lazy lazy, List<String> path, @Nullable Position position, boolean forced) {
    if (lazy.force() instanceof NixAttrs attrs) {
      String tag = Nix.tag(attrs);
      if (tag != null && (tag.equals("override") || tag.equals("if") || tag.equals("order"))) {
        Lazy content = attrs.get("content");
        if (content != null) {
          drop(content, path, position, forced || isForce(attrs));
        }
        return;
      }
      if (tag != null
          && tag.equals("merge")
          && attrs.get("contents") instanceof Lazy contents
          && contents.force() instanceof NixList list) {
        for (Lazy element : list.elements()) {
          drop(element, path, position, forced);
        }
        return;
      }
      NixAttrs flat = attrs.flatten();
      if (!flat.isEmpty() && !flat.has("_type")) {
        for (int i = 0; i < flat.size(); i++) {
          drop(flat.value(i), below(path, flat.name(i)), flat.position(i), forced);
        }
        return;
      }
    }
    dropped.add(new Dropped(path, forced, position));
  }
}
