package dev.kix.modulesystem;

import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What one module declares at one name: an option, or a set with options below it.
 *
 * @param file the module's file, a string
 * @param position where, or null
 * @param options the option or the set
 */
record Declaration(Lazy file, @Nullable Position position, Lazy options) {
  private static final Shape POSITION = Nix.shape("column", "file", "line");

  /** {@code { _file; pos; options; }} as {@code lib.mergeOptionDecls} takes it. */
  static Declaration ofAttrs(NixAttrs attrs) {
    Lazy options = Nix.selectLazy(attrs, "options");
    return new Declaration(Nix.selectLazy(attrs, "_file"), null, options);
  }

  /** {@code builtins.unsafeGetAttrPos}: null where the text is not a file. */
  static Value positionValue(@Nullable Position position) {
    String file = position == null ? null : position.source().origin().path();
    if (position == null || file == null) {
      return NixNull.NULL;
    }
    return NixAttrs.of(
        POSITION,
        new Lazy[] {NixInt.of(position.column()), NixString.of(file), NixInt.of(position.line())});
  }

  /** The position, or the file alone where it is not known. */
  Value positionOrFile() {
    Value known = positionValue(position);
    return known == NixNull.NULL
        ? NixAttrs.of(POSITION, new Lazy[] {NixNull.NULL, file, NixNull.NULL})
        : known;
  }
}
