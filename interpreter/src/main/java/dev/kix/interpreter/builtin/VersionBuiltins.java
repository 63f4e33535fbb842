package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import org.jspecify.annotations.Nullable;

/** Version numbers, as in {@code nix-env -u}. */
final class VersionBuiltins {
  private static final Shape DRV_NAME = Shape.ofSorted(new String[] {"name", "version"}, null);

  private VersionBuiltins() {}

  @NixBuiltin(
      name = "splitVersion",
      args = {"s"},
      doc =
          """
          The components of the version *s*: dots and dashes separate, and so does the border \
          between digits and other characters.
          """,
      example =
          """
          builtins.splitVersion "1.2-3pre4"
          => [ "1" "2" "3" "pre" "4" ]
          """)
  static Value splitVersion(EvalState state, @Nullable Position pos, Lazy s) {
    String version =
        state.forceStringNoContext(
            s, null, "while evaluating the first argument passed to builtins.splitVersion");
    Versions.Components components = new Versions.Components(version);
    ListBuilder out = new ListBuilder();
    while (components.next()) {
      out.add(NixString.of(components.text()));
    }
    return out.build();
  }

  @NixBuiltin(
      name = "compareVersions",
      args = {"s1", "s2"},
      since = "0.12",
      doc =
          """
          -1 if the version *s1* is older than *s2*, 0 if they are the same, 1 if it is newer. \
          Components compare by number if both are numbers; `pre` is older than anything else, \
          even than nothing; a number is newer than a word.
          """,
      example =
          """
          builtins.compareVersions "1.9" "1.10"
          => -1

          builtins.compareVersions "2.0" "2.0pre1"
          => 1
          """)
  static Value compareVersions(EvalState state, @Nullable Position pos, Lazy s1, Lazy s2) {
    String a =
        state.forceStringNoContext(
            s1, null, "while evaluating the first argument passed to builtins.compareVersions");
    String b =
        state.forceStringNoContext(
            s2, null, "while evaluating the second argument passed to builtins.compareVersions");
    return NixInt.of(Versions.compare(a, b));
  }

  @NixBuiltin(
      name = "parseDrvName",
      args = {"s"},
      since = "0.12",
      doc =
          """
          Splits a package name such as `nix-0.12pre12876` into `name` and `version`: the version \
          begins behind the first dash that no letter follows.
          """,
      example =
          """
          builtins.parseDrvName "nix-0.12pre12876"
          => { name = "nix"; version = "0.12pre12876"; }
          """)
  static Value parseDrvName(EvalState state, @Nullable Position pos, Lazy s) {
    String full =
        state.forceStringNoContext(
            s, null, "while evaluating the first argument passed to builtins.parseDrvName");
    int dash = Versions.dashBeforeVersion(full);
    NixString name = NixString.of(dash < 0 ? full : full.substring(0, dash));
    NixString version = dash < 0 ? NixString.EMPTY : NixString.of(full.substring(dash + 1));
    return NixAttrs.of(DRV_NAME, new Lazy[] {name, version});
  }
}
