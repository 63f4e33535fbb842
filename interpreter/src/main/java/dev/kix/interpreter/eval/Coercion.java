package dev.kix.interpreter.eval;

import dev.kix.grammar.Position;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.CanonicalPath;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.FloatFormat;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Values where a string or a path is wanted: {@code "${x}"}, {@code x + y}, {@code toString}, the
 * attributes of a derivation, the arguments of builtins that read files. Rules, words and frames
 * are those of Nix's {@code EvalState::coerceToString} and its relatives.
 */
public final class Coercion {
  private static final String DRV_EXTENSION = ".drv";

  private Coercion() {}

  /**
   * {@code lazy} as a string; what it refers to is added to {@code context}.
   *
   * @param during the words of the frame that is added when the value cannot be coerced
   * @param coerceMore also numbers, Booleans, {@code null} and lists of such: {@code toString} and
   *     derivations
   * @param copyToStore whether a path is copied to the store and becomes its store path
   * @param canonicalizePath kept for callers that print a path literal's own text; a {@link
   *     NixPath} is always canonical
   * @return the bytes, one per char
   */
  public static String toString(
      EvalState state,
      @Nullable Position pos,
      Lazy lazy,
      ContextBuilder context,
      String during,
      boolean coerceMore,
      boolean copyToStore,
      boolean canonicalizePath) {
    Value v = state.force(lazy, pos);
    if (v instanceof NixString s) { // by far the most frequent, and it calls nothing
      context.addAll(s.context());
      return s.value();
    }
    state.enter(pos);
    String result =
        coerce(state, pos, v, context, during, coerceMore, copyToStore, canonicalizePath);
    state.leave();
    return result;
  }

  private static String coerce(
      EvalState state,
      @Nullable Position pos,
      Value v,
      ContextBuilder context,
      String during,
      boolean coerceMore,
      boolean copyToStore,
      boolean canonicalizePath) {
    if (v instanceof NixPath p) {
      return copyToStore ? copyToStore(state, p.path(), context) : p.text();
    }
    if (v instanceof NixAttrs) {
      Peeled peeled =
          (value, through) -> {
            if (value instanceof NixAttrs) {
              throw cannotCoerce(value).during(pos, during);
            }
            return toString(state, pos, value, context, during, coerceMore, copyToStore, true);
          };
      return peel(state, pos, v, false, peeled);
    }
    if (coerceMore) {
      if (v instanceof NixBool b) {
        // false is empty, like null, for the convenience of shell scripts
        return b.value() ? "1" : "";
      }
      if (v instanceof NixInt i) {
        return Long.toString(i.value());
      }
      if (v instanceof NixFloat f) {
        return FloatFormat.fixed(f.value());
      }
      if (v instanceof NixNull) {
        return "";
      }
      if (v instanceof NixList list) {
        return joinList(state, pos, list, context, during, copyToStore, canonicalizePath);
      }
    }
    throw cannotCoerce(v).during(pos, during);
  }

