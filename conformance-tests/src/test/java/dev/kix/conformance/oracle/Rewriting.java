package dev.kix.conformance.oracle;

import java.util.List;

/**
 * A change of Nix since the 2.8 that answers here, of something that may be used anywhere in a
 * program, so that its outcome alone does not tell. It explains a difference only if the program
 * with that thing replaced by something that has not changed has the same outcome in both.
 */
enum Rewriting {
  JSON_FLOATS(
      "toJSON writes floats so that they read back as the same floats (value-to-json.cc)",
      "builtins.toJSON",
      "(let f = v: if builtins.isFloat v then 0 else if builtins.isList v then builtins.map f v"
          + " else if !builtins.isAttrs v || v ? __toString then v else if v ? outPath then f v.outPath"
          + " else builtins.mapAttrs (n: f) v; in v: builtins.toJSON (f v))",
      "__structuredAttrs = true",
      "__structuredAttrs = false"),

  SORTING(
      "sort compares other pairs of elements (sort.hh)",
      "builtins.sort ",
      "(f: l: builtins.seq f l) "),

  OVERFLOW(
      "integers that overflow, and floats that are no integers, are an error (2.25)",
      "9223372036854775807",
      "32767", // squared twice it is an integer still
      "1.0e308",
      "1.0e8",
      "100000000000000000000.0",
      "100.0",
      "18446744073709551616",
      "18.5",
      "4294967296",
      "4096",
      "9223372036854775806",
      "32767"),

  FUNCTIONS(
      "functions are looked at beforehand, with an empty list not at all (prim_map, prim_filter)",
      "(map ",
      "(" + looksAtBoth("map"),
      "builtins.map ",
      looksAtBoth("map"),
      "builtins.filter ",
      looksAtBoth("filter"),
      "builtins.genList ",
      looksAtBoth("genList"),
      "builtins.concatMap ",
      looksAtBoth("concatMap"),
      "builtins.sort ",
      looksAtBoth("sort"),
      "builtins.all ",
      looksAtBoth("all"),
      "builtins.any ",
      looksAtBoth("any"),
      "builtins.foldl' ",
      "(f: a: l: if builtins.isFunction f || f ? __functor then builtins.foldl' f a l"
          + " else throw \"no function\") "),

  CLOSURE(
      "genericClosure: the operator is looked at first, unless the start is empty (prim_genericClosure)",
      "builtins.genericClosure ",
      "(s: if s.startSet == [ ] then [ ] else"
          + " if builtins.isFunction s.operator || s.operator ? __functor"
          + " then builtins.genericClosure s else throw \"no function\") "),

  READABLE(
      "pathExists: folders above what may be read are seen; what may not be read does not exist",
      "builtins.pathExists ",
      "(p: builtins.seq p true) "),

  POSITIONS(
      "substring and elemAt take numbers of 64 bits, and look at them first (prim_substring)",
      "builtins.substring ",
      "(a: b: s: builtins.seq b (builtins.substring (builtins.bitAnd 7 a)"
          + " (builtins.bitAnd 7 b) s)) ",
      "builtins.elemAt ",
      "(l: n: builtins.elemAt l (builtins.bitAnd 7 n)) ");

  private final String reason;
  private final List<String> replacements; // what is replaced, and by what, in turns

  Rewriting(String reason, String... replacements) {
    this.reason = reason;
    this.replacements = List.of(replacements);
  }

  private static String looksAtBoth(String builtin) {
    return "(f: l: if builtins.isFunction f || f ? __functor then builtins.seq l (builtins."
        + builtin
        + " f l) else throw \"no function\") ";
  }

  String reason() {
    return reason;
  }

  /** The program without what has changed; the program itself where it has nothing of it. */
  String apply(String program) {
    String out = program;
    for (int i = 0; i < replacements.size(); i += 2) {
      // Not twice where one replacement has another's text.
      out =
          out.replace(
              replacements.get(i), replacements.get(i + 1).replace("builtins.", "builtins\0."));
    }
    return out.replace("builtins\0.", "builtins.");
  }

  /** Without anything that some rewriting takes out. */
  static String applyAll(String program) {
    String out = program;
    for (Rewriting r : values()) {
      out = r.apply(out);
    }
    return out;
  }
}
