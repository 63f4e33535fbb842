package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code attrsWith}: each attribute merged from its own definitions. */
final class AttrsOfType extends NativeType {
  private static final List<String> PLAIN = List.of("noun", "composite");
  private static final int SMALL = 16;
  private static final Shape PAYLOAD = Nix.shape("elemType", "lazy", "placeholder");

  private final EvalState state;
  private final ModuleLibrary library;
  private final TypeRef element;
  private final boolean lazy;
  private final String placeholder;

  /**
   * @param lazy whether attributes exist even when all their definitions are switched off, so that
   *     the names do not depend on conditions
   * @param placeholder how documentation names an attribute
   */
  AttrsOfType(
      EvalState state, ModuleLibrary library, TypeRef element, boolean lazy, String placeholder) {
    this.state = state;
    this.library = library;
    this.element = element;
    this.lazy = lazy;
    this.placeholder = placeholder;
  }

  @Override
  String name() {
    return lazy ? "lazyAttrsOf" : "attrsOf";
  }

  @Override
  String description() {
    return (lazy ? "lazy attribute set of " : "attribute set of ") + element.phrase(PLAIN);
  }

  @Override
  String descriptionClass() {
    return "composite";
  }

  @Override
  boolean check(EvalState s, Lazy v) {
    return v.force() instanceof NixAttrs;
  }

  @Override
  boolean checksWhileMerging() {
    return true;
  }

  @Override
  Merged merge(EvalState s, Loc loc, List<Definition> definitions) {
    Merged.HeadError error = headError(s, this, definitions);
    if (error != null) {
      return new Merged(error, NixAttrs.EMPTY, ValueMeta.NONE);
    }
    Evaluations evaluations = new Evaluations(loc, definitions);
    return new Merged(
        null,
        new Deferred() {
          @Override
          Value compute() {
            return evaluations.get().value();
          }
        },
        new Meta(evaluations));
  }

  /** The attributes that exist, each with its definitions. */
  private record Parts(Shape shape, List<MergedDefinitions> parts, boolean lazy) {
    NixAttrs value() {
      Lazy[] values = new Lazy[parts.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = parts.get(i);
      }
      return NixAttrs.of(shape, values);
    }
  }

  private final class Evaluations extends Memo<Parts> {
    private final Loc loc;
    private final List<Definition> definitions;

    Evaluations(Loc loc, List<Definition> definitions) {
      this.loc = loc;
      this.definitions = definitions;
    }

    @Override
    Parts compute() {
      return definitions.size() == 1 ? single(definitions.get(0)) : several();
    }

    private Parts single(Definition d) {
      NixAttrs flat = state.forceAttrs(d.value(), d.position(), "").flatten();
      List<String> names = new ArrayList<>(flat.size());
      List<MergedDefinitions> parts = new ArrayList<>(flat.size());
      for (int i = 0; i < flat.size(); i++) {
        add(flat.name(i), List.of(d.part(flat.value(i), flat.position(i))), names, parts);
      }
      return new Parts(shape(names, parts), parts, lazy);
    }

    private Parts several() {
      int size = 0;
      for (int i = 0; i < definitions.size(); i++) {
        size +=
            state.forceAttrs(definitions.get(i).value(), definitions.get(i).position(), "").size();
      }
      return size <= SMALL ? few(size) : many();
    }

    /** Sorts the definitions of the attributes by insertion: no table for a handful of names. */
    private Parts few(int size) {
      String[] keys = new String[size];
      List<List<Definition>> own = new ArrayList<>(size);
      for (int k = 0; k < definitions.size(); k++) {
        Definition d = definitions.get(k);
        NixAttrs flat = state.forceAttrs(d.value(), d.position(), "").flatten();
        for (int i = 0; i < flat.size(); i++) {
          Definition part = d.part(flat.value(i), flat.position(i));
          int at = Arrays.binarySearch(keys, 0, own.size(), flat.name(i));
          if (at >= 0) {
            List<Definition> first = own.get(at);
            if (first.size() == 1) {
              first = new ArrayList<>(first);
              own.set(at, first);
            }
            first.add(part);
          } else {
            System.arraycopy(keys, ~at, keys, ~at + 1, own.size() - ~at);
            keys[~at] = flat.name(i);
            own.add(~at, List.of(part));
          }
        }
      }
      List<String> names = new ArrayList<>(own.size());
      List<MergedDefinitions> parts = new ArrayList<>(own.size());
      for (int i = 0; i < own.size(); i++) {
        add(keys[i], own.get(i), names, parts);
      }
      return new Parts(Nix.shape(names.toArray(new String[0])), parts, lazy);
    }

