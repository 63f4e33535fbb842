package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of one option, or of one element of a list or set, and what they come to. Forcing
 * it yields the merged value; the steps before that can be asked for alone: {@code
 * lib.mergeDefinitions}.
 */
final class MergedDefinitions extends Deferred {
  private static final Shape SHAPE =
      Nix.shape(
          "checkedAndMerged",
          "defsFinal",
          "defsFinal'",
          "isDefined",
          "mergedValue",
          "optionalValue");
  private static final Shape FINAL_SHAPE = Nix.shape("highestPrio", "values");

  private final Loc loc;
  private final TypeRef type;
  private final List<Definition> definitions;

  /** The definitions of {@link #highest} priority; null when not known yet. */
  private @Nullable List<Definition> kept;

  private Value highest = NixNull.NULL;

  /** The same sorted; null when not known yet. */
  private @Nullable List<Definition> sorted;

  private boolean filtering;
  private boolean merging;

  /** What merging gave; where the type does not check while it merges, only if there is a meta. */
  private @Nullable Merged merged;

  MergedDefinitions(Loc loc, TypeRef type, List<Definition> definitions) {
    this.loc = loc;
    this.type = type;
    this.definitions = definitions;
  }

  Loc loc() {
    return loc;
  }

  /** All definitions as they were given, properties around them included. */
  List<Definition> given() {
    return definitions;
  }

  /** Some of the definitions, merged without the others. */
  MergedDefinitions of(List<Definition> some) {
    return new MergedDefinitions(loc, type, some);
  }

  TypeRef type() {
    return type;
  }

  /**
   * Where the value is first defined, or null. Of the definitions that count where it is known
   * which those are, else of all: nothing is evaluated to find out.
   */
  @Nullable Position position() {
    List<Definition> k = kept;
    List<Definition> known = k == null || k.isEmpty() ? definitions : k;
    return known.isEmpty() ? null : known.get(0).position();
  }

  /** The definitions that count: properties discharged, lower priorities dropped, sorted. */
  List<Definition> finalDefinitions() {
    List<Definition> s = sorted;
    if (s == null) {
      s = Properties.sort(filtered());
      sorted = s;
    }
    return s;
  }

  /** The priority of {@link #finalDefinitions()}; 9999 when there are none. */
  Lazy highestPriority() {
    filtered();
    return highest;
  }

  boolean isDefined() {
    return !filtered().isEmpty();
  }

  private List<Definition> filtered() {
    List<Definition> k = kept;
    if (k != null) {
      return k;
    }
    if (filtering) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    filtering = true;
    try {
      List<Definition> all = areDischarged() ? definitions : discharged();
      highest = Properties.lowestPriority(all);
      k = Properties.ofPriority(all, highest);
      kept = k;
      return k;
    } finally {
      filtering = false;
    }
  }

  private boolean areDischarged() {
    for (int i = 0; i < definitions.size(); i++) {
      if (!Properties.isDischarged(type.state(), definitions.get(i))) {
        return false;
      }
    }
    return true;
  }

  private ArrayList<Definition> discharged() {
    EvalState state = type.state();
    ArrayList<Definition> out = new ArrayList<>(definitions.size());
    for (int i = 0; i < definitions.size(); i++) {
      Properties.discharge(state, definitions.get(i), out);
    }
    return out;
  }

  /** Every definition whose conditions hold, the overridden ones too, each with its priority. */
  List<Definition> allDefinitions() {
    List<Definition> out = new ArrayList<>();
    for (Definition d : discharged()) {
      out.add(Properties.stripOverride(d));
    }
    return out;
  }

  /** The definitions that say nothing because their conditions do not hold. */
  List<Definition> heldBack() {
    List<Definition> out = new ArrayList<>();
    List<Definition> held = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      held.clear();
      Properties.discharge(type.state(), definitions.get(i), held);
      if (held.isEmpty()) {
        out.add(definitions.get(i));
      }
    }
    return out;
  }

  /** The outcome of check and merge for a type that does both at once; else just the value. */
  Merged checkedAndMerged() {
    if (!type.checksWhileMerging()) {
      return Merged.of(this);
    }
    Merged m = merged;
    if (m != null) {
      return m;
    }
    if (merging) {
      throw new EvalException(ErrorKind.INFINITE_RECURSION, "infinite recursion encountered", null);
    }
    merging = true;
    try {
      m = type.mergeOption(loc, finalDefinitions());
      merged = m;
      return m;
    } finally {
      merging = false;
    }
  }

  @Override
  Value compute() {
    EvalState state = type.state();
    List<Definition> defs = finalDefinitions();
    if (defs.isEmpty()) {
      Lazy empty = type.emptyValue();
      if (empty != null) {
        return empty.force();
      }
      throw Problems.undefined(state, loc);
    }
    if (type.checksWhileMerging()) {
      Merged m = checkedAndMerged();
      Merged.HeadError error = m.headError();
      if (error != null) {
        throw Problems.typeError(state, loc, type, error);
      }
      return m.value().force();
    }
    Merged.HeadError error = type.headError(defs);
    if (error != null) {
      throw Problems.typeMismatch(state, loc, type, error.invalid());
    }
    SimpleType simple = type.simple();
    if (simple != null) {
      return simple.mergeValues(state, loc, defs).force();
    }
    Merged m = type.mergeOption(loc, defs);
    merged = m.meta() == ValueMeta.NONE ? null : m;
    return m.value().force();
  }

  /**
   * What the value is made of: {@code valueMeta}, and for types without one what a type inside them
   * says. Fails where the definitions are not of the type.
   */
  ValueMeta structure() {
    if (!type.checksWhileMerging()) {
      force();
      Merged known = merged;
      return known == null ? ValueMeta.NONE : known.meta();
    }
    Merged m = checkedAndMerged();
    Merged.HeadError error = m.headError();
    if (error != null) {
      throw Problems.typeError(type.state(), loc, type, error);
    }
    return m.meta();
  }

  /** {@code checkedAndMerged.valueMeta}. */
  NixAttrs metaToNix() {
    EvalState state = type.state();
    NixAttrs meta = checkedAndMerged().meta().toNix(state);
    return type.checksWhileMerging()
        ? NixAttrs.update(meta, NixAttrs.of("_internal", NixAttrs.of("type", type.source())))
        : meta;
  }

  /** What {@code lib.mergeDefinitions} returns. */
  NixAttrs toAttrs() {
    MergedDefinitions self = this;
    EvalState state = type.state();
    Lazy finalList =
        new Deferred() {
          @Override
          Value compute() {
            return TypeRef.toList(self.finalDefinitions());
          }
        };
    return NixAttrs.of(
        SHAPE,
        new Lazy[] {
          new Deferred() {
            @Override
            Value compute() {
              NixAttrs m = self.checkedAndMerged().toAttrs(state);
              return NixAttrs.update(m, NixAttrs.of("valueMeta", self.metaToNix()));
            }
          },
          finalList,
          new Deferred() {
            @Override
            Value compute() {
              return NixAttrs.of(FINAL_SHAPE, new Lazy[] {self.highestPriority(), finalList});
            }
          },
          new Deferred() {
            @Override
            Value compute() {
              return NixBool.of(self.isDefined());
            }
          },
          this,
          new Deferred() {
            @Override
            Value compute() {
              return self.isDefined() ? NixAttrs.of("value", self) : NixAttrs.EMPTY;
            }
          }
        });
  }

  /** Whether the value was given by something other than the option's default. */
  boolean isSetByUser() {
    return isDefined()
        && Properties.compare(highestPriority().force(), NixInt.of(Priorities.OPTION_DEFAULT)) < 0;
  }
}
