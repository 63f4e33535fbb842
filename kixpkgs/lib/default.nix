/**
  The library that packages and modules see: the functions of nixpkgs' `lib` that have to do
  with values, text, options and modules, under the same names. All of them are reachable
  by their topic (`lib.strings.hasPrefix`), most of them directly (`lib.hasPrefix`).

  Files are read when the first of their functions is used.
*/
let
  # A plain fixed point: `lib.fixedPoints` lives inside it.
  makeLib =
    overlay:
    let
      plain = base overlay lib;
      lib = plain // overlay lib plain;
    in
    lib;

  base = overlay: lib: {
    trivial = import ./trivial.nix { inherit lib; };
    fixedPoints = import ./fixed-points.nix { inherit lib; };
    attrsets = import ./attrsets.nix { inherit lib; };
    lists = import ./lists.nix { inherit lib; };
    strings = import ./strings.nix { inherit lib; };
    versions = import ./versions.nix { inherit lib; };
    asserts = import ./asserts.nix { inherit lib; };
    debug = import ./debug.nix { inherit lib; };
    generators = import ./generators.nix { inherit lib; };
    cli = import ./cli.nix { inherit lib; };
    gvariant = import ./gvariant.nix { inherit lib; };
    customisation = import ./customisation.nix { inherit lib; };
    filesystem = import ./filesystem.nix { inherit lib; };

    # The module system is part of the program; these files name its functions.
    modules = import ./modules.nix { inherit lib; };
    options = import ./options.nix { inherit lib; };
    types = import ./types.nix { inherit lib; };

    /**
      The library with some functions added or replaced.

      # Type

      ```
      extend :: (final -> prev -> AttrSet) -> lib
      ```
    */
    extend = more: makeLib (lib.fixedPoints.composeExtensions overlay more);

    inherit (lib.trivial)
      id
      const
      pipe
      concat
      "or"
      and
      mul
      div
      xor
      bitAnd
      bitOr
      bitXor
      bitNot
      boolToString
      boolToYesNo
      mergeAttrs
      flip
      defaultTo
      mapNullable
      inNixShell
      isFloat
      min
      max
      importJSON
      importTOML
      warn
      warnIf
      warnIfNot
      throwIf
      throwIfNot
      checkListOfEnum
      info
      showWarnings
      mod
      compare
      splitByAndCompare
      seq
      deepSeq
      lessThan
      add
      sub
      functionArgs
      setFunctionArgs
      isFunction
      toFunction
      mirrorFunctionArgs
      fromHexString
      toHexString
      toBaseDigits
      inPureEvalMode
      isBool
      isInt
      pathExists
      genericClosure
      readFile
      ceil
      floor
      fakeHash
      fakeSha256
      ;

    inherit (lib.fixedPoints)
      fix
      fix'
      converge
      extends
      composeExtensions
      composeManyExtensions
      makeExtensible
      makeExtensibleWithCustomName
      toExtension
      ;

    inherit (lib.attrsets)
      attrByPath
      hasAttrByPath
      setAttrByPath
      getAttrFromPath
      attrVals
      attrNames
      attrValues
      getAttrs
      catAttrs
      filterAttrs
      filterAttrsRecursive
      foldlAttrs
      foldAttrs
      collect
      nameValuePair
      mapAttrs
      mapAttrs'
      mapAttrsToList
      attrsToList
      concatMapAttrs
      mapAttrsRecursive
      mapAttrsRecursiveCond
      mapAttrsToListRecursive
      mapAttrsToListRecursiveCond
      genAttrs
      genAttrs'
      isDerivation
      toDerivation
      optionalAttrs
      zipAttrsWithNames
      zipAttrsWith
      zipAttrs
      recursiveUpdateUntil
      recursiveUpdate
      matchAttrs
      mergeAttrsList
      overrideExisting
      showAttrPath
      getOutput
      getFirstOutput
      getBin
      getLib
      getDev
      getMan
      recurseIntoAttrs
      dontRecurseIntoAttrs
      cartesianProduct
      mapCartesianProduct
      updateManyAttrsByPath
      listToAttrs
      hasAttr
      getAttr
      isAttrs
      intersectAttrs
      removeAttrs
      ;

    inherit (lib.lists)
      singleton
      forEach
      map
      foldr
      fold
      foldl
      foldl'
      imap0
      imap1
      filter
      ifilter0
      concatMap
      flatten
      remove
      findSingle
      findFirst
      any
      all
      count
      optional
      optionals
      toList
      range
      replicate
      partition
      zipListsWith
      zipLists
      reverseList
      listDfs
      toposort
      sort
      sortOn
      naturalSort
      compareLists
      take
      takeEnd
      drop
      dropEnd
      sublist
      last
      init
      crossLists
      unique
      uniqueStrings
      allUnique
      intersectLists
      subtractLists
      mutuallyExclusive
      groupBy
      groupBy'
      concatLists
      genList
      length
      head
      tail
      elem
      elemAt
      isList
      concatAttrValues
      replaceElemAt
      ;

    inherit (lib.strings)
      concatStrings
      concatMapStrings
      concatImapStrings
      stringLength
      substring
      isString
      replaceString
      replaceStrings
      intersperse
      concatStringsSep
      concatMapStringsSep
      concatMapAttrsStringSep
      concatImapStringsSep
      concatLines
      makeSearchPath
      optionalString
      hasInfix
      hasPrefix
      hasSuffix
      join
      stringToCharacters
      stringAsChars
      escape
      escapeShellArg
      escapeShellArgs
      isStorePath
      isStringLike
      isValidPosixName
      toShellVar
      toShellVars
      trim
      trimWith
      escapeRegex
      escapeURL
      escapeXML
      lowerChars
      upperChars
      toLower
      toUpper
      toCamelCase
      toSentenceCase
      typeOf
      addContextFrom
      splitString
      splitStringBy
      removePrefix
      removeSuffix
      versionOlder
      versionAtLeast
      getName
      getVersion
      match
      split
      nameFromURL
      fixedWidthString
      fixedWidthNumber
      toInt
      toIntBase10
      fileContents
      appendContext
      unsafeDiscardStringContext
      ;

    inherit (lib.versions)
      compareVersions
      splitVersion
      ;

    inherit (lib.asserts)
      assertMsg
      assertOneOf
      ;

    inherit (lib.debug)
      trace
      traceIf
      traceVal
      traceValFn
      traceSeq
      traceValSeq
      traceValSeqFn
      runTests
      ;

    inherit (lib.customisation)
      makeOverridable
      callPackageWith
      makeScope
      ;

    inherit (lib.filesystem)
      pathType
      pathIsDirectory
      pathIsRegularFile
      baseNameOf
      dirOf
      isPath
      hashFile
      readDir
      readFileType
      ;

    inherit (lib.modules)
      evalModules
      setDefaultModuleLocation
      mergeDefinitions
      mkIf
      mkAssert
      mkDefinition
      mkMerge
      mkOverride
      mkOptionDefault
      mkDefault
      mkImageMediaOverride
      mkForce
      mkVMOverride
      mkOrder
      mkBefore
      mkAfter
      mkAliasDefinitions
      mkAliasAndWrapDefinitions
      mkRemovedOptionModule
      mkRenamedOptionModule
      mkRenamedOptionModuleWith
      mkMergedOptionModule
      mkChangedOptionModule
      mkAliasOptionModule
      mkDerivedConfig
      doRename
      ;

    inherit (lib.options)
      isOption
      mkEnableOption
      mkSinkUndeclaredOptions
      mergeDefaultOption
      mergeOneOption
      mergeEqualOption
      mergeUniqueOption
      getValues
      getFiles
      optionAttrSetToDocList
      literalExpression
      literalMD
      showOption
      showFiles
      unknownModule
      mkOption
      mkPackageOption
      ;

    inherit (lib.types)
      isType
      setType
      defaultTypeMerge
      defaultFunctor
      isOptionType
      mkOptionType
      ;
  };
in
makeLib (_final: _prev: { })