  private static String joinList(
      EvalState state,
      @Nullable Position pos,
      NixList list,
      ContextBuilder context,
      String during,
      boolean copyToStore,
      boolean canonicalizePath) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      Lazy element = list.get(i);
      try {
        out.append(
            toString(
                state,
                pos,
                element,
                context,
                "while evaluating one element of the list",
                true,
                copyToStore,
                canonicalizePath));
      } catch (EvalException e) {
        throw e.during(pos, during);
      }
      // Nix writes no blank after an empty list, though it does after an empty string.
      if (i < list.size() - 1 && !(element.force() instanceof NixList l && l.size() == 0)) {
        out.append(' ');
      }
    }
    return out.toString();
  }

  private static EvalException cannotCoerce(Value v) {
    return new EvalException(
        ErrorKind.TYPE,
        "cannot coerce " + v.describeType() + " to a string: " + ValuePrinter.abbreviate(v),
        null);
  }

  /** What to do with a value that has no {@code __toString} and no {@code outPath} left. */
  interface Peeled {
    /**
     * @param throughToString whether a {@code __toString} was called on the way
     */
    String use(Value value, boolean throughToString);
  }

  /**
   * Calls {@code __toString} or selects {@code outPath} until neither is there, then hands the rest
   * to {@code peeled}; the frames are Nix's {@code peelToStringOutPath}.
   *
   * @param strictly whether {@code __toString} must return something that is a string without
   *     further ado
   */
  static String peel(
      EvalState state, @Nullable Position pos, Value v, boolean strictly, Peeled peeled) {
    return peel(state, pos, v, strictly, false, peeled);
  }

  private static String peel(
      EvalState state,
      @Nullable Position pos,
      Value v,
      boolean strictly,
      boolean through,
      Peeled peeled) {
    if (!(v instanceof NixAttrs attrs)) {
      if (strictly && through && !(v instanceof NixString) && !(v instanceof NixPath)) {
        throw new EvalException(
            ErrorKind.TYPE,
            "`__toString` should return a string, but got " + ValuePrinter.describe(v),
            pos);
      }
      return peeled.use(v, through);
    }
    Lazy toString = attrs.get("__toString");
    if (toString != null) {
      Position at = attrs.position("__toString");
      Value result;
      try {
        result = state.call(state.force(toString, at), at, v);
      } catch (EvalException e) {
        throw e.during(at, "while calling the `__toString` attribute");
      }
      try {
        return peelDeeper(state, pos, at, result, strictly, true, peeled);
      } catch (EvalException e) {
        throw e.during(at, "while using the result of the `__toString` attribute");
      }
    }
    Lazy outPath = attrs.get("outPath");
    if (outPath != null) {
      Position at = attrs.position("outPath");
      Value result;
      try {
        result = state.force(outPath, at);
      } catch (EvalException e) {
        throw e.during(at, "while evaluating the `outPath` attribute");
      }
      try {
        return peelDeeper(state, pos, at, result, strictly, through, peeled);
      } catch (EvalException e) {
        throw e.during(at, "while using the `outPath` attribute");
      }
    }
    if (strictly && through) {
      throw new EvalException(
          ErrorKind.TYPE,
          "`__toString` must return a string, but got " + ValuePrinter.describe(v),
          pos);
    }
    return peeled.use(v, through);
  }

  private static String peelDeeper(
      EvalState state,
      @Nullable Position pos,
      @Nullable Position at,
      Value v,
      boolean strictly,
      boolean through,
      Peeled peeled) {
    state.enter(pos);
    String result = peel(state, at, v, strictly, through, peeled);
    state.leave();
    return result;
  }

  /**
   * {@code lazy} as an absolute path: a path value, or a string that begins with a slash.
   *
   * @return the canonical path
   */
  public static String toPath(
      EvalState state, @Nullable Position pos, Lazy lazy, ContextBuilder context, String during) {
    return peel(
        state,
        pos,
        state.force(lazy, pos),
        false,
        (value, through) -> {
          if (value instanceof NixPath p) {
            return p.path();
          }
          String path = toString(state, pos, value, context, during, false, false, true);
          if (path.isEmpty() || path.charAt(0) != '/') {
            throw new EvalException(
                    ErrorKind.EVAL,
                    "string '" + path + "' doesn't represent an absolute path",
                    null)
                .during(pos, during);
          }
          return CanonicalPath.of(path);
        });
  }

  /** {@code lazy} as the path of a store object itself, not of something inside it. */
  public static String toStorePath(
      EvalState state, @Nullable Position pos, Lazy lazy, ContextBuilder context, String during) {
    String path = toString(state, pos, lazy, context, during, false, false, true);
    if (!state.services().store().isStorePath(path)) {
      throw new EvalException(ErrorKind.EVAL, "path '" + path + "' is not in the Nix store", null)
          .during(pos, during);
    }
    return path;
  }

  /** Copies {@code path} to the store, adds the store path to {@code context} and returns it. */
  public static String copyToStore(EvalState state, String path, ContextBuilder context) {
    if (path.endsWith(DRV_EXTENSION)) {
      throw new EvalException(
          ErrorKind.EVAL, "file names are not allowed to end in '" + DRV_EXTENSION + "'", null);
    }
    String stored = state.services().store().copyToStore(state.services().files(), path);
    context.add(stored);
    return stored;
  }
}