    private Parts many() {
      Map<String, List<Definition>> byName = new HashMap<>();
      for (Definition d : definitions) {
        NixAttrs flat = state.forceAttrs(d.value(), d.position(), "").flatten();
        for (int i = 0; i < flat.size(); i++) {
          Position position = flat.position(i);
          byName
              .computeIfAbsent(flat.name(i), name -> new ArrayList<>(2))
              .add(d.part(flat.value(i), position));
        }
      }
      String[] all = byName.keySet().toArray(new String[0]);
      Arrays.sort(all);
      List<String> names = new ArrayList<>(all.length);
      List<MergedDefinitions> parts = new ArrayList<>(all.length);
      for (String name : all) {
        List<Definition> own = byName.get(name);
        if (own != null) {
          add(name, own, names, parts);
        }
      }
      return new Parts(shape(names, parts), parts, lazy);
    }

    /** The names, each at the place of its first definition: messages about a value need one. */
    private Shape shape(List<String> names, List<MergedDefinitions> parts) {
      Position[] positions = new Position[parts.size()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = parts.get(i).position();
      }
      return Shape.ofSorted(names.toArray(new String[0]), positions);
    }

    private void add(
        String name, List<Definition> own, List<String> names, List<MergedDefinitions> parts) {
      MergedDefinitions merged = new MergedDefinitions(loc.child(name), element, own);
      if (lazy || merged.isDefined()) {
        names.add(name);
        parts.add(merged);
      }
    }
  }

  private static final class Meta extends ValueMeta {
    private final Memo<Parts> evaluations;

    Meta(Memo<Parts> evaluations) {
      this.evaluations = evaluations;
    }

    @Override
    NixAttrs makeNix(EvalState state) {
      return NixAttrs.of(
          "attrs",
          new Deferred() {
            @Override
            Value compute() {
              Parts p = evaluations.get();
              return Nix.select(ValueMeta.attrs(p.shape(), p.parts()).toNix(state), "attrs");
            }
          });
    }

    @Override
    List<MergedDefinitions> parts() {
      return evaluations.get().parts();
    }
  }

  @Override
  Lazy emptyValue() {
    return NixAttrs.EMPTY;
  }

  @Override
  Value subOptions(EvalState s, Lazy prefix) {
    return element.subOptions(
        Nix.concat(
            s.forceList(prefix, null, ""), NixList.of(NixString.of("<" + placeholder + ">"))));
  }

  @Override
  Lazy subModules() {
    return new TypeParts.SubModules(element);
  }

  @Override
  Value substSubModules(EvalState s, Lazy modules) {
    return new AttrsOfType(s, library, element.substSubModules(modules), lazy, placeholder).attrs();
  }

  @Override
  Lazy nestedTypes() {
    return NixAttrs.of(ELEMENT, new Lazy[] {element.source()});
  }

  @Override
  Lazy functor() {
    return TypeFunctors.of(
        "attrsWith",
        library.typeNamed("attrsWith"),
        NixAttrs.of(
            PAYLOAD, new Lazy[] {element.source(), NixBool.of(lazy), NixString.of(placeholder)}),
        MERGE_PAYLOADS);
  }

  private static final NativeFunction2 MERGE_PAYLOADS =
      new NativeFunction2() {
        @Override
        Value apply(EvalState s, Lazy a, Lazy b) {
          NixAttrs left = s.forceAttrs(a, null, "");
          NixAttrs right = s.forceAttrs(b, null, "");
          Value elementType = TypeFunctors.mergeElements(s, left, right);
          Value leftLazy = Nix.select(left, "lazy");
          String p = s.forceString(Nix.selectLazy(left, "placeholder"), null, "").value();
          String q = s.forceString(Nix.selectLazy(right, "placeholder"), null, "").value();
          boolean placeholdersAgree = p.equals(q) || p.equals("name") || q.equals("name");
          if (elementType == NixNull.NULL
              || leftLazy != Nix.select(right, "lazy")
              || !placeholdersAgree) {
            return NixNull.NULL;
          }
          return NixAttrs.of(
              PAYLOAD, new Lazy[] {elementType, leftLazy, NixString.of(p.equals("name") ? q : p)});
        }
      };
}
