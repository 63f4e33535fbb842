package dev.kix.interpreter.builtin;

import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.processor.NixConstant;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.List;

/** The values in {@code builtins} that are no functions. */
final class Constants {
  private static final int LANG_VERSION = 6;
  private static final Shape NIX_PATH = Shape.ofSorted(new String[] {"path", "prefix"}, null);

  private Constants() {}

  @NixConstant(
      name = "builtins",
      type = "set",
      global = true,
      doc =
          """
          The set of all builtins, itself included. Looking for a name in it tells whether this \
          evaluator has the function.
          """,
      example =
          """
          builtins ? foldl' && builtins.builtins ? noSuchFunction
          => false
          """)
  static Value self(NixAttrs all) {
    return all;
  }

  @NixConstant(
      name = "true",
      type = "bool",
      global = true,
      doc = "Truth. A variable, not a keyword: it can be hidden by another of its name.",
      example =
          """
          let true = 1; in true
          => 1
          """)
  static Value yes() {
    return NixBool.TRUE;
  }

  @NixConstant(
      name = "false",
      type = "bool",
      global = true,
      doc = "Untruth. A variable, not a keyword: it can be hidden by another of its name.",
      example =
          """
          false -> throw "not looked at"
          => true
          """)
  static Value no() {
    return NixBool.FALSE;
  }

  @NixConstant(
      name = "null",
      type = "null",
      global = true,
      doc =
          """
          The value for \"nothing\". An attribute whose dynamic name is `null` is left out of its \
          set; in a derivation `null` is an empty environment variable.
          """,
      example =
          """
          { ${null} = 1; b = 2; }
          => { b = 2; }
          """)
  static Value nothing() {
    return NixNull.NULL;
  }

  @NixConstant(
      name = "currentTime",
      type = "int",
      pure = false,
      doc =
          """
          The seconds since 1970-01-01 00:00 UTC when the evaluation began; the same in all of \
          it. Does not exist in pure evaluation.
          """,
      example =
          """
          builtins.currentTime > 1600000000
          => true
          """)
  static Lazy currentTime(EvalSettings settings) {
    Long time = settings.currentTime();
    return NixInt.of(time == null ? System.currentTimeMillis() / 1000 : time);
  }

  @NixConstant(
      name = "currentSystem",
      type = "string",
      pure = false,
      doc =
          """
          The kind of machine that builds are for unless something else is said, as `CPU-OS`; the \
          setting `eval-system` or `system`. Does not exist in pure evaluation.
          """,
      example = "builtins.currentSystem")
  static Lazy currentSystem(EvalSettings settings) {
    return NixString.of(Bytes.encode(settings.currentSystem()));
  }

  @NixConstant(
      name = "nixVersion",
      type = "string",
      doc =
          """
          The version of Nix whose language this is. Compare it with `builtins.compareVersions`; \
          to ask for a single function, better use `builtins ? name`.
          """,
      example =
          """
          builtins.compareVersions builtins.nixVersion "2.18" >= 0
          => true
          """)
  static Lazy nixVersion() {
    return NixString.of(Builtins.NIX_VERSION);
  }

  @NixConstant(
      name = "langVersion",
      type = "int",
      doc =
          """
          The version of the language as Nix once counted it. It has long stood still; \
          `builtins.nixVersion` says more.
          """,
      example =
          """
          builtins.langVersion
          => 6
          """)
  static Lazy langVersion() {
    return NixInt.of(LANG_VERSION);
  }

  @NixConstant(
      name = "storeDir",
      type = "string",
      doc =
          """
          The folder all store paths begin with. It is part of what their hashes are made of, \
          and need not be where the files lie.
          """,
      example =
          """
          builtins.storeDir
          => "/nix/store"
          """)
  static Lazy storeDir(EvalSettings settings) {
    return NixString.of(settings.storeDir());
  }

  @NixConstant(
      name = "nixPath",
      type = "list",
      doc =
          """
          Where `<name>` is looked for: a list of sets of `prefix` and `path`, from `-I` and the \
          variable `NIX_PATH`. Empty in pure evaluation.
          """,
      example = "map (entry: entry.path) builtins.nixPath")
  static Lazy nixPath(EvalSettings settings) {
    List<String> entries = settings.nixPath();
    Lazy[] list = new Lazy[entries.size()];
    for (int i = 0; i < list.length; i++) {
      String entry = entries.get(i);
      int equals = entry.indexOf('=');
      list[i] =
          NixAttrs.of(
              NIX_PATH,
              new Lazy[] {
                NixString.of(entry.substring(equals + 1)),
                NixString.of(equals < 0 ? "" : entry.substring(0, equals))
              });
    }
    return NixList.of(list);
  }
}
