/**
  Names of systems and what they are made of: CPU, vendor, kernel and ABI. Each part is a set
  with `_type` and `name`.

  Two forms are read: doubles, as Nix writes them (`x86_64-linux`), and the tuples of
  compilers (`x86_64-unknown-linux-gnu`).
*/
{ lib }:
let
  inherit (lib)
    attrValues
    concatStringsSep
    elemAt
    genAttrs
    hasPrefix
    mapAttrs
    mergeOneOption
    ;
  inherit (lib.types) enum mkOptionType;
  inherit (lib.systems.inspect.predicates)
    isAarch32
    isBigEndian
    isCygwin
    isDarwin
    isLinux
    isPower64
    isWindows
    ;

  open =
    name: description: check:
    mkOptionType {
      inherit name description check;
      merge = mergeOneOption;
    };
  anything = _value: true;

  # The members of an open type: each gets its name, unless it brings one.
  members =
    type:
    mapAttrs (
      name: facts:
      let
        value = { inherit name; } // facts;
      in
      assert type.check value;
      lib.setType type.name value
    );

  plain = names: genAttrs names (_name: { });
in
rec {
  /** The types of the parts. Open types describe a part, the others list those that are known. */
  types = {
    openSignificantByte = open "significant-byte" "Endianness" anything;
    significantByte = enum (attrValues significantBytes);

    bitWidth = enum [
      8
      16
      32
      64
      128
    ];

    # The order of bytes means nothing when there is one.
    openCpuType = open "cpu-type" "instruction set architecture name and information" (
      cpu:
      types.bitWidth.check cpu.bits
      && (if cpu.bits > 8 then types.significantByte.check cpu.significantByte else !(cpu ? significantByte))
    );
    cpuType = enum (attrValues cpuTypes);

    openVendor = open "vendor" "vendor for the platform" anything;
    vendor = enum (attrValues vendors);

    openExecFormat = open "exec-format" "executable container used by the kernel" anything;
    execFormat = enum (attrValues execFormats);

    openKernelFamily = open "exec-format" "executable container used by the kernel" anything;
    kernelFamily = enum (attrValues kernelFamilies);

    openKernel = open "kernel" "kernel name and information" (
      kernel:
      types.execFormat.check kernel.execFormat && lib.all types.kernelFamily.check (attrValues kernel.families)
    );
    kernel = enum (attrValues kernels);

    openAbi = open "abi" "binary interface for compiled code and syscalls" anything;
    abi = enum (attrValues abis);

    parsedPlatform = open "system" "fully parsed representation of llvm- or nix-style platform tuple" (
      {
        cpu,
        vendor,
        kernel,
        abi,
      }:
      types.cpuType.check cpu && types.vendor.check vendor && types.kernel.check kernel && types.abi.check abi
    );
  };

  significantBytes = members types.openSignificantByte (plain [
    "bigEndian"
    "littleEndian"
  ]);

  cpuTypes =
    let
      cpu = significantByte: bits: family: { inherit bits significantByte family; };
      little = cpu significantBytes.littleEndian;
      big = cpu significantBytes.bigEndian;
      arm = version: arch: little 32 "arm" // { inherit version arch; };
      arm64 = cpu: cpu 64 "arm" // { version = "8"; arch = "armv8-a"; };
      x86 = arch: little 32 "x86" // { inherit arch; };
      known = members types.openCpuType {
        arm = little 32 "arm";
        armv5tel = arm "5" "armv5t";
        armv6m = arm "6" "armv6-m";
        armv6l = arm "6" "armv6";
        armv7a = arm "7" "armv7-a";
        armv7r = arm "7" "armv7-r";
        armv7m = arm "7" "armv7-m";
        armv7l = arm "7" "armv7";
        armv8a = arm "8" "armv8-a";
        armv8r = arm "8" "armv8-a";
        armv8m = arm "8" "armv8-m";
        aarch64 = arm64 little;
        aarch64_be = arm64 big;

        i386 = x86 "i386";
        i486 = x86 "i486";
        i586 = x86 "i586";
        i686 = x86 "i686";
        x86_64 = little 64 "x86" // {
          arch = "x86-64";
        };

        microblaze = big 32 "microblaze";
        microblazeel = little 32 "microblaze";
        mips = big 32 "mips";
        mipsel = little 32 "mips";
        mips64 = big 64 "mips";
        mips64el = little 64 "mips";
        mmix = big 64 "mmix";
        m68k = big 32 "m68k";
        sh4 = little 32 "sh";
        powerpc = big 32 "power";
        powerpc64 = big 64 "power";
        powerpc64le = little 64 "power";
        powerpcle = little 32 "power";
        riscv32 = little 32 "riscv";
        riscv64 = little 64 "riscv";
        s390 = big 32 "s390";
        s390x = big 64 "s390";
        sparc = big 32 "sparc";
        sparc64 = big 64 "sparc";
        wasm32 = little 32 "wasm";
        wasm64 = little 64 "wasm";
        alpha = little 64 "alpha";
        rx = little 32 "rx";
        msp430 = little 16 "msp430";
        avr = {
          bits = 8;
          family = "avr";
        };
        vc4 = little 32 "vc4";
        or1k = big 32 "or1k";
        arc = little 32 "arc";
        loongarch64 = little 64 "loongarch";
        javascript = little 32 "javascript";
      };
    in
    # Apple's name.
    known // { arm64 = known.aarch64; };

  vendors = members types.openVendor (plain [
    "apple"
    "pc"
    "knuth"
    # decides between the MinGW-w64 toolchains
    "w64"
    "none"
    "unknown"
  ]);

  execFormats = members types.openExecFormat (plain [
    "aout"
    "elf"
    "macho"
    "pe"
    "wasm"
    "unknown"
  ]);

  kernelFamilies = members types.openKernelFamily (plain [
    "bsd"
    "darwin"
  ]);

  kernels =
    let
      of = execFormat: families: { inherit execFormat families; };
      bsd = of execFormats.elf { inherit (kernelFamilies) bsd; };
      darwin = of execFormats.macho { inherit (kernelFamilies) darwin; };
      elf = of execFormats.elf { };
      pe = of execFormats.pe { };
      unknown = of execFormats.unknown { };
      known = members types.openKernel {
        # The systems of macOS have been called after Darwin for too long to change it.
        macos = darwin // {
          name = "darwin";
        };
        ios = darwin;
        freebsd = bsd;
        netbsd = bsd;
        openbsd = bsd;
        linux = elf;
        solaris = elf;
        redox = elf;
        genode = elf;
        wasi = of execFormats.wasm { };
        windows = pe;
        cygwin = pe;
        uefi = pe;
        none = unknown;
        ghcjs = unknown;
        mmixware = unknown;
      };
    in
    known
    // {
      darwin = known.macos;
      watchos = known.ios;
      tvos = known.ios;
      win32 = known.windows;
    };

  abis =
    let
      eabi = float: {
        inherit float;
        eabi = true;
      };
      named = abi: { inherit abi; };
      refuse = isRefused: message: {
        assertion = platform: !isRefused platform;
        message = message + "\n";
      };
    in
    members types.openAbi {
      msvc = { };
      elf = { };
      musl = { };
      uclibc = { };
      unknown = { };

      eabi = eabi "soft";
      eabihf = eabi "hard";
      gnueabi = eabi "soft";
      gnueabihf = eabi "hard";
      musleabi = eabi "soft";
      musleabihf = eabi "hard";
      uclibceabi = eabi "soft";
      uclibceabihf = eabi "hard";
      androideabi = {
        eabi = true;
      };

      # MIPS with 64 bits, and with 64 bits and short pointers
      gnuabi64 = named "64";
      muslabi64 = named "64";
      gnuabin32 = named "n32";
      muslabin32 = named "n32";
      # POWER
      gnuabielfv1 = named "elfv1";
      gnuabielfv2 = named "elfv2";

      android.assertions = [
        (refuse (
          platform: platform.isAarch32
        ) ''The "android" ABI is not for 32-bit ARM. Use "androideabi" instead.'')
      ];
      gnu.assertions = [
        (refuse (
          platform: platform.isAarch32
        ) ''The "gnu" ABI is ambiguous on 32-bit ARM. Use "gnueabi" or "gnueabihf" instead.'')
        (refuse (
          platform: platform.isPower64 && platform.isBigEndian
        ) ''The "gnu" ABI is ambiguous on big-endian 64-bit PowerPC. Use "gnuabielfv2" or "gnuabielfv1" instead.'')
      ];
    };

  /** The executables of NetBSD for CPUs it has long been on are a.out. */
  gnuNetBSDDefaultExecFormat =
    cpu:
    if
      cpu.bits == 32
      && lib.elem cpu.family [
        "arm"
        "sparc"
        "m68k"
        "x86"
      ]
    then
      execFormats.aout
    else
      execFormats.elf;

  /**
    Whether code for the second CPU runs on the first.

    # Type

    ```
    isCompatible :: CpuType -> CpuType -> Bool
    ```
  */
  isCompatible =
    let
      # Names of the CPUs that run the code of one, beside itself; to be followed on.
      runners = {
        i386 = [ "i486" ];
        i486 = [ "i586" ];
        i586 = [ "i686" ];
        i686 = [ "x86_64" ];
        arm = [ "armv5tel" ];
        armv5tel = [ "armv6l" ];
        armv6m = [ "armv6l" ];
        armv6l = [ "armv7l" ];
        armv7l = [
          "armv7a"
          "armv7r"
        ];
        armv7m = [
          "armv7a"
          "armv7r"
        ];
        armv8a = [ "aarch64" ];
        powerpc = [ "powerpc64" ];
        powerpcle = [ "powerpc64le" ];
        mips = [ "mips64" ];
        mipsel = [ "mips64el" ];
        sparc = [ "sparc64" ];
      };
    in
    host: guest:
    host == guest || lib.any (name: isCompatible host cpuTypes.${name}) (runners.${guest.name} or [ ]);

  /** Whether a value is a system as `mkSystem` makes it. */
  isSystem = lib.isType "system";

  /** A system of parts that are known. */
  mkSystem =
    parts:
    assert types.parsedPlatform.check parts;
    lib.setType "system" parts;

  /** The names of the parts in a system's name, given as the list of its words. */
  mkSkeletonFromList =
    words:
    let
      fail = why: throw "system string '${concatStringsSep "-" words}' ${why}";
      word = elemAt words;
      cpu = word 0;
      begins = prefix: hasPrefix prefix (word 2);
      forms = {
        "1" =
          if cpu == "avr" then
            {
              inherit cpu;
              kernel = "none";
              abi = "unknown";
            }
          else
            fail "with 1 component is ambiguous";
        "2" =
          {
            cygwin = {
              inherit cpu;
              vendor = "pc";
              kernel = "cygwin";
            };
            # The other ABI there is comes with the vendor w64.
            windows = {
              inherit cpu;
              kernel = "windows";
              abi = "msvc";
            };
            elf = {
              inherit cpu;
              vendor = "unknown";
              kernel = "none";
              abi = "elf";
            };
          }
          .${word 1} or {
            inherit cpu;
            kernel = word 1;
          };
        "3" =
          if
            word 1 == "linux"
            || lib.elem (word 2) [
              "eabi"
              "eabihf"
              "elf"
              "gnu"
            ]
          then
            {
              inherit cpu;
              vendor = "unknown";
              kernel = word 1;
              abi = word 2;
            }
          else if word 2 == "mingw32" then
            {
              inherit cpu;
              vendor = word 1;
              kernel = "windows";
            }
          else if
            word 1 == "apple"
            || lib.elem (word 2) [
              "redox"
              "mmixware"
              "ghcjs"
              "uefi"
              "cygwin"
            ]
            || begins "freebsd"
            || begins "netbsd"
            || begins "openbsd"
            || begins "genode"
            || hasPrefix "wasm32" cpu
          then
            {
              inherit cpu;
              vendor = word 1;
              kernel = word 2;
            }
          else
            fail "with 3 components is ambiguous";
        "4" = {
          inherit cpu;
          vendor = word 1;
          kernel = word 2;
          abi = word 3;
        };
      };
    in
    forms.${toString (lib.length words)} or (fail "has invalid number of hyphen-separated components");

  /** A system from the names of its parts; vendor and ABI are found when they are not given. */
  mkSystemFromSkeleton =
    names:
    let
      known = kind: table: name: table.${name} or (throw "Unknown ${kind}: ${name}");
      # What gnu-config reads past: "linuxabi…" is Linux.
      bare = builtins.match "(.*)e?abi.*" names.kernel;
      kernelName =
        if hasPrefix "darwin" names.kernel then
          "darwin"
        else if hasPrefix "netbsd" names.kernel then
          "netbsd"
        else if bare == null then
          names.kernel
        else
          lib.head bare;
      defaultAbi =
        if !(isLinux parts || isWindows parts) then
          "unknown"
        else if isAarch32 parts then
          if lib.versionAtLeast (parts.cpu.version or "0") "6" then "gnueabihf" else "gnueabi"
        else if isPower64 parts && isBigEndian parts then
          "gnuabielfv1"
        else
          "gnu";
      defaultVendor =
        if isDarwin parts then
          "apple"
        else if isWindows parts || isCygwin parts then
          "pc"
        else
          "unknown";
      parts = {
        cpu = known "CPU type" cpuTypes names.cpu;
        vendor = known "vendor" vendors (names.vendor or defaultVendor);
        kernel = known "kernel" kernels kernelName;
        abi = known "ABI" abis (names.abi or defaultAbi);
      };
    in
    mkSystem parts;

  /**
    A system from its name.

    # Type

    ```
    mkSystemFromString :: String -> System
    ```
  */
  mkSystemFromString = name: mkSystemFromSkeleton (mkSkeletonFromList (lib.splitString "-" name));

  /** The name of a kernel, with the version where it has one. */
  kernelName = kernel: kernel.name + toString (kernel.version or "");

  /** Apple's name of a CPU. */
  darwinArch = cpu: if cpu.name == "aarch64" then "arm64" else cpu.name;

  /** The name that Nix gives a system: `x86_64-linux`. */
  doubleFromSystem =
    { cpu, kernel, ... }: "${cpu.name}-${if kernel.families ? darwin then "darwin" else kernelName kernel}";

  /** The name that compilers give a system: `x86_64-unknown-linux-gnu`. */
  tripleFromSystem =
    {
      cpu,
      vendor,
      kernel,
      abi,
      ...
    }@system:
    assert isSystem system;
    let
      cpuName = if kernel.families ? darwin then darwinArch cpu else cpu.name;
      isOddFormat = kernel.name == "netbsd" && gnuNetBSDDefaultExecFormat cpu != kernel.execFormat;
    in
    "${cpuName}-${vendor.name}-${kernelName kernel}"
    + lib.optionalString isOddFormat kernel.execFormat.name
    + lib.optionalString (abi != abis.unknown) "-${abi.name}";

  /** A system as it is with musl as its C library. */
  mkMuslSystem =
    system:
    let
      same = [
        "musleabi"
        "musleabihf"
        "muslabin32"
        "muslabi64"
      ];
      musl = {
        gnueabi = "musleabi";
        gnueabihf = "musleabihf";
        gnuabin32 = "muslabin32";
        gnuabi64 = "muslabi64";
      }
      // genAttrs same lib.id;
    in
    mkSystem (removeAttrs system [ "_type" ] // { abi = abis.${musl.${system.abi.name} or "musl"}; });
}
