package dev.kix.interpreter.io;

import dev.kix.store.file.FileTree;
import dev.kix.store.file.MemoryTree;
import java.util.Map;

/** The files that {@code <nix/…>} finds when the search path has no entry for them. */
final class CorePackages {
  /**
   * {@code <nix/fetchurl.nix>}: a fixed-output derivation that Nix itself builds. Its attributes go
   * into its hash, so they are exactly those of Nix, the ones without effect too.
   */
  private static final String FETCHURL =
      """
      let
        # The first hash that was given, in the order in which Nix prefers them.
        chosen = { hash, sha512, sha1, md5, sha256 }: builtins.head (
          builtins.filter (candidate: candidate.value != "") [
            { algo = ""; value = hash; }
            { algo = "sha512"; value = sha512; }
            { algo = "sha1"; value = sha1; }
            { algo = "md5"; value = md5; }
          ] ++ [ { algo = "sha256"; value = sha256; } ]
        );
      in
      { url
      , name ? baseNameOf (toString url)
      , system ? "" # without effect
      , hash ? "" # SRI
      , sha512 ? "", sha1 ? "", md5 ? "", sha256 ? ""
      , outputHash ? (chosen { inherit hash sha512 sha1 md5 sha256; }).value
      , outputHashAlgo ? (chosen { inherit hash sha512 sha1 md5 sha256; }).algo
      , executable ? false
      , unpack ? false
      , impure ? false
      }:
      derivation (
        {
          inherit name url executable unpack;
          builder = "builtin:fetchurl";
          system = "builtin";
          outputHashMode = if executable || unpack then "recursive" else "flat";
          preferLocalBuild = true;
          urls = [ url ]; # read by nix-prefetch-url
          impureEnvVars = [ "http_proxy" "https_proxy" "ftp_proxy" "all_proxy" "no_proxy" ];
        }
        // (if impure then { __impure = true; } else { inherit outputHash outputHashAlgo; })
      )
      """;

  private CorePackages() {}

  static FileTree tree() {
    return MemoryTree.directory(Map.of("fetchurl.nix", MemoryTree.text(FETCHURL)));
  }
}
