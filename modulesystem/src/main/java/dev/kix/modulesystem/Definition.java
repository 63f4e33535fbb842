package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One definition of an option: a value, the file it came from and, which Nix code cannot see, the
 * position of the attribute that holds it and the properties pushed down to it. Immutable.
 */
class Definition {
  static final int DEFAULT_PRIORITY = 100;
  static final int DEFAULT_ORDER = 1000;

  private static final NixInt PRIORITY = NixInt.of(DEFAULT_PRIORITY);
  private static final NixInt ORDER = NixInt.of(DEFAULT_ORDER);

  private static final Shape SHAPE = Nix.shape("file", "value");
  private static final Shape ORDERED_SHAPE = Nix.shape("file", "priority", "value");

  private final Lazy file;
  private final Lazy value;
  private final @Nullable Position position;
  private final Property[] properties;

  private Definition(Lazy file, Lazy value, @Nullable Position position, Property[] properties) {
    this.file = file;
    this.value = value;
    this.position = position;
    this.properties = properties;
  }

  /** One that stood in a property which was stripped off, or that Nix code made. */
  private static final class Special extends Definition {
    private final @Nullable Lazy override;
    private final @Nullable Lazy order;
    private final @Nullable NixAttrs attrs;

    Special(
        Lazy file,
        Lazy value,
        @Nullable Position position,
        @Nullable Lazy override,
        @Nullable Lazy order,
        @Nullable NixAttrs attrs) {
      super(file, value, position, Property.NONE);
      this.override = override;
      this.order = order;
      this.attrs = attrs;
    }

    @Override
    @Nullable Lazy override() {
      return override;
    }

    @Override
    @Nullable Lazy order() {
      return order;
    }

    @Override
    @Nullable NixAttrs attrs() {
      return attrs;
    }
  }

  static Definition of(Lazy file, Lazy value, @Nullable Position position) {
    return new Definition(file, value, position, Property.NONE);
  }

  static Definition of(Lazy file, Lazy value, @Nullable Position position, Property[] properties) {
    return new Definition(file, value, position, properties);
  }

  /**
   * A definition as Nix code writes it: {@code { file; value; … }}; other attributes are kept. That
   * there is no file is an error only for who asks for it.
   */
  static Definition ofAttrs(NixAttrs attrs) {
    Lazy given = attrs.get("file");
    Lazy file =
        given != null
            ? given
            : new Deferred() {
              @Override
              Value compute() {
                return Nix.select(attrs, "file");
              }
            };
    Position position = attrs.position("value");
    Lazy value = Nix.selectLazy(attrs, "value");
    return given != null && attrs.size() == 2
        ? of(file, value, position)
        : new Special(file, value, position, null, null, attrs);
  }

  /** Definitions as Nix code passes them to {@code merge}. */
  static List<Definition> ofList(EvalState state, Lazy list) {
    Lazy[] elements = state.forceList(list, null, "").elements();
    List<Definition> result = new ArrayList<>(elements.length);
    for (Lazy e : elements) {
      result.add(ofAttrs(state.forceAttrs(e, null, "")));
    }
    return result;
  }

  /** The definitions as a list that takes over the array. */
  static List<Definition> list(Definition... definitions) {
    return switch (definitions.length) {
      case 0 -> List.of();
      case 1 -> List.of(definitions[0]);
      default -> Arrays.asList(definitions);
    };
  }

  /** The file, a string. */
  Lazy file() {
    return file;
  }

  /** The value without the pushed-down properties. */
  Lazy value() {
    return value;
  }

  /** Where the defining attribute stands, or null. */
  @Nullable Position position() {
    return position;
  }

  Property[] properties() {
    return properties;
  }

  /** The value with its properties around it, as nixpkgs would hold it. */
  Lazy wrapped() {
    return Property.wrap(properties, 0, value);
  }

  /** The priority of the {@code mkOverride} that was stripped off, unforced; null for none. */
  @Nullable Lazy override() {
    return null;
  }

  /** The priority of the {@code mkOrder} that was stripped off, unforced; null for none. */
  @Nullable Lazy order() {
    return null;
  }

  /** The set that Nix code made, where it has more than file and value. */
  @Nullable NixAttrs attrs() {
    return null;
  }

  /** The priority: of the stripped {@code mkOverride}, or 100. */
  Value priority() {
    Lazy override = override();
    return override == null ? PRIORITY : override.force();
  }

  /** The priority of the {@code mkOrder} that was stripped off, or 1000. */
  Value orderPriority() {
    Lazy order = order();
    if (order != null) {
      return order.force();
    }
    NixAttrs attrs = attrs();
    Lazy given = attrs == null ? null : attrs.get("priority");
    return given == null ? ORDER : given.force();
  }

  /** The same definition of another value, at the same place, without properties. */
  Definition withValue(Lazy newValue) {
    if (properties.length == 0 && (newValue == value || newValue == value.valueIfForced())) {
      return this; // a value and what promised it are the same to everybody
    }
    return remade(newValue, override(), order());
  }

  private Definition remade(Lazy newValue, @Nullable Lazy override, @Nullable Lazy order) {
    NixAttrs attrs = attrs();
    return override == null && order == null && attrs == null
        ? of(file, newValue, position)
        : new Special(file, newValue, position, override, order, attrs);
  }

  /** A definition of a part of this one's value. */
  Definition part(Lazy partValue, @Nullable Position partPosition) {
    return of(file, partValue, partPosition == null ? position : partPosition);
  }

  Definition withOverride(Lazy priority, Lazy content) {
    return remade(content, priority, order());
  }

  Definition withOrder(Lazy priority, Lazy content) {
    return remade(content, override(), priority);
  }

  /**
   * {@code { file; value; … }}; the position of {@code value}, which {@code unsafeGetAttrPos}
   * gives, is that of the definition.
   */
  NixAttrs toAttrs() {
    Lazy order = order();
    NixAttrs attrs = attrs();
    NixAttrs own;
    if (attrs != null && !attrs.has("file")) {
      AttrsBuilder given = new AttrsBuilder(2);
      if (order != null) {
        given.put("priority", order);
      }
      return NixAttrs.update(attrs, given.put("value", wrapped(), position).build());
    }
    if (position != null) {
      AttrsBuilder located = new AttrsBuilder(3).put("file", file);
      if (order != null) {
        located.put("priority", order);
      }
      own = located.put("value", wrapped(), position).build();
    } else if (order == null) {
      own = NixAttrs.of(SHAPE, new Lazy[] {file, wrapped()});
    } else {
      own = NixAttrs.of(ORDERED_SHAPE, new Lazy[] {file, order, wrapped()});
    }
    return attrs == null ? own : NixAttrs.update(attrs, own);
  }
}
