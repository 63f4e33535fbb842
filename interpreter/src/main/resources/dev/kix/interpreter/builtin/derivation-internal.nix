/**
  What `derivation` is: a lazy skin over `derivationStrict`.

  `derivationStrict` looks at every attribute of a derivation and writes the
  `.drv` file. Most programs never ask for that: they pass packages around, read
  `name` or `meta`, override attributes. So nothing here evaluates more of its
  argument than the list `outputs`; the rest happens when somebody forces
  `outPath` or `drvPath`, once for all outputs.

  The argument is a set with

    name, system, builder   what to call it, where and by what it is built
    args                    arguments of the builder, optional
    outputs                 names of what is made, [ "out" ] by default

  and anything else, which the builder finds in its environment.

  The result is the set of the first output. Each output's set has all that was
  given, one attribute an output, and `all`, so that `pkg.dev.out` and
  `pkg.all` work from wherever one starts. None of them is evaluated before it
  is asked for.
*/
# Positions in this file are part of what people see in traces, and the suite
# of Nix knows them by line; whoever edits this file keeps the function in line
# 29, `strict` in line 36, the one evaluation of everything, and `outPath` in
# line 49.
#
#
drvAttrs@{
  outputs ? [ "out" ],
  ...
}:

let

  strict = derivationStrict drvAttrs;

  commonAttrs =
    drvAttrs
    // builtins.listToAttrs entries
    // {
      all = map (entry: entry.value) entries;
      inherit drvAttrs;
    };

  entryOf = outputName: {
    name = outputName;
    value = commonAttrs // {
      outPath = strict.${outputName};
      drvPath = strict.drvPath;
      type = "derivation";
      inherit outputName;
    };
  };

  entries = map entryOf outputs;

in
(builtins.head entries).value
