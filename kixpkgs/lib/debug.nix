/**
  Looking at values while they are evaluated, and tests.
*/
{ lib }:
rec {
  inherit (builtins) trace;

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
