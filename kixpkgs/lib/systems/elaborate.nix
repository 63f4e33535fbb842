/**
  Platforms: everything that is known about a kind of machine, found from little.
*/
{
  lib,
  parse,
  inspect,
  platforms,
  architectures,
}:
let
  inherit (lib) optionalString;

  # The value of the first pair whose condition holds. Both sides are evaluated as needed.
  first =
    default: pairs:
    let
      pair = lib.findFirst lib.head null pairs;
    in
    if pair == null then default else lib.last pair;

  functionNames = [
    "canExecute"
    "emulator"
    "emulatorAvailable"
    "staticEmulatorAvailable"
  ];

  # Attributes that follow from others and cannot be given.
  derived = [
    "parsed"
    "system"
    "_withoutFunctions"
  ];

  systemToAttrs = given: if lib.isAttrs given then given else { system = given; };

  # --- What programs call a platform --------------------------------------------------------

  rustOf =
    args: final:
    let
      given = args.rust or args.rustc or { };
      has = given ? platform;
      inherit (final.parsed) cpu kernel abi;

      family = args.rustc.platform.target-family;
      target = given.rustcTarget or null;

      cpuName =
        given.platform.arch or {
          armv7a = "armv7";
          armv7l = "armv7";
          armv6l = "arm";
          armv5tel = "armv5te";
          riscv32 = "riscv32gc";
          riscv64 = "riscv64gc";
        }
        .${cpu.name} or cpu.name;
      # Rust does not tell the ABIs of POWER apart.
      abiName =
        if lib.hasPrefix "powerpc" cpu.name && lib.hasPrefix "gnuabielfv" abi.name then "gnu" else abi.name;
      inferred =
        if final.isWasi then
          "${cpuName}-wasip1"
        else
          "${cpuName}-${final.rust.platform.vendor}-${kernel.name}${optionalString (abi.name != "unknown") "-${abiName}"}";
    in
    given
    // {
      platform =
        given.platform or (
          if lib.hasSuffix ".json" (given.rustcTargetSpec or "") then lib.importJSON given.rustcTargetSpec else { }
        )
        // {
          # https://doc.rust-lang.org/reference/conditional-compilation.html
          arch =
            if has then
              given.platform.arch
            else
              first cpu.name [
                [ final.isAarch32 "arm" ]
                [ final.isMips64 "mips64" ]
                [ final.isPower64 "powerpc64" ]
              ];
          os =
            if has then
              given.platform.os or "none"
            else
              first kernel.name [
                [ final.isDarwin "macos" ]
                [ (final.isWasm && !final.isWasi) "unknown" ]
              ];
          target-family =
            args.rust.platform.target-family or (
              if args ? rustc.platform.target-family then
                lib.toList family
              else
                lib.optional final.isUnix "unix"
                ++ lib.optional final.isWindows "windows"
                ++ lib.optional final.isWasm "wasm"
            );
          vendor =
            given.platform.vendor or (
              if final.parsed.vendor.name == "w64" then "pc" else final.parsed.vendor.name
            );
        };

      # The name of the target, or a file that describes it.
      rustcTargetSpec =
        args.rust.rustcTargetSpec or args.rustc.config or (
          if has then
            builtins.toFile ((if target == null then inferred else target) + ".json") (builtins.toJSON given.platform)
          else
            args.rust.rustcTarget or inferred
        );
      rustcTarget = if target == null then final.rust.cargoShortTarget else target;

      # As cargo names its folders and variables
      cargoShortTarget = lib.removeSuffix ".json" (baseNameOf "${final.rust.rustcTargetSpec}");
      cargoEnvVarTarget = lib.replaceString "-" "_" (lib.toUpper final.rust.cargoShortTarget);

      isNoStdTarget = lib.any (part: lib.hasInfix part final.rust.rustcTarget) [
        "-none"
        "nvptx"
        "switch"
        "-uefi"
      ];
    };

  goOf = final: {
    # https://pkg.go.dev/internal/platform
    GOARCH =
      {
        aarch64 = "arm64";
        arm = "arm";
        armv5tel = "arm";
        armv6l = "arm";
        armv7l = "arm";
        i686 = "386";
        loongarch64 = "loong64";
        mips = "mips";
        mips64el = "mips64le";
        mipsel = "mipsle";
        powerpc64 = "ppc64";
        powerpc64le = "ppc64le";
        riscv64 = "riscv64";
        s390x = "s390x";
        x86_64 = "amd64";
        wasm32 = "wasm";
      }
      .${final.parsed.cpu.name} or null;
    GOOS = if final.isWasi then "wasip1" else final.parsed.kernel.name;
    GOARM =
      let
        version = final.parsed.cpu.version or "";
      in
      optionalString (lib.elem version [
        "5"
        "6"
        "7"
      ]) version;
  };

  nodeOf =
    final:
    let
      bits = optionalString final.is64bit "64";
    in
    {
      # https://nodejs.org/api/os.html
      arch = first null [
        [ final.isAarch "arm${bits}" ]
        [ final.isMips32 "mips${optionalString final.isLittleEndian "el"}" ]
        [ (final.isMips64 && final.isLittleEndian) "mips64el" ]
        [ final.isPower "ppc${bits}" ]
        [ final.isx86_64 "x64" ]
        [ final.isx86_32 "ia32" ]
        [ final.isS390x "s390x" ]
        [ final.isRiscV64 "riscv64" ]
        [ final.isLoongArch64 "loong64" ]
      ];
      platform = first null [
        [ final.isAndroid "android" ]
        [ final.isDarwin "darwin" ]
        [ final.isFreeBSD "freebsd" ]
        [ final.isLinux "linux" ]
        [ final.isOpenBSD "openbsd" ]
        [ final.isSunOS "sunos" ]
        [ (final.isWindows || final.isCygwin) "win32" ]
      ];
    };

  nimOf = final: {
    # https://nim-lang.org/docs/system.html#hostCPU
    cpu = first null [
      [ final.isAarch32 "arm" ]
      [ final.isAarch64 "arm64" ]
      [ final.isAlpha "alpha" ]
      [ final.isAvr "avr" ]
      [ final.isMips32 "mips" ]
      [ final.isMips64 "mips64" ]
      [ final.isMsp430 "msp430" ]
      [ (final.isPower && final.is32bit) "powerpc" ]
      [ final.isPower64 "powerpc64" ]
      [ final.isRiscV64 "riscv64" ]
      [ final.isSparc "sparc" ]
      [ final.isx86_32 "i386" ]
      [ final.isx86_64 "amd64" ]
    ];
    os = first null [
      [ final.isAndroid "Android" ]
      [ final.isDarwin "MacOSX" ]
      [ final.isFreeBSD "FreeBSD" ]
      [ final.isGenode "Genode" ]
      [ final.isLinux "Linux" ]
      [ final.isNetBSD "NetBSD" ]
      [ final.isNone "Standalone" ]
      [ final.isOpenBSD "OpenBSD" ]
      [ final.isWindows "Windows" ]
      [ final.isiOS "iOS" ]
    ];
  };

  # What `uname` prints there.
  unameOf = final: {
    system =
      {
        linux = "Linux";
        windows = "Windows";
        cygwin = "CYGWIN_NT";
        darwin = "Darwin";
        netbsd = "NetBSD";
        freebsd = "FreeBSD";
        openbsd = "OpenBSD";
        wasi = "Wasi";
        redox = "Redox";
        genode = "Genode";
      }
      .${final.parsed.kernel.name} or null;
    processor = first final.parsed.cpu.name [
      [ final.isPower64 "ppc64${optionalString final.isLittleEndian "le"}" ]
      [ final.isPower "ppc${optionalString final.isLittleEndian "le"}" ]
      [ final.isMips64 "mips64" ]
      [ final.isDarwin final.darwinArch ]
    ];
    release = null;
  };

  libcOf =
    final:
    first "native/impure" [
      [ final.isDarwin "libSystem" ]
      [ final.isMsvc "ucrt" ]
      [ final.isMinGW "msvcrt" ]
      [ final.isCygwin "cygwin" ]
      [ final.isWasi "wasilibc" ]
      [ final.isWasm null ]
      [ final.isRedox "relibc" ]
      [ final.isMusl "musl" ]
      [ final.isUClibc "uclibc" ]
      [ final.isAndroid "bionic" ]
      [ final.isLinux "glibc" ]
      [ final.isFreeBSD "fblibc" ]
      [ final.isOpenBSD "oblibc" ]
      [ final.isNetBSD "nblibc" ]
      [ final.isAvr "avrlibc" ]
      [ final.isGhcjs null ]
      [ final.isNone "newlib" ]
    ];

  # A program that runs the platform's programs on the machine that packages are built for;
  # null when there is none.
  emulatorOf =
    final: pkgs:
    let
      here = pkgs.stdenv.hostPlatform;
      wine = (pkgs.winePackagesFor "wine${toString final.parsed.cpu.bits}").minimal;
    in
    first null [
      [ (here.canExecute final) (lib.getExe (pkgs.writeShellScriptBin "exec" ''exec "$@"'')) ]
      [ final.isWindows "${wine}/bin/wine" ]
      [ (final.isLinux && here.isLinux && final.qemuArch != null) "${pkgs.qemu-user}/bin/qemu-${final.qemuArch}" ]
      [ final.isWasi "${pkgs.wasmtime}/bin/wasmtime" ]
      [ final.isGhcjs "${pkgs.nodejs-slim}/bin/node" ]
      [ final.isMmix "${pkgs.mmixware}/bin/mmix" ]
    ];
