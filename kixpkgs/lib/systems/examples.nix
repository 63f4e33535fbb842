/**
  Arguments of `elaborate` for machines that are compiled for, by usual names.
*/
{ lib }:
let
  inherit (lib.systems) platforms;

  of = config: { inherit config; };
  linux = cpu: abi: of "${cpu}-unknown-linux-${abi}";
  # Without an operating system
  bare = config: of config // { libc = "newlib"; };
  withLLVM = config: of config // { useLLVM = true; };

  android = config: of config // {
    androidSdkVersion = "35";
    androidNdkVersion = "27";
  };
  apple = config: xcodePlatform: of config // { inherit xcodePlatform; };
  macos = config: apple config "MacOSX" // { platform = { }; };
  iphone = config: xcodePlatform: apple config xcodePlatform // {
    darwinSdkVersion = "14.3";
    xcodeVer = "12.3";
    useiOSPrebuilt = true;
  };
  mingw = cpu: libc: of "${cpu}-w64-mingw32" // { inherit libc; };
  uefi = config: withLLVM config // {
    libc = null;
    linker = "lld";
  };
in
rec {
  # --- Linux --------------------------------------------------------------------------------

  gnu64 = linux "x86_64" "gnu";
  gnu32 = linux "i686" "gnu";
  musl64 = linux "x86_64" "musl";
  musl32 = linux "i686" "musl";

  armv5tel-multiplatform = linux "armv5tel" "gnueabi";
  raspberryPi = linux "armv6l" "gnueabihf" // platforms.raspberrypi;
  muslpi = raspberryPi // linux "armv6l" "musleabihf";
  armv7l-hf-multiplatform = linux "armv7l" "gnueabihf";
  remarkable1 = armv7l-hf-multiplatform // platforms.zero-gravitas;
  remarkable2 = armv7l-hf-multiplatform // platforms.zero-sugar;
  aarch64-multiplatform = linux "aarch64" "gnu";
  aarch64-multiplatform-musl = linux "aarch64" "musl";
  bluefield2 = aarch64-multiplatform // platforms.bluefield2;

  armv7a-android-prebuilt = android "armv7a-unknown-linux-androideabi" // platforms.armv7a-android // {
    rust.rustcTarget = "armv7-linux-androideabi";
    useAndroidPrebuilt = true;
  };
  aarch64-android-prebuilt = android "aarch64-unknown-linux-android" // {
    rust.rustcTarget = "aarch64-linux-android";
    useAndroidPrebuilt = true;
  };
  aarch64-android = android "aarch64-unknown-linux-android" // {
    libc = "bionic";
    useAndroidPrebuilt = false;
    useLLVM = true;
  };

  powernv = linux "powerpc64le" "gnu";
  musl-power = linux "powerpc64le" "musl";
  ppc64-elfv1 = linux "powerpc64" "gnuabielfv1";
  ppc64-elfv2 = linux "powerpc64" "gnuabielfv2";
  ppc64 = ppc64-elfv2;
  ppc64-musl = linux "powerpc64" "musl" // {
    gcc.abi = "elfv2";
  };
  ppc32 = linux "powerpc" "gnu" // {
    rust.rustcTarget = "powerpc-unknown-linux-gnu";
  };

  ben-nanonote = linux "mipsel" "uclibc" // platforms.ben_nanonote;
  fuloongminipc = linux "mipsel" "gnu" // platforms.fuloong2f_n32;
  mips-linux-gnu = linux "mips" "gnu" // platforms.gcc_mips32r2_o32;
  mipsel-linux-gnu = linux "mipsel" "gnu" // platforms.gcc_mips32r2_o32;
  mips64-linux-gnuabin32 = linux "mips64" "gnuabin32" // platforms.gcc_mips64r2_n32;
  mips64el-linux-gnuabin32 = linux "mips64el" "gnuabin32" // platforms.gcc_mips64r2_n32;
  mips64-linux-gnuabi64 = linux "mips64" "gnuabi64" // platforms.gcc_mips64r2_64;
  mips64el-linux-gnuabi64 = linux "mips64el" "gnuabi64" // platforms.gcc_mips64r2_64;

  riscv64 = linux "riscv64" "gnu";
  riscv32 = linux "riscv32" "gnu";
  riscv64-musl = linux "riscv64" "musl";
  loongarch64-linux = linux "loongarch64" "gnu" // platforms.loongarch64-multiplatform;
  loongarch64-linux-embedded = lib.recursiveUpdate loongarch64-linux {
    gcc.arch = "loongarch64";
    gcc.strict-align = true;
  };
  m68k = linux "m68k" "gnu";
  arc = linux "arc" "gnu";
  sh4 = linux "sh4" "gnu";
  s390 = linux "s390" "gnu";
  s390x = linux "s390x" "gnu";

  # --- Without an operating system ----------------------------------------------------------

  riscv64-embedded = bare "riscv64-none-elf";
  riscv32-embedded = bare "riscv32-none-elf";
  mips64-embedded = bare "mips64-none-elf";
  mips-embedded = bare "mips-none-elf";
  mmix = bare "mmix-unknown-mmixware";
  rx-embedded = bare "rx-none-elf";
  msp430 = bare "msp430-elf";
  avr = of "avr";
  vc4 = bare "vc4-elf";
  or1k = bare "or1k-elf";
  arm-embedded = bare "arm-none-eabi";
  arm-embedded-nano = arm-embedded // {
    libc = "newlib-nano";
  };
  # GCC needs to be told about a floating point unit that there always is.
  armhf-embedded = bare "arm-none-eabihf" // {
    gcc.arch = "armv5t";
    gcc.fpu = "vfp";
  };
  aarch64-embedded = bare "aarch64-none-elf" // {
    rust.rustcTarget = "aarch64-unknown-none";
  };
  aarch64be-embedded = bare "aarch64_be-none-elf";
  ppc-embedded = bare "powerpc-none-eabi";
  ppcle-embedded = bare "powerpcle-none-eabi";
  i686-embedded = bare "i686-elf";
  x86_64-embedded = bare "x86_64-elf";
  microblaze-embedded = bare "microblazeel-none-elf";
  x86_64-unknown-uefi = uefi "x86_64-unknown-uefi";
  aarch64-unknown-uefi = uefi "aarch64-unknown-uefi";

  # --- Apple --------------------------------------------------------------------------------

  iphone64 = iphone "arm64-apple-ios" "iPhoneOS";
  iphone64-simulator = iphone "x86_64-apple-ios" "iPhoneSimulator" // {
    darwinPlatform = "ios-simulator";
  };
  aarch64-darwin = macos "arm64-apple-darwin";
  x86_64-darwin = macos "x86_64-apple-darwin";

  # --- Windows ------------------------------------------------------------------------------

  mingw-msvcrt-i686 = mingw "i686" "msvcrt";
  mingw-msvcrt-x86_64 = mingw "x86_64" "msvcrt";
  mingw-ucrt-x86_64 = mingw "x86_64" "ucrt";
  mingw-ucrt-x86_64-llvm = mingw-ucrt-x86_64 // {
    rust.rustcTarget = "x86_64-pc-windows-gnullvm";
    useLLVM = true;
  };
  mingw-ucrt-aarch64 = mingw "aarch64" "ucrt" // {
    rust.rustcTarget = "aarch64-pc-windows-gnullvm";
    useLLVM = true;
  };
  # Their former names
  mingw32 = mingw-msvcrt-i686;
  mingwW64 = mingw-msvcrt-x86_64;
  ucrt64 = mingw-ucrt-x86_64;
  ucrtAarch64 = mingw-ucrt-aarch64;
  x86_64-windows = withLLVM "x86_64-pc-windows-msvc";
  aarch64-windows = withLLVM "aarch64-pc-windows-msvc";
  x86_64-cygwin = of "x86_64-pc-cygwin";

  # --- Others -------------------------------------------------------------------------------

  aarch64-freebsd = withLLVM "aarch64-unknown-freebsd";
  x86_64-freebsd = withLLVM "x86_64-unknown-freebsd";
  x86_64-netbsd = of "x86_64-unknown-netbsd";
  x86_64-netbsd-llvm = withLLVM "x86_64-unknown-netbsd";
  x86_64-openbsd = withLLVM "x86_64-unknown-openbsd";
  wasi32 = withLLVM "wasm32-unknown-wasi";
  wasm32-unknown-none = withLLVM "wasm32-unknown-none" // {
    rust.rustcTarget = "wasm32-unknown-unknown";
  };
  # As GHC writes it
  ghcjs = of "javascript-unknown-ghcjs";
}
