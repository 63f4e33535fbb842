/**
  Looking at values while they are evaluated, and tests.
*/
{ lib }:
rec {
  inherit (builtins) addErrorContext trace unsafeGetAttrPos;

  /**
    Prints a message when the condition holds, and gives back the last argument.
  */
  traceIf = condition: message: x: if condition then builtins.trace message x else x;

  /**
    Prints a function of the value, and gives back the value.
  */
  traceValFn = f: x: builtins.trace (f x) x;

  /**
    Prints the value, and gives it back.
  */
  traceVal = traceValFn lib.id;

  /**
    Prints the first argument, evaluated to its end, and gives back the second.
  */
  traceSeq = x: y: builtins.trace (builtins.deepSeq x x) y;

  /**
    Prints a function of the value, evaluated to its end, and gives back the value.
  */
  traceValSeqFn = f: v: traceValFn f (builtins.deepSeq v v);

  /**
    Prints the value, evaluated to its end, and gives it back.
  */
  traceValSeq = traceValSeqFn lib.id;

  /**
    As `traceSeq`, evaluated and printed to a depth only; `…` stands for what lies deeper.

    # Type

    ```
    traceSeqN :: Int -> a -> b -> b
    ```
  */
  traceSeqN =
    depth: x: y:
    let
      sign = text: value: {
        __pretty = _value: text;
        val = value;
      };
      cut =
        depth: value:
        if builtins.isList value then
          if depth == 0 then sign "[…]" value else map (cut (depth - 1)) value
        else if builtins.isAttrs value then
          if depth == 0 then sign "{…}" value else lib.mapAttrs (_name: cut (depth - 1)) value
        else
          value;
    in
    builtins.trace (lib.generators.toPretty { allowPrettyValues = true; } (cut depth x)) y;

  /**
    Prints a function of the value to a depth, and gives back the value.
  */
  traceValSeqNFn =
    f: depth: v:
    traceSeqN depth (f v) v;

  /**
    Prints the value to a depth, and gives it back.
  */
  traceValSeqN = traceValSeqNFn lib.id;

  /**
    A function that prints its name, its argument and its result, both to a depth.

    # Type

    ```
    traceFnSeqN :: Int -> String -> (a -> b) -> a -> b
    ```
  */
  traceFnSeqN =
    depth: name: f: v:
    let
      result = f v;
    in
    traceSeqN (depth + 1) {
      fn = name;
      from = v;
      to = result;
    } result;

  /**
    A test, for `runTests`, that every element of a list is true.
  */
  testAllTrue = expr: {
    inherit expr;
    expected = map (_x: true) expr;
  };

  /**
    Null when no test of `runTests` failed; else prints what failed and fails.

    # Type

    ```
    throwTestFailures :: { failures :: [AttrSet]; description ? :: String; ... } -> Null
    ```
  */
  throwTestFailures =
    {
      failures,
      description ? "tests",
      ...
    }:
    let
      # Without context: a message must not have anything built.
      shown =
        value: builtins.unsafeDiscardStringContext (lib.generators.toPretty { allowPrettyValues = true; } value);
      report = failure: ''
        FAIL ${shown failure.name}:
        Expected:
        ${shown failure.expected}

        Result:
        ${shown failure.result}
      '';
      printed = lib.foldl' (_done: failure: traceVal (report failure)) null failures;
      names = lib.concatMapStringsSep "\n- " (failure: failure.name) failures;
    in
    if failures == [ ] then
      null
    else
      builtins.seq printed (
        throw "${toString (builtins.length failures)} ${description} failed:\n- ${names}\n\n${builtins.toJSON failures}"
      );

  /**
    Runs tests `{ testNAME = { expr; expected; }; }` and gives those that fail, as
    `{ name; expected; result; }`. With `tests = [ … ]` only those are run.

    # Type

    ```
    runTests :: AttrSet -> [AttrSet]
    ```
  */
  runTests =
    tests:
    let
      chosen = tests.tests or null;
      isTest = name: if chosen != null then lib.elem name chosen else lib.hasPrefix "test" name;
    in
    lib.concatLists (
      lib.mapAttrsToList (
        name: test:
        lib.optional (isTest name && test.expr != test.expected) {
          inherit name;
          inherit (test) expected;
          result = test.expr;
        }
      ) tests
    );
}
