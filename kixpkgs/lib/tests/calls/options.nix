/*
  Options of types and with definitions put together by chance: everything that the module
  system says of them.
*/
{ lib, chance, attempt }:
with chance;
let
  inherit (builtins) genList map;

  t = lib.types;
  letters = pick [ "a" "b" "abc" "two words" "" ];
  # A type and values of it.
  typed = type: value: always { inherit type value; };
  simpleType = oneOf [
    (typed t.bool bool)
    (typed t.boolByOr bool)
    (typed t.int int)
    (typed t.float float)
    (typed t.number (oneOf [ int float ]))
    (typed t.str letters)
    (typed t.singleLineStr letters)
    (typed t.nonEmptyStr letters)
    (typed t.lines letters)
    (typed t.commas letters)
    (typed t.attrs (setNamedBy plainName int))
    (typed t.raw anything)
    (typed t.anything (setNamedBy plainName (value 1)))
    (typed t.unspecified (listUpTo 2 int))
    (typed t.port (pick [ 80 65535 65536 ]))
    (typed t.ints.positive (pick [ 0 1 2 ]))
    (typed t.ints.unsigned (pick [ 0 1 (-1) ]))
    (typed t.ints.u8 (pick [ 0 255 256 ]))
    (typed t.ints.s16 (pick [ (-32768) 32768 1 ]))
    (typed (t.ints.between 1 10) (pick [ 1 10 11 ]))
    (typed (t.numbers.between 0.5 3) (pick [ 1 0.5 4 ]))
    (typed (t.strMatching "[a-z]+") letters)
    (typed (t.separatedString ":") letters)
    (typed (t.enum [ "a" "b" 1 true ]) (pick [ "a" "b" 1 true "c" ]))
    (typed (t.addCheck t.int (x: x > 2)) smallInt)
  ];
  type =
    depth:
    if depth == 0 then
      simpleType
    else
      let
        inner = type (depth - 1);
        around = change: values: key: let made = inner key; in { type = change made.type; value = values made.value; };
        options = made: { options.a = lib.mkOption { inherit (made) type; }; options.b = lib.mkOption { default = 1; }; };
      in
      oneOf [
        inner
        (around t.nullOr (v: oneOf [ (always null) v v ]))
        (around t.listOf (listUpTo 2))
        (around t.nonEmptyListOf (listUpTo 2))
        (around t.attrsOf (setNamedBy plainName))
        (around t.lazyAttrsOf (setNamedBy plainName))
        (around t.uniq (v: v))
        (around (t.coercedTo t.int toString) (v: oneOf [ int v ]))
        (around (made: t.submodule (options { type = made; })) (v: oneOf [ (record { a = v; }) (record { a = v; b = int; }) (record { b = int; c = v; }) ]))
        (around (made: t.submodule { freeformType = t.attrsOf made; }) (setNamedBy plainName))
        (around (made: t.attrTag { a = lib.mkOption { type = made; }; b = lib.mkOption { type = t.int; }; }) (v: oneOf [ (record { a = v; }) (record { b = int; }) ]))
        (key: let l = inner "${key}l"; r = inner "${key}r"; in { type = t.either l.type r.type; value = oneOf [ l.value r.value ]; })
        (key: let l = inner "${key}l"; r = inner "${key}r"; in { type = t.oneOf [ l.type r.type t.int ]; value = oneOf [ l.value r.value int ]; })
      ];
  property = oneOf [
    (always (x: x))
    (always (x: x))
    (always lib.mkForce)
    (always lib.mkDefault)
    (key: lib.mkIf (bool key))
    (always (x: lib.mkMerge [ x (lib.mkDefault x) ]))
  ];
  optionFacts =
    key:
    let
      made = type 2 "${key}type";
      chosen = made.type;
      # Now and then a value of another type.
      any = oneOf [ made.value made.value made.value made.value made.value (oneOf [ int letters bool (setNamedBy plainName int) ]) ];
      definitions = genList (i: {
        x = property "${key}p${toString i}" (any "${key}${toString i}");
      }) (1 + draw "${key}n" 2);
      evaluation = lib.evalModules {
        modules = [ { options.x = lib.mkOption { type = chosen; }; } ] ++ map (config: { inherit config; }) definitions;
      };
    in
    {
      inherit (chosen) name description;
      descriptionClass = chosen.descriptionClass or null;
      check = attempt (chosen.check (any "${key}check"));
      value = attempt evaluation.config.x;
      priority = attempt (evaluation.options.x.highestPrio or null);
      defined = attempt (map (d: d.value) evaluation.options.x.definitionsWithLocations);
      doubled = attempt (
        (lib.evalModules {
          modules = [
            { options.x = lib.mkOption { type = chosen; }; }
            { options.x = lib.mkOption { inherit (type (pick [ 1 2 2 2 ] "${key}depth") "${key}type") type; }; }
            (builtins.head definitions)
          ];
        }).config.x
      );
    };
in
optionFacts
