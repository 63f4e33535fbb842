package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code attrTag}: a set of exactly one attribute, whose name chooses the option it is of. */
final class AttrTagType extends NativeType {
  private final EvalState state;
  private final ModuleLibrary library;
  private final NixAttrs tags;

  AttrTagType(EvalState state, ModuleLibrary library, NixAttrs given) {
    this.state = state;
    this.library = library;
    this.tags = annotated(given.flatten());
  }

  private static NixAttrs annotated(NixAttrs given) {
    AttrsBuilder result = new AttrsBuilder(given.size());
    for (int i = 0; i < given.size(); i++) {
      String name = given.name(i);
      Lazy option = given.value(i);
      Position position = given.position(i);
      result.put(
          name,
          new Deferred() {
            @Override
            Value compute() {
              return tag(name, option, position);
            }
          },
          position);
    }
    return result.build();
  }

  /** The option of a tag with its place of declaration. */
  private static Value tag(String name, Lazy option, @Nullable Position position) {
    try {
      Value v = option.force();
      String tag = Nix.tag(v);
      if (!(v instanceof NixAttrs o) || tag == null || !tag.equals("option")) {
        throw Nix.thrown(
            "In attrTag, each tag value must be an option, but tag "
                + Show.identifier(name)
                + (tag == null
                    ? " was not."
                    : tag.equals("option-type")
                        ? " was a bare type, not wrapped in mkOption."
                        : " was of type " + Show.string(tag) + "."));
      }
      Value at = Declaration.positionValue(position);
      AttrsBuilder places = new AttrsBuilder(2);
      if (!o.has("declarations")) {
        places.put(
            "declarations",
            at instanceof NixAttrs p ? NixList.of(Nix.selectLazy(p, "file")) : NixList.EMPTY);
      }
      if (!o.has("declarationPositions")) {
        places.put("declarationPositions", at == NixNull.NULL ? NixList.EMPTY : NixList.of(at));
      }
      return NixAttrs.update(o, places.build());
    } catch (EvalException e) {
      Value at = Declaration.positionValue(position);
      throw e.duringCustom(
          null,
          "while checking that attrTag tag "
              + Show.identifier(name)
              + " is an option with a type"
              + (at == NixNull.NULL ? "" : " at " + position));
    }
  }

  @Override
  String name() {
    return "attrTag";
  }

  private String choices() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tags.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(Show.identifier(tags.name(i)));
    }
    return out.toString();
  }

  @Override
  String description() {
    return "attribute-tagged union with choices: " + choices();
  }

  @Override
  boolean check(EvalState s, Lazy v) {
    return v.force() instanceof NixAttrs a && a.size() == 1 && tags.has(a.flatten().name(0));
  }

  @Override
  List<String> meantBy(EvalState s, Lazy v) {
    List<String> names = new ArrayList<>(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      names.add(tags.name(i));
    }
    return v.force() instanceof NixAttrs a && a.size() == 1
        ? Suggestions.likely(a.flatten().name(0), names)
        : List.of();
  }

  @Override
  Merged merge(EvalState s, Loc loc, List<Definition> definitions) {
    String choice = chosen(s, definitions.get(0));
    List<Definition> inner = new ArrayList<>(definitions.size());
    for (Definition d : definitions) {
      String other = chosen(s, d);
      if (!other.equals(choice)) {
        throw Problems.conflict(
            s,
            loc,
            definitions,
            "The option `"
                + loc.show()
                + "` is defined both as `"
                + choice
                + "` and `"
                + other
                + "`, in "
                + Show.filesOf(s, definitions)
                + ".");
      }
      NixAttrs flat = s.forceAttrs(d.value(), d.position(), "").flatten();
      inner.add(d.part(flat.value(0), flat.position(0)));
    }
    Lazy tag = tags.get(choice);
    if (tag == null) {
      throw Nix.thrown(
          "The option `"
              + loc.show()
              + "` is defined as "
              + Show.identifier(choice)
              + ", but "
              + Show.identifier(choice)
              + " is not among the valid choices ("
              + choices()
              + "). Value "
              + choice
              + " was defined in "
              + Show.filesOf(s, definitions)
              + ".");
    }
    EvaluatedOption option =
        EvaluatedOption.of(s, library, loc.child(choice), s.forceAttrs(tag, null, ""), inner);
    return new Merged(null, NixAttrs.of(choice, option), ValueMeta.tagged(option));
  }

  private static String chosen(EvalState s, Definition d) {
    NixAttrs flat = s.forceAttrs(d.value(), d.position(), "").flatten();
    return flat.size() == 1 ? flat.name(0) : "";
  }

  @Override
  Value subOptions(EvalState s, Lazy prefix) {
    NixList path = s.forceList(prefix, null, "");
    AttrsBuilder result = new AttrsBuilder(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      Lazy tag = tags.value(i);
      NixList loc = Nix.concat(path, NixList.of(NixString.of(tags.name(i))));
      result.put(
          tags.name(i),
          new Deferred() {
            @Override
            Value compute() {
              return NixAttrs.update(state.forceAttrs(tag, null, ""), NixAttrs.of("loc", loc));
            }
          });
    }
    return result.build();
  }

  @Override
  Lazy nestedTypes() {
    return tags;
  }

  @Override
  Lazy functor() {
    return TypeFunctors.of(
        "attrTag",
        library.typeFunction("attrTag", "tags"),
        NixAttrs.of("tags", tags),
        new NativeFunction2() {
          @Override
          Value apply(EvalState s, Lazy a, Lazy b) {
            return NixAttrs.of("tags", joined(s, tags(s, a), tags(s, b)));
          }
        });
  }

  private static NixAttrs tags(EvalState s, Lazy payload) {
    return s.forceAttrs(Nix.selectLazy(s.forceAttrs(payload, null, ""), "tags"), null, "");
  }

  private NixAttrs joined(EvalState s, NixAttrs left, NixAttrs right) {
    NixAttrs r = right.flatten();
    AttrsBuilder result = new AttrsBuilder(r.size());
    for (int i = 0; i < r.size(); i++) {
      String name = r.name(i);
      Lazy mine = left.get(name);
      Lazy other = r.value(i);
      result.put(
          name,
          mine == null
              ? other
              : new Deferred() {
                @Override
                Value compute() {
                  return joinedTag(
                      s, name, s.forceAttrs(mine, null, ""), s.forceAttrs(other, null, ""));
                }
              });
    }
    return NixAttrs.update(left, result.build());
  }

  private Value joinedTag(EvalState s, String name, NixAttrs mine, NixAttrs other) {
    Lazy file = NixString.of("<attrTag {...}>");
    NixAttrs merged =
        MergedDeclaration.merge(
                s,
                library,
                Loc.ROOT.child(name),
                List.of(new Declaration(file, null, mine), new Declaration(file, null, other)))
            .mergedAttrs();
    AttrsBuilder places = new AttrsBuilder(2);
    for (String place : List.of("declarationPositions", "declarations")) {
      places.put(
          place,
          Nix.concat(
              s.forceList(Nix.selectLazy(mine, place), null, ""),
              s.forceList(Nix.selectLazy(other, place), null, "")));
    }
    return NixAttrs.update(merged, places.build());
  }
}
