/**
  Assertions that say what went wrong.
*/
{ lib }:
rec {
  /**
    True, or a failure with a message; for use behind `assert`.

    # Type

    ```
    assertMsg :: Bool -> String -> Bool
    ```

    # Example

    ```nix
    assert lib.assertMsg (replicas > 0) "at least one replica is needed"; replicas
    ```
  */
  assertMsg = condition: message: condition || throw message;

  /**
    True when the value is one of those allowed, else a failure that names them.

    # Type

    ```
    assertOneOf :: String -> a -> [a] -> Bool
    ```
  */
  assertOneOf =
    name: value: allowed:
    assertMsg (lib.elem value allowed)
      "${name} must be one of ${lib.generators.toPretty { } allowed}, but is: ${lib.generators.toPretty { } value}";

  /**
    True when each element is one of those allowed, else a failure that names the first that
    is not.
  */
  assertEachOneOf =
    name: values: allowed:
    assertMsg (lib.all (value: lib.elem value allowed) values)
      "each element in ${name} must be one of ${lib.generators.toPretty { } allowed}, but is: ${lib.generators.toPretty { } values}";

  /**
    The value when all assertions of a list hold, else a failure with the messages of those
    that do not.

    # Type

    ```
    checkAssertWarn :: [{ assertion :: Bool; message :: String; }] -> [String] -> a -> a
    ```
  */
  checkAssertWarn =
    assertions: warnings: value:
    let
      failed = map (a: a.message) (lib.filter (a: !a.assertion) assertions);
    in
    if failed != [ ] then
      throw "\nFailed assertions:\n${lib.concatStringsSep "\n" (map (message: "- ${message}") failed)}"
    else
      lib.showWarnings warnings value;
}
