package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code optionAttrSetToDocList}: a tree of options as a flat list for documentation. */
final class OptionDocs {
  private OptionDocs() {}

  static NixList list(EvalState state, Lazy options) {
    List<Lazy> out = new ArrayList<>();
    collect(state, options.force(), out);
    return NixList.copyOf(out);
  }

  private static void collect(EvalState state, Value tree, List<Lazy> out) {
    if (!(tree instanceof NixAttrs a)) {
      return;
    }
    if (Nix.isTagged(a, "option")) {
      add(state, a, out);
      return;
    }
    NixAttrs flat = a.flatten();
    for (int i = 0; i < flat.size(); i++) {
      collect(state, flat.value(i).force(), out);
    }
  }

  private static void add(EvalState state, NixAttrs option, List<Lazy> out) {
    Lazy loc = Nix.selectLazy(option, "loc");
    String name = Show.option(Nix.strings(state, loc));
    Value visible = option.get("visible") == null ? NixBool.TRUE : Nix.select(option, "visible");
    boolean shown = visible instanceof NixBool b ? b.value() : isText(visible, "shallow");
    boolean descend = visible instanceof NixBool b ? b.value() : isText(visible, "transparent");
    out.add(entry(state, option, loc, name, shown));
    Lazy type = option.get("type");
    if (descend && type != null) {
      collect(state, TypeRef.of(state, type).subOptions(loc), out);
    }
  }

  private static boolean isText(Value v, String text) {
    return v instanceof NixString s && s.value().equals(text);
  }

  private static NixAttrs entry(
      EvalState state, NixAttrs option, Lazy loc, String name, boolean visible) {
    AttrsBuilder entry = new AttrsBuilder(12);
    entry
        .put("loc", loc)
        .put("name", NixString.of(name))
        .put("description", or(option, "description", NixNull.NULL))
        .put("declarations", declarations(state, option))
        .put("internal", or(option, "internal", NixBool.FALSE))
        .put("visible", NixBool.of(visible))
        .put("readOnly", or(option, "readOnly", NixBool.FALSE))
        .put("type", typeDescription(state, option));
    Lazy example = option.get("example");
    if (example != null) {
      entry.put("example", rendered(state, example, "example", name));
    }
    Lazy text = option.get("defaultText");
    Lazy shown = text != null ? text : defaultValue(state, option);
    if (shown != null) {
      entry.put(
          "default", rendered(state, shown, text != null ? "defaultText" : "default value", name));
    }
    Value related = Nix.selectOrNull(option, "relatedPackages");
    if (related != null) {
      entry.put("relatedPackages", related);
    }
    for (String extra : List.of("deprecated")) {
      Lazy v = option.get(extra);
      if (v != null) {
        entry.put(extra, v);
      }
    }
    return entry.build();
  }

  private static Lazy or(NixAttrs option, String name, Lazy fallback) {
    Lazy v = option.get(name);
    return v == null ? fallback : v;
  }

  private static Lazy declarations(EvalState state, NixAttrs option) {
    List<Lazy> known = new ArrayList<>();
    for (Lazy d : state.forceList(Nix.selectLazy(option, "declarations"), null, "").elements()) {
      if (!isText(d.force(), Show.UNKNOWN_FILE)) {
        known.add(d);
      }
    }
    return NixList.copyOf(known);
  }

  private static Lazy typeDescription(EvalState state, NixAttrs option) {
    Lazy type = option.get("type");
    return new Deferred() {
      @Override
      Value compute() {
        return NixString.of(type == null ? "unspecified" : TypeRef.of(state, type).description());
      }
    };
  }

  /** The default, or what an option of this type is without definitions; submodules have none. */
  private static @Nullable Lazy defaultValue(EvalState state, NixAttrs option) {
    Lazy given = option.get("default");
    if (given != null) {
      return given;
    }
    Lazy type = option.get("type");
    if (type == null) {
      return null;
    }
    TypeRef ref = TypeRef.of(state, type);
    return ref.subModules() == null ? ref.emptyValue() : null;
  }

  private static Lazy rendered(EvalState state, Lazy v, String what, String name) {
    return new Deferred() {
      @Override
      Value compute() {
        try {
          return render(state, v);
        } catch (EvalException e) {
          throw e.duringCustom(null, "while evaluating the " + what + " of option `" + name + "`");
        }
      }
    };
  }

  /** {@code renderOptionValue}: as it is when it is marked-up text, else as Nix code. */
  static Value render(EvalState state, Lazy v) {
    Value value = v.force();
    if (value instanceof NixAttrs a && a.has("_type") && a.has("text")) {
      return a;
    }
    return NixAttrs.of(
        Nix.shape("_type", "text"),
        new Lazy[] {
          NixString.of("literalExpression"), NixString.of(PrettyPrinter.forDocs(state).print(value))
        });
  }
}
