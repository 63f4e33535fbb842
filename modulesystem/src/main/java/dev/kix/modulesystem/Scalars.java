package dev.kix.modulesystem;

import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;

/** Scalars as they are written in messages. */
final class Scalars {
  private Scalars() {}

  /** A scalar as Nix code; other values by what they are. */
  static String show(Value v) {
    if (v instanceof NixString s) {
      return Show.string(s.value());
    }
    if (v instanceof NixInt i) {
      return Long.toString(i.value());
    }
    if (v instanceof NixBool b) {
      return b.value() ? "true" : "false";
    }
    if (v instanceof NixFloat f) {
      return Nix.number(f);
    }
    if (v instanceof NixPath p) {
      return p.path();
    }
    return v.type().article();
  }
}
