package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code valueMeta}: how a value is made of parts that have definitions of their own. Kept in Java
 * form so that Java code can walk into submodules without evaluating anything else; the Nix form is
 * made when asked for.
 */
abstract class ValueMeta {
  /** Nothing to tell. */
  static final ValueMeta NONE =
      new ValueMeta() {
        @Override
        NixAttrs makeNix(EvalState state) {
          return NixAttrs.EMPTY;
        }
      };

  private @Nullable NixAttrs nix;

  abstract NixAttrs makeNix(EvalState state);

  /** The attribute set that Nix code sees. */
  final NixAttrs toNix(EvalState state) {
    NixAttrs n = nix;
    if (n == null) {
      n = makeNix(state);
      nix = n;
    }
    return n;
  }

  /** The elements or attribute values that were merged apart, in order; empty for a leaf. */
  List<MergedDefinitions> parts() {
    return List.of();
  }

  /** The evaluation behind the value of a submodule, or null. */
  @Nullable Configuration configuration() {
    return null;
  }

  /** Options that the value is made of besides those of a {@link #configuration}. */
  List<EvaluatedOption> options() {
    return List.of();
  }

  /** Of a tagged union: the option of its tag. Nix code sees nothing of it, as in nixpkgs. */
  static ValueMeta tagged(EvaluatedOption option) {
    return new ValueMeta() {
      @Override
      NixAttrs makeNix(EvalState state) {
        return NixAttrs.EMPTY;
      }

      @Override
      List<EvaluatedOption> options() {
        return List.of(option);
      }
    };
  }

  /** What a {@code merge.v2} function written in Nix returned. */
  static ValueMeta foreign(EvalState state, Lazy meta) {
    return new ValueMeta() {
      @Override
      NixAttrs makeNix(EvalState s) {
        return state.forceAttrs(meta, null, "");
      }
    };
  }

  /** Of a list: {@code { list = [ … ]; }}, without the elements that are switched off. */
  static ValueMeta list(List<MergedDefinitions> elements) {
    return new Parts("list", elements) {
      @Override
      Value collect() {
        List<Lazy> metas = new ArrayList<>(elements.size());
        for (MergedDefinitions element : elements) {
          if (element.isDefined()) {
            metas.add(meta(element));
          }
        }
        return NixList.copyOf(metas);
      }
    };
  }

  /** Of a set: {@code { attrs = { … }; }}. */
  static ValueMeta attrs(Shape shape, List<MergedDefinitions> values) {
    return new Parts("attrs", values) {
      @Override
      Value collect() {
        Lazy[] metas = new Lazy[values.size()];
        for (int i = 0; i < metas.length; i++) {
          metas[i] = meta(values.get(i));
        }
        return NixAttrs.of(shape, metas);
      }
    };
  }

  /** Of definitions that are of neither of two types: {@code { headError = …; }}. */
  static ValueMeta headError(Merged.HeadError error) {
    return new ValueMeta() {
      @Override
      NixAttrs makeNix(EvalState state) {
        return NixAttrs.of("headError", error.toAttrs(state));
      }
    };
  }

  /** Of a submodule: {@code { configuration = …; }}. */
  static ValueMeta configuration(Configuration configuration) {
    return new ValueMeta() {
      @Override
      NixAttrs makeNix(EvalState state) {
        return NixAttrs.of("configuration", configuration.result());
      }

      @Override
      Configuration configuration() {
        return configuration;
      }
    };
  }

  private abstract static class Parts extends ValueMeta {
    private final String name;
    private final List<MergedDefinitions> parts;

    Parts(String name, List<MergedDefinitions> parts) {
      this.name = name;
      this.parts = parts;
    }

    abstract Value collect();

    static Lazy meta(MergedDefinitions part) {
      return new Deferred() {
        @Override
        Value compute() {
          return part.metaToNix();
        }
      };
    }

    @Override
    NixAttrs makeNix(EvalState state) {
      return NixAttrs.of(
          name,
          new Deferred() {
            @Override
            Value compute() {
              return collect();
            }
          });
    }

    @Override
    List<MergedDefinitions> parts() {
      return parts;
    }
  }
}
