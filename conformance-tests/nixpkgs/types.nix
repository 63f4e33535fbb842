/*
  Everything that a lib's option types say of themselves, for comparison: of every type in `lib.types`
  and of types made with every function there. The result is { TYPE.ASPECT = …; }.
*/
{ lib }:
let
  inherit (builtins) attrNames attrValues isAttrs isFunction map;

  t = lib.types;

  # What fails is as good as what comes out, as long as both fail.
  attempt =
    x:
    let
      tried = builtins.tryEval (builtins.deepSeq x x);
    in
    if tried.success then tried.value else "<fails>";

  sub = t.submodule (
    { name, ... }:
    {
      freeformType = t.attrsOf t.int;
      options.a = lib.mkOption { type = t.int; default = 1; description = "d ${name}"; };
      options.b.c = lib.mkOption { type = t.listOf (t.submodule { options.z = lib.mkOption { type = t.str; }; }); };
    }
  );

  made = {
    addCheck = t.addCheck t.int (x: x > 2);
    addCheckOfSubmodule = t.addCheck sub (_: true);
    attrTag = t.attrTag {
      a = lib.mkOption { type = t.int; };
      b = lib.mkOption { type = sub; description = "bb"; };
    };
    attrsOf = t.attrsOf sub;
    attrsWith = t.attrsWith { elemType = sub; placeholder = "x"; };
    attrsWithLazy = t.attrsWith { elemType = t.int; lazy = true; };
    between = t.ints.between 1 3;
    coercedTo = t.coercedTo t.int toString t.str;
    coercedToSubmodule = t.coercedTo (t.listOf t.int) (_: { }) sub;
    deferredModuleWith = t.deferredModuleWith { staticModules = [ { } ]; };
    either = t.either t.int sub;
    enum = t.enum [ "a" 1 null ];
    functionTo = t.functionTo sub;
    lazyAttrsOf = t.lazyAttrsOf sub;
    listOf = t.listOf t.int;
    listOfSubmodule = t.listOf sub;
    nested = t.attrsOf (t.nullOr (t.listOf (t.either t.int sub)));
    nonEmptyListOf = t.nonEmptyListOf t.int;
    nonnegative = t.numbers.nonnegative;
    nullOr = t.nullOr sub;
    numbersBetween = t.numbers.between 1 3.5;
    oneOf = t.oneOf [ t.int t.str (t.listOf t.int) ];
    passwdEntry = t.passwdEntry t.str;
    pathWith = t.pathWith { absolute = true; inStore = false; };
    positive = t.ints.positive;
    s32 = t.ints.s32;
    separatedString = t.separatedString ",";
    strMatching = t.strMatching "a+";
    submodule = sub;
    submoduleWith = t.submoduleWith {
      modules = [ { options.q = lib.mkOption { }; } ];
      shorthandOnlyDefinesConfig = true;
      description = "hey";
      class = "k";
    };
    u8 = t.ints.u8;
    uniq = t.uniq t.int;
    uniqSubmodule = t.uniq sub;
    unique = t.unique { message = "m"; } t.str;
  };

  # Packages need nixpkgs; json and toml contain themselves, so that they cannot be merged with themselves.
  plain = lib.filterAttrs (_: v: v._type or null == "option-type") (
    builtins.removeAttrs t [ "json" "package" "pkgs" "shellPackage" "toml" ]
  );

  values = [
    null true 1 (-1) 1.5 0 "" "a" "aaa" "two words" "a\n" "a\nb" [ ] [ 1 ] [ "a" ] { } { a = 1; } { a = 1; b = 2; } (x: x)
    "/nix/store/x" "/abs" ./types.nix { outPath = "/abs"; } 255 256 65535 65536 4294967295
  ];
  # Without what is a file where one is wanted: that has to exist.
  data = builtins.filter (
    v: !isFunction v && !builtins.isPath v && !(v ? outPath) && !(builtins.isString v && lib.hasPrefix "/" v)
  ) values;

  optionsBelow =
    prefix: options:
    lib.concatLists (
      lib.mapAttrsToList (
        name: v:
        let
          path = prefix ++ [ name ];
        in
        if v._type or null == "option" then
          [
            {
              loc = v.loc or null;
              inherit path;
              description = v.description or null;
              type = v.type.description or null;
              below = optionsBelow path (v.type.getSubOptions path);
            }
          ]
        else if isAttrs v then
          optionsBelow path v
        else
          [ path ]
      ) (builtins.removeAttrs options [ "_module" ])
    );

  merged =
    type: definitions:
    attempt (
      let
        inherit (lib.mergeDefinitions [ "o" ] type definitions) mergedValue;
      in
      if isFunction mergedValue then "<function>" else mergedValue
    );

  aspects = name: type: {
    inherit (type) name;
    attributes = attrNames type;
    description = attempt type.description;
    descriptionClass = type.descriptionClass or "<none>";
    deprecationMessage = type.deprecationMessage or null;
    emptyValue = attempt (attrNames type.emptyValue ++ [ (type.emptyValue.value or "none") ]);
    nestedTypes = attempt (lib.mapAttrs (_: x: x.description or "an option") type.nestedTypes);
    functor = attempt (attrNames type.functor);
    functorName = attempt type.functor.name;
    payload = attempt (
      let
        payload = type.functor.payload or null;
      in
      if isAttrs payload then attrNames payload else builtins.typeOf payload
    );
    wrapped = attempt (
      let
        wrapped = type.functor.wrapped or null;
      in
      if wrapped == null then null else wrapped.name or (map (x: x.name) wrapped)
    );
    hasSubModules = attempt (type.getSubModules != null);
    subOptions = attempt (if name == "optionType" then null else optionsBelow [ "x" ] (type.getSubOptions [ "x" ]));
    withOtherSubModules = attempt (
      if type.getSubModules == null then
        null
      else
        (type.substSubModules [ { options.n = lib.mkOption { type = t.int; }; } ]).description
    );
    checks = map (v: attempt (type.check v)) values;
    checksWhileMerging = attempt (type.merge ? v2);
    mergedWith = map (
      other: attempt (let m = type.typeMerge other.functor; in if m == null then null else [ m.name m.description ])
    ) (attrValues made ++ [ type ]);
    one = map (value: merged type [ { file = "f"; inherit value; } ]) data;
    two = map (value: merged type [ { file = "f"; inherit value; } { file = "g"; inherit value; } ]) data;
    valueMeta = map (
      value:
      if attempt (type.check value) == true then
        attempt (attrNames (lib.mergeDefinitions [ "o" ] type [ { file = "f"; inherit value; } ]).checkedAndMerged.valueMeta)
      else
        null
    ) data;
    inside = map (around: attempt (around type).description) [
      t.attrsOf
      t.listOf
      t.nullOr
      (x: t.either x (t.either t.int x))
      (x: t.coercedTo x (v: v) x)
    ];
  };
in
lib.mapAttrs aspects (plain // made)