in
{
  inherit functionNames systemToAttrs;

  /** Whether two platforms are the same, the functions in them aside. */
  equals = a: b: a._withoutFunctions == b._withoutFunctions;

  /**
    A platform from the name of a system, or from a set with `system` or `config` (the name
    that compilers use) and whatever else is to be other than usual.

    # Type

    ```
    elaborate :: (String | AttrSet) -> Platform
    ```

    # Example

    ```nix
    (elaborate "aarch64-linux").config
    => "aarch64-unknown-linux-gnu"
    ```
  */
  elaborate =
    given:
    let
      all = systemToAttrs given;
      args = removeAttrs all derived;

      final =
        found
        // lib.mapAttrs (_name: holds: holds final.parsed) inspect.predicates
        // lib.mapAttrs (_name: has: has (final.gcc.arch or "default")) architectures.predicates
        // args
        // {
          rust = rustOf args final;
          go = goOf final;
          node = nodeOf final;
          nim = nimOf final;
        };

      found = {
        _withoutFunctions = removeAttrs final (functionNames ++ [ "_withoutFunctions" ]);

        # The tuple of compilers says more than the double.
        parsed = parse.mkSystemFromString (args.config or all.system);
        system = parse.doubleFromSystem final.parsed;
        config = parse.tripleFromSystem final.parsed;

        canExecute =
          platform:
          let
            cpu = final.parsed.cpu;
            other = platform.parsed.cpu;
          in
          final.isAndroid == platform.isAndroid
          && parse.isCompatible cpu other
          && final.parsed.kernel == platform.parsed.kernel
          # Where the CPUs differ in kind the stronger one is taken to have all features.
          && (
            cpu == other && platform ? gcc.arch
            -> final ? gcc.arch && architectures.canExecute final.gcc.arch platform.gcc.arch
          );

        emulatorAvailable = pkgs: emulatorOf final pkgs != null;
        staticEmulatorAvailable =
          pkgs: final.emulatorAvailable pkgs && (final.isLinux || final.isWasi || final.isMmix);
        emulator =
          pkgs:
          if final.emulatorAvailable pkgs then
            emulatorOf final pkgs
          else
            throw "Don't know how to run ${final.config} executables.";

        inherit ({ gcc = args.gcc or { }; } // platforms.select final) gcc;
        rustc = args.rustc or { };

        libc = libcOf final;
        useLLVM = final.isFreeBSD || final.isOpenBSD;
        linker = first "bfd" [
          [ final.useLLVM "lld" ]
          [ final.isDarwin "cctools" ]
        ];
        libDir =
          if !final.isLinux then
            null
          else if final.isx86_64 || final.isMips64 || final.isPower64 then
            "lib64"
          else
            "lib";

        # Whether programs can load libraries when they start.
        hasSharedLibraries =
          !final.isStatic
          && (
            final.isAndroid
            || final.isGnu
            || final.isMusl
            || final.isDarwin
            || final.isSunOS
            || final.isOpenBSD
            || final.isFreeBSD
            || final.isNetBSD
            || final.isCygwin
            || final.isMinGW
            || final.isWindows
            || final.isWasm
          );
        isStatic = final.isWasi || final.isRedox;
        extensions =
          let
            isDos = final.isWindows || final.isCygwin;
          in
          {
            staticLibrary = if final.isWindows then ".lib" else ".a";
            library = if final.isStatic then final.extensions.staticLibrary else final.extensions.sharedLibrary;
            executable = optionalString isDos ".exe";
          }
          // lib.optionalAttrs final.hasSharedLibraries {
            sharedLibrary = first ".so" [
              [ final.isDarwin ".dylib" ]
              [ isDos ".dll" ]
            ];
          };

        uname = unameOf final;
        linuxArch = first final.parsed.cpu.name [
          [ final.isAarch32 "arm" ]
          [ final.isAarch64 "arm64" ]
          [ final.isx86_32 "i386" ]
          [ final.isx86_64 "x86_64" ]
          [ final.isMicroBlaze "microblaze" ]
          [ final.isMips "mips" ]
          [ final.isPower "powerpc" ]
          [ final.isRiscV "riscv" ]
          [ final.isSh4 "sh" ]
          [ final.isS390 "s390" ]
          [ final.isLoongArch64 "loongarch" ]
        ];
        ubootArch = first final.linuxArch [
          [ final.isx86_32 "x86" ]
          [ final.isMips64 "mips64" ]
        ];
        qemuArch = first final.uname.processor [
          [ final.isAarch32 "arm" ]
          [ final.isAarch64 "aarch64${optionalString final.isBigEndian "_be"}" ]
          [ (final.isS390 && !final.isS390x) null ]
          [ final.isx86_64 "x86_64" ]
          [ final.isx86 "i386" ]
          [ final.isMips64n32 "mipsn32${optionalString final.isLittleEndian "el"}" ]
          [ final.isMips64 "mips64${optionalString final.isLittleEndian "el"}" ]
        ];
        efiArch = first final.parsed.cpu.name [
          [ final.isx86_32 "ia32" ]
          [ final.isx86_64 "x64" ]
          [ final.isAarch32 "arm" ]
          [ final.isAarch64 "aa64" ]
        ];

        darwinArch = parse.darwinArch final.parsed.cpu;
        darwinPlatform = first null [
          [ final.isMacOS "macos" ]
          [ final.isiOS "ios" ]
        ];
        darwinSdkVersion = final.sdkVer or "14.4";
        darwinMinVersion = "14.0";
        darwinMinVersionVariable = first null [
          [ final.isMacOS "MACOSX_DEPLOYMENT_TARGET" ]
          [ final.isiOS "IPHONEOS_DEPLOYMENT_TARGET" ]
        ];
        useiOSPrebuilt = false;

        androidSdkVersion = args.androidSdkVersion or null;
        androidNdkVersion = args.androidNdkVersion or null;
        useAndroidPrebuilt = false;
      };

      # An ABI may refuse machines for which its name means nothing definite.
      refused = lib.findFirst ({ assertion, ... }: !assertion final) null (final.parsed.abi.assertions or [ ]);
    in
    if args ? linux-kernel then
      throw "lib.systems.elaborate: linux-kernel has been removed; see the 26.11 release notes"
    else
      assert final.useAndroidPrebuilt -> final.isAndroid;
      if refused == null then final else throw refused.message;
}
