package dev.kix.cli.action.store;

import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import dev.kix.interpreter.value.Bytes;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.path.ContentAddress;
import dev.kix.store.path.ContentAddressMethod;

/** Computes where a fixed output lies: {@code nix-store --print-fixed-path}. */
public final class FixedPath {
  private final Console console;
  private final NixSettings settings;

  public FixedPath(Console console, NixSettings settings) {
    this.console = console;
    this.settings = settings;
  }

  /** Prints the path. Returns the exit code. */
  public int print(boolean recursive, String algorithm, String hash, String name) {
    HashAlgorithm known = HashNames.algorithm(algorithm, settings, HashAlgorithm.SHA256);
    ContentAddress address =
        new ContentAddress(
            recursive ? ContentAddressMethod.NIX_ARCHIVE : ContentAddressMethod.FLAT,
            Hash.parseAny(hash, known));
    console.outBytes(
        settings
                .storeDir()
                .print(settings.storeDir().makeContentAddressedPath(Bytes.encode(name), address))
            + "\n");
    return 0;
  }
}
