package dev.kix.cluster.instance;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote where a package is wanted, with the wrappings of {@code kix.patch} and {@code
 * kix.mkImport} and the name of a file taken off.
 *
 * @param value the package itself: a function of what it needs, or what such a function returns
 * @param patches what {@code kix.patch} changes, the innermost first
 * @param imported what {@code kix.mkImport} says, or null
 */
public record PackageSource(Value value, List<NixAttrs> patches, @Nullable ImportMode imported) {
  private static final int MAX_WRAPPINGS = 100;

  public PackageSource {
    patches = List.copyOf(patches);
  }

  /** Unwraps a package. Forces no more than the wrappings. */
  public static PackageSource of(EvalState state, Value given) {
    Value v = given;
    List<NixAttrs> patches = new ArrayList<>();
    ImportMode imported = null;
    for (int i = 0; i < MAX_WRAPPINGS; i++) {
      if (v instanceof NixPath path) {
        v = state.importer().importFile(path.path());
      } else if (v instanceof NixAttrs a && isType(a, "kix-patched")) {
        patches.add(0, attrs(state, a, "patches", "the patches of kix.patch"));
        v = get(a, "package").force();
      } else if (v instanceof NixAttrs a && isType(a, "kix-import")) {
        if (imported == null) {
          imported = imported(state, a);
        }
        v = get(a, "from").force();
        if (v == NixNull.NULL) {
          v = NixAttrs.EMPTY;
        }
      } else {
        return new PackageSource(v, patches, imported);
      }
    }
    throw new EvalException(ErrorKind.EVAL, "a package is wrapped in itself without end", null);
  }

  private static ImportMode imported(EvalState state, NixAttrs a) {
    return new ImportMode(
        attrs(state, a, "config", "'config' of kix.mkImport"),
        attrs(state, a, "out", "'out' of kix.mkImport"),
        text(state, a, "namespace"),
        text(state, a, "name"));
  }

  private static NixAttrs attrs(EvalState state, NixAttrs owner, String name, String what) {
    return state.forceAttrs(get(owner, name), owner.position(name), "while evaluating " + what);
  }

  private static @Nullable String text(EvalState state, NixAttrs owner, String name) {
    Lazy lazy = get(owner, name);
    return lazy.force() == NixNull.NULL
        ? null
        : state
            .forceString(
                lazy, owner.position(name), "while evaluating '" + name + "' of kix.mkImport")
            .value();
  }

  private static Lazy get(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    if (lazy == null) {
      throw new IllegalStateException("a wrapped package has no " + name);
    }
    return lazy;
  }

  private static boolean isType(NixAttrs attrs, String type) {
    Lazy lazy = attrs.get("_type");
    return lazy != null && lazy.force() instanceof NixString s && s.value().equals(type);
  }
}
