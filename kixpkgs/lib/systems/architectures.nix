/**
  What CPUs can do, by the names that GCC gives them (`-march`).
*/
{ lib }:
let
  words = lib.splitString " ";

  # The members of each group can do the same.
  can = features: cpus: lib.genAttrs (words cpus) (_cpu: features);

  v2 = words "sse3 ssse3 sse4_1 sse4_2";
  avx2 = words "avx avx2 fma";
  amd = v2 ++ words "sse4a aes";
in
rec {
  /**
    Features of CPUs, as Linux calls them in /proc/cpuinfo.
  */
  features =
    can [ ] "default x86-64 armv5te armv6 armv7-a armv8-a mips32 loongson2f"
    // can v2 "x86-64-v2 nehalem westmere silvermont btver1"
    // can (v2 ++ [ "avx" ]) "sandybridge ivybridge"
    // can (v2 ++ avx2) "x86-64-v3 haswell broadwell"
    // can (v2 ++ words "avx avx2 avx512 fma") "x86-64-v4"
    // can (v2 ++ [ "aes" ] ++ avx2) "skylake alderlake sierraforest"
    // can (v2 ++ words "aes avx avx2 avx512 fma") (
      "skylake-avx512 cannonlake icelake-client icelake-server rocketlake cascadelake cooperlake tigerlake"
      + " sapphirerapids emeraldrapids"
    )
    // can (v2 ++ words "aes avx") "btver2"
    // can (amd ++ words "avx fma fma4") "bdver1 bdver2 bdver3"
    // can (amd ++ words "avx avx2 fma fma4") "bdver4"
    // can (amd ++ avx2) "znver1 znver2 znver3"
    // can (amd ++ words "avx avx2 avx512 fma") "znver4 znver5"
    // can (words "fpu64") "loongarch64"
    // can (words "fpu64 lsx") "la64v1.0"
    // can (words "fpu64 lsx lasx") "la464"
    // can (words "fpu64 lsx div32 frecipe lam-bh lamcas ld-seq-sa") "la64v1.1"
    // can (words "fpu64 lsx lasx div32 frecipe lam-bh lamcas ld-seq-sa") "la664";

  /**
    The CPUs whose code a CPU runs, beside its own, the nearest first.
  */
  inferiors =
    let
      # The nearest only; the others follow from them.
      nearest = lib.mapAttrs (_name: names: if names == "" then [ ] else words names) {
        default = "";
        x86-64 = "";
        x86-64-v2 = "x86-64";
        x86-64-v3 = "x86-64-v2";
        x86-64-v4 = "x86-64-v3";

        nehalem = "x86-64-v2";
        westmere = "nehalem";
        sandybridge = "westmere";
        ivybridge = "sandybridge";
        haswell = "ivybridge x86-64-v3";
        broadwell = "haswell";
        skylake = "broadwell";
        skylake-avx512 = "skylake x86-64-v4";
        cannonlake = "skylake-avx512";
        icelake-client = "cannonlake";
        icelake-server = "icelake-client";
        cascadelake = "cannonlake";
        cooperlake = "cascadelake";
        tigerlake = "icelake-server";
        sapphirerapids = "tigerlake";
        emeraldrapids = "sapphirerapids";
        rocketlake = "x86-64-v4";
        alderlake = "skylake";
        sierraforest = "alderlake";

        btver1 = "x86-64";
        btver2 = "x86-64-v2";
        bdver1 = "x86-64-v2";
        bdver2 = "x86-64-v2";
        bdver3 = "x86-64-v2";
        bdver4 = "x86-64-v3";
        # AMD's first Zen has all of Skylake; what Intel made next has AVX-512.
        znver1 = "skylake";
        znver2 = "znver1";
        znver3 = "znver2";
        znver4 = "znver3 x86-64-v4";
        znver5 = "znver4";

        armv8-a = "";
        "armv8.1-a" = "armv8-a";
        "armv8.2-a" = "armv8.1-a";
        "armv8.3-a" = "armv8.2-a";
        "armv8.4-a" = "armv8.3-a";
        "armv8.5-a" = "armv8.4-a";
        "armv8.6-a" = "armv8.5-a";
        "armv8.7-a" = "armv8.6-a";
        "armv8.8-a" = "armv8.7-a";
        "armv8.9-a" = "armv8.8-a";
        armv9-a = "armv8.5-a";
        "armv9.1-a" = "armv9-a armv8.6-a";
        "armv9.2-a" = "armv9.1-a armv8.7-a";
        "armv9.3-a" = "armv9.2-a armv8.8-a";
        "armv9.4-a" = "armv9.3-a";
        cortex-a53 = "armv8-a";
        cortex-a72 = "armv8-a";
        cortex-a55 = "armv8.2-a cortex-a53 cortex-a72";
        cortex-a76 = "armv8.2-a cortex-a53 cortex-a72";
        ampere1 = "armv8.6-a cortex-a55 cortex-a76";
        ampere1a = "ampere1";
        ampere1b = "ampere1a";

        loongarch64 = "";
        "la64v1.0" = "loongarch64";
        la464 = "la64v1.0";
        "la64v1.1" = "la64v1.0";
        la664 = "la464 la64v1.1";

        armv5te = "";
        armv6 = "";
        armv7-a = "";
        mips32 = "";
        loongson2f = "";
      };
    in
    lib.mapAttrs (_name: names: lib.unique (names ++ lib.concatMap (name: inferiors.${name}) names)) nearest;

  /** Whether the first CPU runs the code of the second, which is another. */
  hasInferior = cpu: other: lib.elem other (inferiors.${cpu} or [ ]);

  /**
    Whether the first CPU runs the code of the second.

    # Type

    ```
    canExecute :: String -> String -> Bool
    ```
  */
  canExecute = cpu: other: cpu == other || hasInferior cpu other;

  /** Whether a CPU has a feature. */
  predicates =
    lib.mapAttrs
      (
        _name: feature: cpu:
        lib.elem feature (features.${cpu} or [ ])
      )
      {
        sse3Support = "sse3";
        ssse3Support = "ssse3";
        sse4_1Support = "sse4_1";
        sse4_2Support = "sse4_2";
        sse4_aSupport = "sse4a";
        avxSupport = "avx";
        avx2Support = "avx2";
        avx512Support = "avx512";
        aesSupport = "aes";
        fmaSupport = "fma";
        fma4Support = "fma4";
        lsxSupport = "lsx";
        lasxSupport = "lasx";
      };
}
