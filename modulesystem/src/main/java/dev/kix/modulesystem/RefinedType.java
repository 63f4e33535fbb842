package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code addCheck}: a type with one more condition. Everything else stays that of the type. */
final class RefinedType extends NativeType {
  /** The condition. */
  interface Condition {
    boolean holds(EvalState state, Lazy v);
  }

  private final TypeRef base;
  private final Condition condition;

  private RefinedType(TypeRef base, Condition condition) {
    this.base = base;
    this.condition = condition;
  }

  /** {@code addCheck base condition}. */
  static NixAttrs of(TypeRef base, Condition condition) {
    NixAttrs own = new RefinedType(base, condition).attrs();
    AttrsBuilder replaced = new AttrsBuilder(2).put("check", Nix.selectLazy(own, "check"));
    if (base.checksWhileMerging()) {
      replaced.put("merge", Nix.selectLazy(own, "merge"));
    }
    return NixAttrs.update(base.attrs(), replaced.build());
  }

  /** {@link #of} with another name and description. */
  static NixAttrs named(
      TypeRef base,
      String name,
      String description,
      @Nullable String descriptionClass,
      Condition condition) {
    AttrsBuilder words =
        new AttrsBuilder(3)
            .put("name", NixString.of(name))
            .put("description", NixString.of(description));
    if (descriptionClass != null) {
      words.put("descriptionClass", NixString.of(descriptionClass));
    }
    return NixAttrs.update(of(base, condition), words.build());
  }

  @Override
  String name() {
    return base.name();
  }

  @Override
  String description() {
    return base.description();
  }

  @Override
  boolean check(EvalState state, Lazy v) {
    return base.check(v) && condition.holds(state, v);
  }

  @Override
  boolean checksWhileMerging() {
    return base.checksWhileMerging();
  }

  @Override
  Merged merge(EvalState state, Loc loc, List<Definition> definitions) {
    Merged m = base.merge(loc, definitions);
    if (m.headError() != null || !base.checksWhileMerging()) {
      return m;
    }
    List<Definition> invalid = new ArrayList<>();
    for (Definition d : definitions) {
      if (!condition.holds(state, d.value())) {
        invalid.add(d);
      }
    }
    return invalid.isEmpty() ? m : new Merged(Merged.HeadError.of(invalid), m.value(), m.meta());
  }

  @Override
  Lazy functor() {
    return new Deferred() {
      @Override
      Value compute() {
        return base.functor().force();
      }
    };
  }
}
