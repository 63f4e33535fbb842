package dev.kix.store.derivation;

import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;
import dev.kix.store.path.StoreDir;
import dev.kix.store.path.StorePath;
import org.jspecify.annotations.Nullable;

/** One output of a derivation: how its store path is, or will be, known. */
public sealed interface DerivationOutput {

  /** The path hashes everything that goes into the build; the usual kind. */
  record InputAddressed(StorePath path) implements DerivationOutput {}

  /** The content is known in advance (a fixed-output derivation). */
  record CaFixed(ContentAddress address) implements DerivationOutput {}

  /** The path follows from the content once it is built (experimental {@code ca-derivations}). */
  record CaFloating(ContentAddressMethod method, HashAlgorithm algorithm)
      implements DerivationOutput {}

  /** Input-addressed, but an input is not known yet. Also the state before paths are filled in. */
  record Deferred() implements DerivationOutput {}

  /** Built anew each time (experimental {@code impure-derivations}). */
  record Impure(ContentAddressMethod method, HashAlgorithm algorithm) implements DerivationOutput {}

  /** The one {@link Deferred}. */
  DerivationOutput DEFERRED = new Deferred();

  /**
   * The path of this output, or null when it is not known before the build.
   *
   * @param derivationName without {@code .drv}
   */
  default @Nullable StorePath path(StoreDir dir, String derivationName, String outputName) {
    if (this instanceof InputAddressed input) {
      return input.path;
    }
    if (this instanceof CaFixed fixed) {
      return dir.makeContentAddressedPath(
          StoreDir.outputPathName(derivationName, outputName), fixed.address);
    }
    return null;
  }
}
