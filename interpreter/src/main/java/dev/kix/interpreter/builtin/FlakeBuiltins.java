package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.Uris;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.flake.FlakeRef;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.print.Literals;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixPath;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** References to flakes, as strings and as sets. */
final class FlakeBuiltins {
  private FlakeBuiltins() {}

  @NixBuiltin(
      name = "getFlake",
      args = {"args"},
      experimental = "flakes",
      since = "2.4",
      doc =
          """
          The outputs of a flake, with what is known of its tree. *args* is a flake reference as a \
          string, or the path of a folder with `flake.nix`. Inputs are those that `flake.lock` \
          names; those it does not name are locked anew, which pure evaluation refuses unless they \
          are locked already. The lock file is not written. Pure evaluation also requires that the \
          reference has a commit or hash.
          """,
      example =
          """
          (builtins.getFlake "git+file:///srv/site?rev=c5a9f9ee2d4c5b9f2a3f0dbe1d8a9c9f7ab0c6d1").lib
          """)
  static Value getFlake(EvalState state, @Nullable Position pos, Lazy args) {
    boolean pure = state.services().settings().pureEval();
    LockFlags flags =
        LockFlags.builder()
            .update(false)
            .write(false)
            .useRegistries(!pure)
            .allowUnlocked(!pure)
            .build();
    Flakes flakes = new Flakes(state);
    Value value = state.force(args, null);
    if (value instanceof NixPath) {
      return flakes.call(
          flakes.lockFolder(Realisation.path(state, value, Realisation.Links.ALL), flags));
    }
    String text =
        state.forceStringNoContext(
            value, null, "while evaluating the argument passed to builtins.getFlake");
    FlakeRef ref = FlakeRefParser.parse(text);
    if (pure && !ref.input().isLocked()) {
      throw Errors.eval(
          "cannot call 'getFlake' on unlocked flake reference '"
              + text
              + "', at \u00abnone\u00bb (use --impure to override)");
    }
    Uris.check(state, ref.input().toString());
    return flakes.call(flakes.lock(ref, flags));
  }

  @NixBuiltin(
      name = "parseFlakeRef",
      args = {"flake-ref"},
      experimental = "flakes",
      since = "2.18",
      doc =
          """
          The flake reference that the string *flake-ref* writes, as a set: the opposite of \
          `builtins.flakeRefToString`.
          """,
      example =
          """
          builtins.parseFlakeRef "github:NixOS/nixpkgs/23.05?dir=lib"
          => { dir = "lib"; owner = "NixOS"; ref = "23.05"; repo = "nixpkgs"; type = "github"; }
          """)
  static Value parseFlakeRef(EvalState state, @Nullable Position pos, Lazy flakeRef) {
    String text =
        state.forceStringNoContext(
            flakeRef, null, "while evaluating the argument passed to builtins.parseFlakeRef");
    InputAttrs attrs = FlakeRefParser.parse(text).toAttrs();
    AttrsBuilder result = new AttrsBuilder();
    for (String name : attrs.names()) {
      Object value = attrs.get(name);
      result.put(
          name,
          value instanceof Long number
              ? NixInt.of(number)
              : value instanceof Boolean b
                  ? (b ? NixBool.TRUE : NixBool.FALSE)
                  : NixString.of(String.valueOf(value)));
    }
    return result.build();
  }

  @NixBuiltin(
      name = "flakeRefToString",
      args = {"attrs"},
      experimental = "flakes",
      since = "2.18",
      doc =
          """
          The string that writes the flake reference *attrs*, a set of strings, integers and \
          Booleans: the opposite of `builtins.parseFlakeRef`.
          """,
      example =
          """
          builtins.flakeRefToString { type = "github"; owner = "NixOS"; repo = "nixpkgs"; dir = "lib"; }
          => "github:NixOS/nixpkgs?dir=lib"
          """)
  static Value flakeRefToString(EvalState state, @Nullable Position pos, Lazy attrs) {
    NixAttrs set =
        state
            .forceAttrs(
                attrs, null, "while evaluating the argument passed to builtins.flakeRefToString")
            .flatten();
    SortedMap<String, Object> values = new TreeMap<>();
    for (int i : set.shape().evaluationOrder()) {
      String name = set.name(i);
      Value value = state.force(set.value(i), set.position(i));
      if (value instanceof NixInt number) {
        if (number.value() < 0) {
          throw Errors.eval(
              "negative value given for flake ref attr "
                  + Literals.attributeName(name)
                  + ": "
                  + number.value());
        }
        values.put(name, number.value());
      } else if (value instanceof NixBool b) {
        values.put(name, b.value());
      } else if (value instanceof NixString text) {
        values.put(name, text.value());
      } else {
        throw Errors.eval(
            "flake reference attribute sets may only contain integers, Booleans, and strings, but"
                + " attribute '"
                + Literals.attributeName(name)
                + "' is "
                + value.describeType());
      }
    }
    try {
      return NixString.of(FlakeRef.fromAttrs(InputAttrs.of(values)).toString());
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }
}
