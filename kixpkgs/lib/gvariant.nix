/**
  Values in the text format of GVariant, as dconf reads them:
  https://docs.gtk.org/glib/gvariant-text-format.html
*/
{ lib }:
let
  inherit (lib) concatMapStringsSep escape replaceStrings;

  # A value of a GVariant type, with the function that writes it.
  make = type: value: write: {
    _type = "gvariant";
    inherit type value;
    __toString = self: write self;
  };

  annotated = type: value: make type value (self: "@${self.type} ${toString self.value}");

  joined = concatMapStringsSep "," toString;

  type = {
    boolean = "b";
    uchar = "y";
    int16 = "n";
    uint16 = "q";
    int32 = "i";
    uint32 = "u";
    int64 = "x";
    uint64 = "t";
    double = "d";
    string = "s";
    variant = "v";
    arrayOf = element: "a" + element;
    maybeOf = element: "m" + element;
    tupleOf = elements: "(" + builtins.concatStringsSep "" elements + ")";
    dictionaryEntryOf = key: value: "{" + key + value + "}";
  };

  integer = name: of: min: max: {
    inherit name min max;
    type = of;
  };
in
rec {
  inherit type;

  /** The functions that make integers, the commonest first, with the numbers each can hold. */
  intConstructors = [
    (integer "mkInt32" type.int32 (-2147483648) 2147483647)
    (integer "mkUint32" type.uint32 0 4294967295)
    (integer "mkInt64" type.int64 null null)
    (integer "mkUint64" type.uint64 0 null)
    (integer "mkInt16" type.int16 (-32768) 32767)
    (integer "mkUint16" type.uint16 0 65535)
    (integer "mkUchar" type.uchar 0 255)
  ];

  /** Whether a value was made by one of these functions. */
  isGVariant = value: (value._type or "") == "gvariant";

  /**
    The GVariant value for a value of the language. Integers and sets have none that is certain:
    they must be made by the function meant.
  */
  mkValue =
    value:
    let
      fits = { min, max, ... }: (min == null || min <= value) && (max == null || value <= max);
      choice = { name, type, ... }: "- `lib.gvariant.${name}` for `${type}`";
      of = {
        bool = mkBoolean value;
        float = mkDouble value;
        string = mkString value;
        list = mkArray value;
        int = throw ''
          The GVariant type for number “${toString value}” is unclear.
          Please wrap the value with one of the following, depending on the value type in GSettings schema:

          ${concatMapStringsSep "\n" choice (builtins.filter fits intConstructors)}
        '';
        set =
          if isGVariant value then
            value
          else
            throw "Cannot construct GVariant value from an attribute set. If you want to construct a dictionary, you will need to create an array containing items constructed with `lib.gvariant.mkDictionaryEntry`.";
      };
      kind = builtins.typeOf value;
    in
    of.${kind} or (throw "The GVariant type of “${kind}” can't be inferred.");

  /** An array; all elements must be of one type, and there must be one. */
  mkArray =
    elements:
    let
      values =
        if elements == [ ] then throw "Please create empty array with mkEmptyArray." else map mkValue elements;
      first = (builtins.head values).type;
      of =
        if builtins.all (value: value.type == first) values then
          first
        else
          throw "Elements in a list should have same type.";
    in
    make (type.arrayOf of) values (self: "@${self.type} [${joined self.value}]");

  /** An array of a type without elements. */
  mkEmptyArray = element: make (type.arrayOf element) [ ] (self: "@${self.type} []");

  /** A value that carries its type: what arrays of different types are made of. */
  mkVariant = value: make type.variant (mkValue value) (self: "<${toString self.value}>");

  /** One entry of a dictionary, which is an array of them. */
  mkDictionaryEntry =
    name: value:
    let
      key = mkValue name;
      content = mkValue value;
    in
    make (type.dictionaryEntryOf key.type content.type) { inherit name value; } (
      self: "@${self.type} {${key},${content}}"
    );

  /** A value that may be missing, which `null` says. */
  mkMaybe =
    element: value:
    make (type.maybeOf element) value (
      self: if self.value == null then "@${self.type} nothing" else "just ${toString self.value}"
    );

  /** A missing value of a type. */
  mkNothing = element: mkMaybe element null;

  /** A value that could be missing and is not. */
  mkJust =
    value:
    let
      content = mkValue value;
    in
    mkMaybe content.type content;

  /** A tuple: elements of different types. */
  mkTuple =
    elements:
    let
      values = map mkValue elements;
    in
    make (type.tupleOf (map (value: value.type) values)) values (self: "@${self.type} (${joined self.value})");

  /** A Boolean. */
  mkBoolean = value: make type.boolean value (self: if self.value then "true" else "false");

  /** Text. */
  mkString =
    value:
    make type.string value (
      self: "'" + replaceStrings [ "\n" ] [ "\\n" ] (escape [ "'" "\\" ] self.value) + "'"
    );

  /** The path of an object on a bus. */
  mkObjectpath = value: make type.string value (self: "objectpath '${escape [ "'" ] self.value}'");

  /** A byte. */
  mkUchar = annotated type.uchar;

  /** A signed integer of 16 bits. */
  mkInt16 = annotated type.int16;

  /** An unsigned integer of 16 bits. */
  mkUint16 = annotated type.uint16;

  /** A signed integer of 32 bits: what a bare number is. */
  mkInt32 = value: make type.int32 value (self: toString self.value);

  /** An unsigned integer of 32 bits. */
  mkUint32 = annotated type.uint32;

  /** A signed integer of 64 bits. */
  mkInt64 = annotated type.int64;

  /** An unsigned integer of 64 bits. */
  mkUint64 = annotated type.uint64;

  /** A floating point number. */
  mkDouble = value: make type.double value (self: toString self.value);
}
