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
    derivations = import ./derivations.nix { inherit lib; };
    meta = import ./meta.nix { inherit lib; };
    licenses = import ./licenses.nix { inherit lib; };
    sourceTypes = import ./source-types.nix { inherit lib; };
    systems = import ./systems/default.nix { inherit lib; };
    platforms = lib.systems.doubles;
    stringsWithDeps = import ./strings-with-deps.nix { inherit lib; };
    network = import ./network.nix { inherit lib; };
    kernel = import ./kernel.nix { inherit lib; };
    fetchers = import ./fetchers.nix { inherit lib; };
    flakes = import ./flakes.nix { inherit lib; };
    misc = import ./misc.nix { inherit lib; };

    # Who maintains packages of nixpkgs is data of nixpkgs: nobody here, so that `lib.maintainers.NAME or …` and
    # functions over all of them work.
    maintainers = { };
    teams = { };

    # Files and folders.
    path = import ./path.nix { inherit lib; };
    filesystem = import ./filesystem.nix { inherit lib; };
    fileset = import ./fileset.nix { inherit lib; };
    sources = import ./sources.nix { inherit lib; };

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

    inherit (builtins)
      convertHash
      fromJSON
      fromTOML
      getContext
      hasContext
      hashString
      parseDrvName
      placeholder
      toFile
      toJSON
      toString
      toXML
      tryEval
      ;

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
      fakeSha512
      isInOldestRelease
      nixpkgsVersion
      oldestSupportedReleaseIsAtLeast
      version
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
      getStatic
      getInclude
      chooseDevOutputs
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
      makeSearchPathOutput
      makeLibraryPath
      makeIncludePath
      makeBinPath
      cmakeOptionType
      cmakeBool
      cmakeFeature
      mesonOption
      mesonBool
      mesonEnable
      enableFeature
      enableFeatureAs
      withFeature
      withFeatureAs
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
      traceSeqN
      traceValSeqN
      traceValSeqNFn
      traceFnSeqN
      addErrorContext
      unsafeGetAttrPos
      runTests
      testAllTrue
      ;

    inherit (lib.customisation)
      makeOverridable
      overrideDerivation
      extendDerivation
      callPackageWith
      callPackagesWith
      hydraJob
      makeScope
      makeScopeWithSplicing
      makeScopeWithSplicing'
      extendMkDerivation
      renameCrossIndexFrom
      renameCrossIndexTo
      mapCrossIndex
      ;

    inherit (lib.derivations)
      lazyDerivation
      optionalDrvAttr
      warnOnInstantiate
      addDrvOutputDependencies
      unsafeDiscardOutputDependency
      ;

    inherit (lib.generators) mkLuaInline;

    inherit (lib.meta)
      addMetaAttrs
      dontDistribute
      setName
      updateName
      appendToName
      mapDerivationAttrset
      setPrio
      lowPrio
      lowPrioSet
      hiPrio
      hiPrioSet
      licensesSpdx
      getLicenseFromSpdxId
      getLicenseFromSpdxIdOr
      getExe
      getExe'
      ;

    inherit (lib.stringsWithDeps)
      textClosureList
      textClosureMap
      noDepEntry
      fullDepEntry
      packEntry
      stringAfter
      ;

    inherit (lib.network.ipv6) mkEUI64Suffix;

    inherit (lib.flakes) parseFlakeRef flakeRefToString;

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
      packagesFromDirectoryRecursive
      ;

    inherit (lib.sources)
      cleanSourceFilter
      cleanSource
      cleanSourceWith
      sourceByRegex
      sourceFilesBySuffices
      commitIdFromGitRepo
      pathHasContext
      canCleanSource
      pathIsGitRepo
      revOrTag
      repoRevToName
      filterSource
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
      mkAliasOptionModuleMD
      mkDerivedConfig
      mkFixStrictness
      doRename
      fixMergeModules
      mergeModules
      mergeModules'
      mergeOptionDecls
      unifyModuleSyntax
      applyModuleArgsIfFunction
      pushDownProperties
      dischargeProperties
      filterOverrides
      sortProperties
      fixupOptionType
      evalOptionValue
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
      optionAttrSetToDocList'
      scrubOptionValue
      showOptionWithDefLocs
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

    inherit (lib.misc)
      maybeEnv
      defaultMergeArg
      defaultMerge
      foldArgs
      maybeAttrNullable
      maybeAttr
      ifEnable
      checkFlag
      getValue
      checkReqs
      uniqList
      uniqListExt
      condConcat
      lazyGenericClosure
      innerModifySumArgs
      modifySumArgs
      innerClosePropagation
      closePropagation
      nvs
      setAttr
      setAttrMerge
      mergeAttrsWithFunc
      mergeAttrsConcatenateValues
      mergeAttrsNoOverride
      mergeAttrByFunc
      mergeAttrsByFuncDefaults
      mergeAttrsByFuncDefaultsClean
      mergeAttrBy
      nixType
      imap
      ;
  };
in
makeLib (_final: _prev: { })
