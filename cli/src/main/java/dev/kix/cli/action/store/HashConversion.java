package dev.kix.cli.action.store;

import dev.kix.cli.console.CliException;
import dev.kix.cli.console.Console;
import dev.kix.cli.nix.NixSettings;
import dev.kix.store.hash.Hash;
import dev.kix.store.hash.HashAlgorithm;
import dev.kix.store.hash.HashFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints hashes in another format: {@code nix hash convert}. */
public final class HashConversion {
  /**
   * What to do.
   *
   * @param algorithm the name of the algorithm of hashes that do not say it, or null
   * @param from the name of the format that they must have, or null for any
   * @param to the name of a format
   */
  public record Request(
      NixSettings settings,
      List<String> hashes,
      @Nullable String algorithm,
      @Nullable String from,
      String to) {
    public Request {
      hashes = List.copyOf(hashes);
    }
  }

  private final Console console;

  public HashConversion(Console console) {
    this.console = console;
  }

  /**
   * Prints one hash a line, until one is wrong.
   *
   * @return the exit code
   * @throws dev.kix.store.hash.HashException for what is no hash
   */
  public int run(Request request) {
    HashAlgorithm algorithm = HashNames.algorithm(request.algorithm(), request.settings());
    HashFormat from = HashNames.format(request.from(), console);
    HashFormat to = HashNames.format(request.to(), console);
    for (String text : request.hashes()) {
      Hash hash = Hash.parseAny(text, algorithm);
      HashFormat format = Hash.formatOf(text, algorithm);
      if (from != null && from != format) {
        throw new CliException(
            "input hash '"
                + text
                + "' has format '"
                + format.nixName()
                + "', but '--from "
                + from.nixName()
                + "' was specified");
      }
      console.out(hash.format(to == null ? HashFormat.SRI : to, false) + "\n");
    }
    return 0;
  }
}
