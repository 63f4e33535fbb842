/**
  Structural schemas of custom resources, written briefly: `kix.schema.object { "host!" = string; port = integer; }`.
  They are what the API server validates, prunes and defaults by, so a place that is not described in full says `open`.
*/
{ lib }:
let
  inherit (lib) hasSuffix removeSuffix;
in
rec {
  /**
    A text, a whole number, a number, a flag.
  */
  string.type = "string";
  integer.type = "integer";
  number.type = "number";
  boolean.type = "boolean";

  /**
    A port's number or name, a percentage or a count.
  */
  intOrString.x-kubernetes-int-or-string = true;

  /**
    Any value at all.
  */
  any.x-kubernetes-preserve-unknown-fields = true;

  /**
    An object of which nothing is said: every field is kept as it is.
  */
  open = {
    type = "object";
    x-kubernetes-preserve-unknown-fields = true;
  };

  /**
    A text out of a list.

    # Type

    ```
    enum :: [String] -> Schema
    ```
  */
  enum = values: string // { enum = values; };

  /**
    A text that matches a regular expression of RE2.

    # Type

    ```
    matching :: String -> Schema
    ```
  */
  matching = pattern: string // { inherit pattern; };

  /**
    A time span as Go writes it: `1h30m`.
  */
  duration = matching "^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$";

  /**
    A time span as Prometheus writes it: `1d12h`.
  */
  promDuration = matching "^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$";

  /**
    A list.

    # Type

    ```
    listOf :: Schema -> Schema
    ```
  */
  listOf = items: {
    type = "array";
    inherit items;
  };

  /**
    Any keys, values of one kind.

    # Type

    ```
    mapOf :: Schema -> Schema
    ```
  */
  mapOf = value: {
    type = "object";
    additionalProperties = value;
  };

  /**
    An object with these fields and no others. A name that ends in `!` must be given.

    # Type

    ```
    object :: AttrSet -> Schema
    ```
  */
  object =
    fields:
    let
      names = builtins.attrNames fields;
      required = map (removeSuffix "!") (builtins.filter (hasSuffix "!") names);
    in
    {
      type = "object";
      properties = lib.mapAttrs' (name: value: {
        name = removeSuffix "!" name;
        inherit value;
      }) fields;
    }
    // lib.optionalAttrs (required != [ ]) { inherit required; };

  /**
    An object of which these fields are described, and which may have more.

    # Type

    ```
    openObject :: AttrSet -> Schema
    ```
  */
  openObject = fields: object fields // { x-kubernetes-preserve-unknown-fields = true; };

  /**
    A key of a Secret or ConfigMap of the same namespace, as in a container's `env`.
  */
  keySelector = object {
    "key!" = string;
    name = string;
    optional = boolean;
  };

  /**
    A selector of objects by their labels.
  */
  labelSelector = object {
    matchLabels = mapOf string;
    matchExpressions = listOf (object {
      "key!" = string;
      "operator!" = string;
      values = listOf string;
    });
  };

  /**
    A column that `kubectl get` prints.

    # Type

    ```
    column :: String -> String -> AttrSet
    ```
  */
  column = name: jsonPath: {
    inherit name jsonPath;
    type = "string";
  };

  /**
    The column that says how old something is.
  */
  age = {
    name = "Age";
    type = "date";
    jsonPath = ".metadata.creationTimestamp";
  };
}
