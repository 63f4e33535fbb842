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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One definition of an option: a value, the file it came from and, which Nix code cannot see, the
 * position of the attribute that holds it and the properties pushed down to it. Immutable.
 */
final class Definition {
  static final int DEFAULT_PRIORITY = 100;
  static final int DEFAULT_ORDER = 1000;

  private static final Shape SHAPE = Nix.shape("file", "value");
  private static final Shape ORDERED_SHAPE = Nix.shape("file", "priority", "value");

  private final Lazy file;
  private final Lazy value;
  private final @Nullable Position position;
  private final Property[] properties;
  private final @Nullable Lazy override;
  private final @Nullable Lazy order;
  private final @Nullable NixAttrs attrs;

  private Definition(
      Lazy file,
      Lazy value,
      @Nullable Position position,
      Property[] properties,
      @Nullable Lazy override,
      @Nullable Lazy order,
      @Nullable NixAttrs attrs) {
    this.file = file;
    this.value = value;
    this.position = position;
    this.properties = properties;
    this.override = override;
    this.order = order;
    this.attrs = attrs;
  }

  static Definition of(Lazy file, Lazy value, @Nullable Position position) {
    return new Definition(file, value, position, Property.NONE, null, null, null);
  }

  static Definition of(Lazy file, Lazy value, @Nullable Position position, Property[] properties) {
    return new Definition(file, value, position, properties, null, null, null);
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
    return new Definition(
        file,
        Nix.selectLazy(attrs, "value"),
        position,
        Property.NONE,
        null,
        null,
        given != null && attrs.size() == 2 ? null : attrs);
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
    return override;
  }

  /** The priority: of the stripped {@code mkOverride}, or 100. */
  Value priority() {
    return override == null ? NixInt.of(DEFAULT_PRIORITY) : override.force();
  }

  /** The priority of the {@code mkOrder} that was stripped off, or 1000. */
  Value orderPriority() {
    if (order != null) {
      return order.force();
    }
    Lazy given = attrs == null ? null : attrs.get("priority");
    return given == null ? NixInt.of(DEFAULT_ORDER) : given.force();
  }

  /** The same definition of another value, at the same place, without properties. */
  Definition withValue(Lazy newValue) {
    if (newValue == value && properties.length == 0) {
      return this;
    }
    return new Definition(file, newValue, position, Property.NONE, override, order, attrs);
  }

  /** A definition of a part of this one's value. */
  Definition part(Lazy partValue, @Nullable Position partPosition) {
    return of(file, partValue, partPosition == null ? position : partPosition);
  }

  Definition withOverride(Lazy priority, Lazy content) {
    return new Definition(file, content, position, Property.NONE, priority, order, attrs);
  }

  Definition withOrder(Lazy priority, Lazy content) {
    return new Definition(file, content, position, Property.NONE, override, priority, attrs);
  }

  /**
   * {@code { file; value; … }}; the position of {@code value}, which {@code unsafeGetAttrPos}
   * gives, is that of the definition.
   */
  NixAttrs toAttrs() {
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
