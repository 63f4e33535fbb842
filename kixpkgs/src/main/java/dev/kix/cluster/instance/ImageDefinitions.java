package dev.kix.cluster.instance;

import dev.kix.cluster.SuppliedLazy;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets an image stand where a package declares options of one: of {@code config.image =
 * kix.buildImage { … }} it makes definitions of {@code repository}, {@code tag} and {@code digest}.
 * {@code mkIf}, {@code mkMerge} and priorities are looked through and kept; conditions are not
 * evaluated, and nothing is before the module system asks. Belongs to the evaluation thread.
 */
final class ImageDefinitions {
  private static final Set<String> IMAGES = Set.of("kix-image", "kix-pulled-image");
  private static final List<String> PARTS = List.of("digest", "repository", "tag");

  private ImageDefinitions() {}

  /**
   * The same module with images taken apart.
   *
   * @param options sets and {@code mkOption}s, as the package has them in {@code options}
   */
  static NixAttrs module(NixAttrs module, NixAttrs options) {
    Lazy config = module.get("config");
    return config == null
        ? module
        : NixAttrs.update(module, NixAttrs.of("config", definitions(config, options, null)));
  }

  private static Lazy definitions(Lazy lazy, NixAttrs options, @Nullable Position position) {
    return new SuppliedLazy(() -> definitions(lazy.force(), options, position));
  }

  private static Value definitions(Value value, NixAttrs options, @Nullable Position position) {
    if (!(value instanceof NixAttrs attrs)) {
      return value;
    }
    String tag = tag(attrs);
    if (tag == null) {
      return set(attrs, options);
    }
    if (IMAGES.contains(tag)) {
      return isImage(options) ? parts(attrs, position) : attrs;
    }
    return switch (tag) {
      case "if", "override", "order" -> inside(attrs, "content", options, position);
      case "definition" -> inside(attrs, "value", options, position);
      case "merge" -> merge(attrs, options, position);
      default -> attrs;
    };
  }

  private static NixAttrs set(NixAttrs attrs, NixAttrs options) {
    NixAttrs flat = attrs.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    boolean changed = false;
    for (int i = 0; i < flat.size(); i++) {
      Lazy value = flat.value(i);
      Lazy declared = options.get(flat.name(i));
      if (declared != null && declared.force() instanceof NixAttrs tree && tag(tree) == null) {
        value = definitions(value, tree, flat.position(i));
        changed = true;
      }
      out.put(flat.name(i), value, flat.position(i));
    }
    return changed ? out.build() : attrs;
  }

  private static NixAttrs inside(
      NixAttrs property, String name, NixAttrs options, @Nullable Position position) {
    Lazy content = property.get(name);
    return content == null
        ? property
        : NixAttrs.update(property, NixAttrs.of(name, definitions(content, options, position)));
  }

  private static NixAttrs merge(NixAttrs property, NixAttrs options, @Nullable Position position) {
    Lazy contents = property.get("contents");
    if (contents == null || !(contents.force() instanceof NixList list)) {
      return property;
    }
    List<Lazy> each = new ArrayList<>(list.size());
    for (Lazy element : list.elements()) {
      each.add(definitions(element, options, position));
    }
    return NixAttrs.update(property, NixAttrs.of("contents", NixList.copyOf(each)));
  }

  /** Whether the options are those that {@code kix.options.image} declares. */
  private static boolean isImage(NixAttrs options) {
    for (String part : PARTS) {
      if (!(options.get(part) instanceof Lazy declared
          && declared.force() instanceof NixAttrs option
          && "option".equals(tag(option)))) {
        return false;
      }
    }
    return true;
  }

  private static NixAttrs parts(NixAttrs image, @Nullable Position position) {
    AttrsBuilder out = new AttrsBuilder(PARTS.size());
    for (String part : PARTS) {
      Lazy value = image.get(part);
      if (value != null) {
        out.put(part, value, position);
      }
    }
    return out.build();
  }

  private static @Nullable String tag(NixAttrs attrs) {
    Lazy type = attrs.get("_type");
    return type != null && type.force() instanceof NixString s ? s.value() : null;
  }
}
