package dev.kix.store.path;

import dev.kix.store.hash.Hash;
import dev.kix.store.hash.Nix32;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for an output path that is not known before something has been built: a slash and the
 * nix32 digits of a hash, replaced by the real path when the time comes. Immutable.
 *
 * <p>Rules: Nix manual, <i>Deriving Path</i> and {@code builtins.placeholder}; the clear texts are
 * those of Nix's {@code hashPlaceholder} and {@code DownstreamPlaceholder}.
 */
public final class Placeholder {
  private final Hash hash;

  private Placeholder(Hash hash) {
    this.hash = hash;
  }

  /**
   * Stands, inside a derivation, for that derivation's own output: {@code builtins.placeholder}.
   */
  public static Placeholder ofOutput(String outputName) {
    return new Placeholder(Hash.sha256("nix-output:" + outputName));
  }

  /**
   * Stands for the output of a derivation whose output paths are not known before it is built
   * (floating content-addressed, deferred or impure).
   *
   * @throws StorePathException when {@code derivation} is no derivation's path
   */
  public static Placeholder ofUnknownOutput(StorePath derivation, String outputName) {
    return new Placeholder(
        Hash.sha256(
            "nix-upstream-output:"
                + derivation.hashPart()
                + ":"
                + StoreDir.outputPathName(derivation.derivationName(), outputName)));
  }

  /**
   * Stands for the output of a derivation that is itself still to be made, of which {@code
   * derivation} is the placeholder ({@code builtins.outputOf}, dynamic derivations).
   */
  public static Placeholder ofUnknownDerivation(Placeholder derivation, String outputName) {
    return new Placeholder(
        Hash.sha256(
            "nix-computed-output:"
                + Nix32.encode(derivation.hash.compress(20))
                + ":"
                + outputName));
  }

  /** The text that stands in a string: {@code /} and 52 nix32 digits. */
  public String render() {
    return "/" + hash.nix32();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Placeholder placeholder && hash.equals(placeholder.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return render();
  }
}
