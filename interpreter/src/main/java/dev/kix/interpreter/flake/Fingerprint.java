package dev.kix.interpreter.flake;

import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.LazyNumber;
import dev.kix.store.hash.Hash;
import org.jspecify.annotations.Nullable;

/** A hash that two locked flakes share when they evaluate to the same. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * The fingerprint as Nix computes it, in base 16; null for a flake that is not locked.
   *
   * @param inputs looks at uncommitted changes
   */
  public static @Nullable String of(LockedFlake flake, InputFetcher inputs) {
    if (flake.lockFile().unlocked(inputs.context().settings()) != null) {
      return null;
    }
    Input input = flake.flake().locked().input();
    String tree = tree(input);
    if (tree == null) {
      String changes = inputs.fingerprint(input);
      if (changes == null) {
        return null;
      }
      tree = input.type() + ":" + changes;
    }
    StringBuilder text = new StringBuilder(tree);
    text.append(';').append(flake.flake().locked().dir());
    text.append(';').append(flake.lockFile().text());
    Object count = input.attrs().raw("revCount");
    if (count instanceof LazyNumber) {
      text.append(";hasRevCount");
    } else if (count != null) {
      text.append(";revCount=").append(count);
    }
    Long modified = input.lastModified();
    if (modified != null) {
      text.append(";lastModified=").append(modified);
    }
    return Hash.sha256(text.toString()).base16();
  }

  private static @Nullable String tree(Input input) {
    InputAttrs attrs = input.attrs();
    String rev = input.rev();
    Hash hash = input.narHash();
    String narHash = hash == null ? null : hash.sri();
    return switch (input.type()) {
      case "git" ->
          rev == null
              ? null
              : "git:"
                  + rev
                  + (attrs.isTrue("submodules") ? ";s" : "")
                  + (attrs.isTrue("exportIgnore") ? ";e" : "")
                  + (attrs.isTrue("lfs") ? ";l" : "");
      case "path" -> narHash == null ? null : "path:" + narHash;
      case "tarball" ->
          narHash != null ? "tarball:" + narHash : rev == null ? null : "tarball:" + rev;
      case "github", "gitlab", "sourcehut" -> rev == null ? null : input.type() + ":" + rev;
      default -> null;
    };
  }
}
