package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code attrListOf} and {@code attrListWith}: names with values, in an order that {@code mkOrder}
 * decides, names perhaps repeated. Definitions are sets, or lists of sets with one attribute.
 */
final class AttrListType extends NativeType {
  private static final List<String> PLAIN = List.of("noun", "composite");

  private final ModuleLibrary library;
  private final TypeRef element;
  private final boolean asAttrs;
  private final @Nullable Lazy mergeValues;

  /**
   * @param asAttrs whether the value is a set in which {@code mergeValues name values} joins the
   *     values of a name, instead of a list of sets with one attribute
   * @param mergeValues null for the list of values
   */
  AttrListType(
      ModuleLibrary library, TypeRef element, boolean asAttrs, @Nullable Lazy mergeValues) {
    this.library = library;
    this.element = element;
    this.asAttrs = asAttrs;
    this.mergeValues = mergeValues;
  }

  @Override
  String name() {
    return "attrListOf";
  }

  @Override
  String description() {
    return "attribute list of " + element.phrase(PLAIN);
  }

  @Override
  String descriptionClass() {
    return "composite";
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    Value value = v.force();
    return value instanceof NixList || value instanceof NixAttrs;
  }

  @Override
  boolean checksWhileMerging() {
    return true;
  }

  /** One name with a value, properties of order and priority taken off. */
  private record Item(
      Lazy file, String key, Lazy value, Lazy order, Value priority, @Nullable Position position) {
    Item ordered(Lazy otherOrder) {
      return new Item(file, key, value, otherOrder, priority, position);
    }
  }

  /** An item with its merged value. */
  private record Entry(Item item, MergedDefinitions value) {
    NixAttrs single() {
      return NixAttrs.of(item.key, value);
    }
  }

