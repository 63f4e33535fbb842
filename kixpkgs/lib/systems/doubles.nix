/**
  Lists of systems by what they have in common.
*/
{ lib }:
let
  inherit (lib.systems) parse;
  is = lib.systems.inspect.predicates;

  /*
    All systems that are known, kernel by kernel. The order of kernels and of CPUs is that in
    which the lists below give them.
  */
  all = lib.concatMap (group: map (cpu: "${cpu}-${group.kernel}") group.cpus) [
    {
      kernel = "cygwin";
      cpus = [ "i686" "x86_64" ];
    }
    {
      kernel = "darwin";
      cpus = [ "x86_64" "aarch64" ];
    }
    {
      kernel = "freebsd";
      cpus = [ "i686" "x86_64" "aarch64" ];
    }
    {
      kernel = "genode";
      cpus = [ "aarch64" "i686" "x86_64" ];
    }
    {
      kernel = "solaris";
      cpus = [ "x86_64" ];
    }
    {
      kernel = "ghcjs";
      cpus = [ "javascript" ];
    }
    {
      kernel = "linux";
      cpus = [
        "aarch64"
        "arc"
        "armv5tel"
        "armv6l"
        "armv7a"
        "armv7l"
        "i686"
        "loongarch64"
        "m68k"
        "sh4"
        "microblaze"
        "microblazeel"
        "mips"
        "mips64"
        "mips64el"
        "mipsel"
        "powerpc"
        "powerpc64"
        "powerpc64le"
        "riscv32"
        "riscv64"
        "s390"
        "s390x"
        "x86_64"
      ];
    }
    {
      kernel = "mmixware";
      cpus = [ "mmix" ];
    }
    {
      kernel = "netbsd";
      cpus = [
        "aarch64"
        "armv6l"
        "armv7a"
        "armv7l"
        "i686"
        "m68k"
        "mipsel"
        "powerpc"
        "riscv32"
        "riscv64"
        "x86_64"
      ];
    }
    {
      kernel = "none";
      cpus = [
        "aarch64_be"
        "aarch64"
        "arm"
        "armv6l"
        "avr"
        "i686"
        "microblaze"
        "microblazeel"
        "mips"
        "mips64"
        "msp430"
        "or1k"
        "m68k"
        "powerpc"
        "powerpcle"
        "riscv32"
        "riscv64"
        "rx"
        "s390"
        "s390x"
        "vc4"
        "x86_64"
      ];
    }
    {
      kernel = "openbsd";
      cpus = [ "i686" "x86_64" ];
    }
    {
      kernel = "redox";
      cpus = [ "x86_64" ];
    }
    {
      kernel = "wasi";
      cpus = [ "wasm64" "wasm32" ];
    }
    {
      kernel = "windows";
      cpus = [ "aarch64" "x86_64" "i686" ];
    }
    {
      kernel = "uefi";
      cpus = [ "aarch64" "x86_64" ];
    }
  ];

  parsed = map parse.mkSystemFromString all;
  where = predicate: map parse.doubleFromSystem (lib.filter predicate parsed);
in
lib.mapAttrs (_name: where) {
  arm = is.isAarch32;
  armv7 = is.isArmv7;
  aarch = is.isAarch;
  aarch64 = is.isAarch64;
  x86 = is.isx86;
  i686 = is.isi686;
  x86_64 = is.isx86_64;
  microblaze = is.isMicroBlaze;
  mips = is.isMips;
  mmix = is.isMmix;
  power = is.isPower;
  riscv = is.isRiscV;
  riscv32 = is.isRiscV32;
  riscv64 = is.isRiscV64;
  rx = is.isRx;
  vc4 = is.isVc4;
  or1k = is.isOr1k;
  m68k = is.isM68k;
  arc = is.isArc;
  sh4 = is.isSh4;
  s390 = is.isS390;
  s390x = is.isS390x;
  loongarch64 = is.isLoongArch64;
  js = is.isJavaScript;

  bigEndian = is.isBigEndian;
  littleEndian = is.isLittleEndian;

  cygwin = is.isCygwin;
  darwin = is.isDarwin;
  freebsd = is.isFreeBSD;
  illumos = is.isSunOS;
  linux = is.isLinux;
  netbsd = is.isNetBSD;
  openbsd = is.isOpenBSD;
  unix = is.isUnix;
  wasi = is.isWasi;
  redox = is.isRedox;
  windows = is.isWindows;
  genode = is.isGenode;
  uefi = is.isUefi;
  embedded = is.isNone;
}
// {
  inherit all;
  none = [ ];

  # By ABI, and not in the order of the others.
  gnu =
    lib.concatMap
      (
        abi:
        where (
          lib.matchAttrs {
            kernel = parse.kernels.linux;
            abi = parse.abis.${abi};
          }
        )
      )
      [
        "gnu"
        "gnueabi"
        "gnueabihf"
        "gnuabin32"
        "gnuabi64"
        "gnuabielfv1"
        "gnuabielfv2"
      ];
}
