/**
  Questions about systems.

  A pattern is a set of attributes that the parts of a system have, or a list of such sets, of
  which one has to fit. Predicates are patterns as functions.
*/
{ lib }:
let
  inherit (lib) mapAttrs;
  inherit (lib.systems.parse)
    cpuTypes
    execFormats
    kernelFamilies
    kernels
    significantBytes
    ;

  # Functions in a pattern could not be compared.
  abis = mapAttrs (_name: abi: removeAttrs abi [ "assertions" ]) lib.systems.parse.abis;

  family = family: { cpu = { inherit family; }; };
  cpu = family: bits: { cpu = { inherit family bits; }; };
  kernel = name: { kernel = kernels.${name}; };
  ofFamily = name: { kernel.families.${name} = kernelFamilies.${name}; };
  anyAbi = map (name: { abi = abis.${name}; });
  format = name: { kernel.execFormat = execFormats.${name}; };
in
rec {
  /** Patterns for the parts of a system (`platform.parsed`). */
  patterns = rec {
    isi686.cpu = cpuTypes.i686;
    isx86_32 = cpu "x86" 32;
    isx86_64 = cpu "x86" 64;
    isx86 = family "x86";
    isAarch32 = cpu "arm" 32;
    isAarch64 = cpu "arm" 64;
    isAarch = family "arm";
    isArmv7 = map (cpu: { cpu = { inherit (cpu) arch; }; }) (
      lib.filter (cpu: lib.hasPrefix "armv7" cpu.arch or "") (lib.attrValues cpuTypes)
    );
    isPower = family "power";
    isPower64 = cpu "power" 64;
    isMicroBlaze = family "microblaze";
    isMips = family "mips";
    isMips32 = cpu "mips" 32;
    isMips64 = cpu "mips" 64;
    isMips64n32 = cpu "mips" 64 // { abi.abi = "n32"; };
    isMips64n64 = cpu "mips" 64 // { abi.abi = "64"; };
    isMmix = family "mmix";
    isRiscV = family "riscv";
    isRiscV32 = cpu "riscv" 32;
    isRiscV64 = cpu "riscv" 64;
    isRx = family "rx";
    isSparc = family "sparc";
    isSparc64 = cpu "sparc" 64;
    isWasm = family "wasm";
    isMsp430 = family "msp430";
    isVc4 = family "vc4";
    isAvr = family "avr";
    isAlpha = family "alpha";
    isOr1k = family "or1k";
    isM68k = family "m68k";
    isArc = family "arc";
    isSh4 = family "sh";
    isS390 = family "s390";
    isS390x = cpu "s390" 64;
    isLoongArch64 = cpu "loongarch" 64;
    isJavaScript.cpu = cpuTypes.javascript;

    is32bit.cpu.bits = 32;
    is64bit.cpu.bits = 64;
    isILP32 = [
      (cpu "wasm" 32)
    ]
    ++ map (abi: { abi = { inherit abi; }; }) [
      "n32"
      "ilp32"
      "x32"
    ];
    isBigEndian.cpu.significantByte = significantBytes.bigEndian;
    isLittleEndian.cpu.significantByte = significantBytes.littleEndian;

    isBSD = ofFamily "bsd";
    isDarwin = ofFamily "darwin";
    isUnix = [
      isBSD
      isDarwin
      isLinux
      isSunOS
      isCygwin
      isRedox
    ];
    isMacOS = kernel "macos";
    isiOS = kernel "ios";
    isLinux = kernel "linux";
    isSunOS = kernel "solaris";
    isFreeBSD.kernel.name = "freebsd";
    isNetBSD = kernel "netbsd";
    isOpenBSD = kernel "openbsd";
    isWindows = kernel "windows";
    isCygwin = kernel "cygwin";
    isMinGW = isWindows // { abi = abis.gnu; };
    isMsvc = isWindows // { abi = abis.msvc; };
    isWasi = kernel "wasi";
    isRedox = kernel "redox";
    isGhcjs = kernel "ghcjs";
    isGenode = kernel "genode";
    isNone = kernel "none";
    isUefi = [ (kernel "uefi") ];

    isAndroid = anyAbi [
      "android"
      "androideabi"
    ];
    isGnu = anyAbi [
      "gnuabi64"
      "gnuabin32"
      "gnu"
      "gnueabi"
      "gnueabihf"
      "gnuabielfv1"
      "gnuabielfv2"
    ];
    isMusl = anyAbi [
      "musl"
      "musleabi"
      "musleabihf"
      "muslabin32"
      "muslabi64"
    ];
    isUClibc = anyAbi [
      "uclibc"
      "uclibceabi"
      "uclibceabihf"
    ];
    isEabi.abi.eabi = true;
    isAbiElfv1.abi.abi = "elfv1";
    # musl has never had the other one.
    isAbiElfv2 = [
      { abi.abi = "elfv2"; }
      (isPower64 // { abi.name = "musl"; })
    ];

    # Machines that may boot through EFI
    isEfi =
      map
        (version: {
          cpu = {
            family = "arm";
            inherit version;
          };
        })
        [
          "6"
          "7"
          "8"
        ]
      ++ map family [
        "riscv"
        "x86"
        "loongarch"
      ];

    isElf = format "elf";
    isMacho = format "macho";
    isPE = format "pe";
  };

  /**
    The pattern that fits where both do; fails when they contradict each other.

    # Type

    ```
    patternLogicalAnd :: Pattern -> Pattern -> Pattern
    ```
  */
  patternLogicalAnd =
    a: b:
    let
      # True stops the merge: nothing below is in both.
      isDone =
        path: x: y:
        builtins.intersectAttrs x y == { }
        || x == y
        || throw "pattern conflict at path ${toString path}:\n  ${builtins.toJSON x}\n  ${builtins.toJSON y}\n";
    in
    lib.concatMap (x: map (lib.recursiveUpdateUntil isDone x) (lib.toList b)) (lib.toList a);

  /** Whether a pattern fits, as a function of the parts of a system. */
  matchAnyAttrs =
    pattern:
    if lib.isList pattern then parts: lib.any (one: lib.matchAttrs one parts) pattern else lib.matchAttrs pattern;

  predicates = mapAttrs (_name: matchAnyAttrs) patterns;

  /** Patterns for whole platforms, as `elaborate` makes them. */
  platformPatterns = mapAttrs (_name: pattern: { parsed = { }; } // pattern) {
    isStatic.isStatic = true;
  };
}