  @Override
  Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
    Merged.HeadError error = headError(state, this, definitions);
    if (error != null) {
      return new Merged(error, NixList.EMPTY, ValueMeta.NONE);
    }
    Memo<List<Entry>> entries =
        new Memo<>() {
          @Override
          List<Entry> compute() {
            return entries(state, loc, definitions);
          }
        };
    Lazy list =
        new Deferred() {
          @Override
          Value compute() {
            return NixList.copyOf(entries.get().stream().map(Entry::single).toList());
          }
        };
    Lazy value =
        !asAttrs
            ? list
            : new Deferred() {
              @Override
              Value compute() {
                return zipped(state, entries.get());
              }
            };
    return new Merged(null, value, new Meta(entries, list));
  }

  private List<Entry> entries(EvalState state, Loc loc, List<Definition> definitions) {
    List<Item> all = new ArrayList<>();
    for (Definition d : definitions) {
      addItems(state, loc, d, all);
    }
    Map<String, Value> winning = new HashMap<>();
    for (Item item : all) {
      Value best = winning.getOrDefault(item.key, NixInt.of(Definition.DEFAULT_PRIORITY));
      if (Properties.compare(item.priority, best) < 0) {
        winning.put(item.key, item.priority);
      }
    }
    List<Item> kept = new ArrayList<>(all.size());
    for (Item item : all) {
      Value best = winning.getOrDefault(item.key, NixInt.of(Definition.DEFAULT_PRIORITY));
      if (Properties.compare(item.priority, best) == 0) {
        kept.add(item);
      }
    }
    kept.sort(BY_ORDER);
    List<Entry> entries = new ArrayList<>(kept.size());
    for (Item item : kept) {
      MergedDefinitions merged =
          new MergedDefinitions(
              loc.child(item.key),
              element,
              List.of(Definition.of(item.file, item.value, item.position)));
      if (merged.isDefined()) {
        entries.add(new Entry(item, merged));
      }
    }
    return entries;
  }

  private static final Comparator<Item> BY_ORDER =
      new Comparator<>() {
        @Override
        public int compare(Item a, Item b) {
          return Properties.compare(a.order.force(), b.order.force());
        }
      };

  private void addItems(EvalState state, Loc loc, Definition d, List<Item> out) {
    Value v = d.value().force();
    if (v instanceof NixList l) {
      for (Lazy e : l.elements()) {
        out.add(listItem(state, loc, d, e));
      }
      return;
    }
    NixAttrs set = state.forceAttrs(v, d.position(), "").flatten();
    for (int i = 0; i < set.size(); i++) {
      out.add(peeled(d.file(), set.name(i), set.value(i), set.position(i)));
    }
  }

  private Item listItem(EvalState state, Loc loc, Definition d, Lazy raw) {
    Value v = raw.force();
    Value order = null;
    Value content = v;
    if (v instanceof NixAttrs a && Nix.isTagged(a, "order")) {
      order = Nix.select(a, "priority");
      content = Nix.select(a, "content");
    }
    if (content instanceof NixAttrs set && set.size() == 1) {
      NixAttrs flat = set.flatten();
      Item item = peeled(d.file(), flat.name(0), flat.value(0), flat.position(0));
      return order == null ? item : item.ordered(order);
    }
    String wrong =
        content instanceof NixAttrs set
            ? "Each list element must be a single-key attribute set, but got "
                + set.size()
                + " keys"
            : "Each list element must be an attribute set, but got " + content.type().typeName();
    Definition at = d.withValue(v);
    throw Problems.conflict(
        state,
        loc,
        List.of(at),
        "A definition for option `"
            + loc.show()
            + "' is not of type `"
            + description()
            + "'. "
            + wrong
            + "."
            + Show.definitions(state, List.of(at)));
  }

  private static Item peeled(Lazy file, String key, Lazy value, @Nullable Position position) {
    Value v = value.force();
    if (v instanceof NixAttrs a) {
      if (Nix.isTagged(a, "order")) {
        return peeled(file, key, Nix.selectLazy(a, "content"), position)
            .ordered(Nix.selectLazy(a, "priority"));
      }
      if (Nix.isTagged(a, "override")) {
        // What it holds is looked at only if this priority wins.
        Memo<Item> inner =
            new Memo<>() {
              @Override
              Item compute() {
                return peeled(file, key, Nix.selectLazy(a, "content"), position);
              }
            };
        Value priority = Nix.select(a, "priority");
        Lazy content =
            new Deferred() {
              @Override
              Value compute() {
                return inner.get().value.force();
              }
            };
        Lazy order =
            new Deferred() {
              @Override
              Value compute() {
                return inner.get().order.force();
              }
            };
        return new Item(
            file, key, Property.mkOverride(priority, content), order, priority, position);
      }
    }
    return new Item(
        file,
        key,
        v,
        NixInt.of(Definition.DEFAULT_ORDER),
        NixInt.of(Definition.DEFAULT_PRIORITY),
        position);
  }

  private NixAttrs zipped(EvalState state, List<Entry> entries) {
    Map<String, List<Lazy>> byName = new TreeMap<>();
    for (Entry e : entries) {
      byName.computeIfAbsent(e.item.key, key -> new ArrayList<>()).add(e.value);
    }
    AttrsBuilder result = new AttrsBuilder(byName.size());
    for (Map.Entry<String, List<Lazy>> e : byName.entrySet()) {
      NixList values = NixList.copyOf(e.getValue());
      Lazy merge = mergeValues;
      result.put(
          e.getKey(),
          merge == null
              ? values
              : new Deferred() {
                @Override
                Value compute() {
                  return state.call(merge.force(), null, NixString.of(e.getKey()), values);
                }
              });
    }
    return result.build();
  }

  private static final class Meta extends ValueMeta {
    private final Memo<List<Entry>> entries;
    private final Lazy list;

    Meta(Memo<List<Entry>> entries, Lazy list) {
      this.entries = entries;
      this.list = list;
    }

    @Override
    NixAttrs makeNix(EvalState state) {
      Lazy metas =
          new Deferred() {
            @Override
            Value compute() {
              return NixList.copyOf(
                  entries.get().stream().map(e -> e.value().metaToNix()).toList());
            }
          };
      Lazy definitions =
          new Deferred() {
            @Override
            Value compute() {
              return NixList.copyOf(entries.get().stream().map(Meta::definition).toList());
            }
          };
      return NixAttrs.of(
          Nix.shape("attrList", "attrListValue", "definitions"),
          new Lazy[] {metas, list, definitions});
    }

    private static NixAttrs definition(Entry e) {
      return NixAttrs.of(
          Nix.shape("_type", "file", "value"),
          new Lazy[] {
            Property.DEFINITION, e.item().file(), Property.mkOrder(e.item().order(), e.single())
          });
    }

    @Override
    List<MergedDefinitions> parts() {
      return entries.get().stream().map(Entry::value).toList();
    }
  }

  @Override
  Lazy emptyValue() {
    return asAttrs ? NixAttrs.EMPTY : NixList.EMPTY;
  }

  @Override
  Value subOptions(EvalState state, Lazy prefix) {
    return element.subOptions(
        Nix.concat(state.forceList(prefix, null, ""), NixList.of(NixString.of("*"))));
  }

  @Override
  Lazy subModules() {
    return new TypeParts.SubModules(element);
  }

  @Override
  Value substSubModules(EvalState state, Lazy modules) {
    return new AttrListType(library, element.substSubModules(modules), asAttrs, mergeValues)
        .attrs();
  }

  @Override
  Lazy nestedTypes() {
    return NixAttrs.of("elemType", element.source());
  }

  @Override
  Lazy functor() {
    return TypeFunctors.plain("attrListOf", library.typeNamed("attrListOf"));
  }

  @Override
  Value typeMerge(EvalState state, Lazy other) {
    return NixNull.NULL; // which order would the names of the two have?
  }
}
