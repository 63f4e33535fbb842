package dev.kix.interpreter.fetch;

import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes of inputs as registries and lock files hold them. */
public final class JsonAttrs {
  private JsonAttrs() {}

  /**
   * The attributes that a JSON object, read as a Nix value, holds.
   *
   * @throws dev.kix.interpreter.diagnostic.EvalException when it holds anything else
   */
  public static InputAttrs of(@Nullable Lazy value) {
    if (!(value instanceof NixAttrs set)) {
      throw Input.error("attributes of an input must be a JSON object");
    }
    NixAttrs flat = set.flatten();
    SortedMap<String, Object> attrs = new TreeMap<>();
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      Lazy v = flat.value(i);
      if (v instanceof NixInt n && n.value() >= 0) {
        attrs.put(name, n.value());
      } else if (v instanceof NixString s) {
        attrs.put(name, s.value());
      } else if (v instanceof NixBool b) {
        attrs.put(name, b.value());
      } else {
        throw Input.error("unsupported input attribute type in lock file");
      }
    }
    return InputAttrs.of(attrs);
  }
}
