package dev.kix.interpreter.flake;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.fetch.BadUrlException;
import dev.kix.interpreter.fetch.Input;
import dev.kix.interpreter.fetch.InputAttrs;
import dev.kix.interpreter.fetch.InputFetcher;
import dev.kix.interpreter.fetch.RegistryUse;
import java.util.Map;

/**
 * Sources named by URL where a path is expected: entries of the search path, file arguments of
 * programs.
 */
public final class RemoteSources {
  private static final String CHANNEL = "channel:";
  private static final String FLAKE = "flake:";

  private RemoteSources() {}

  /** Whether {@code text} is fetched; everything else is a path. */
  public static boolean isUrl(String text) {
    if (text.startsWith(CHANNEL) || text.startsWith(FLAKE)) {
      return true;
    }
    int colon = text.indexOf("://");
    return colon > 0
        && switch (text.substring(0, colon)) {
          case "http", "https", "file", "channel", "git", "s3", "ssh" -> true;
          default -> false;
        };
  }

  /** {@code channel:NAME} as the URL of its archive; every other URL as it is. */
  public static String resolve(String url) {
    return url.startsWith(CHANNEL)
        ? "https://channels.nixos.org/" + url.substring(CHANNEL.length()) + "/nixexprs.tar.xz"
        : url;
  }

  /**
   * Fetches the archive or flake at a URL.
   *
   * @return its folder in the store
   */
  public static String fetch(EvalState state, String url) {
    InputFetcher.Result tree =
        url.startsWith(FLAKE) ? flake(state, url.substring(FLAKE.length())) : archive(state, url);
    return state.services().store().dir().print(tree.path());
  }

  private static InputFetcher.Result archive(EvalState state, String url) {
    try {
      Input input = Input.fromAttrs(InputAttrs.of(Map.of("type", "tarball", "url", resolve(url))));
      return state.services().inputs().fetch(input, RegistryUse.NONE);
    } catch (BadUrlException e) {
      throw e.toEvalException();
    }
  }

  private static InputFetcher.Result flake(EvalState state, String ref) {
    if (!state.services().settings().experimentalFeatures().contains("flakes")) {
      throw new EvalException(
          ErrorKind.EVAL,
          "experimental Nix feature 'flakes' is disabled; add '--extra-experimental-features"
              + " flakes' to enable it",
          null);
    }
    Input input = new FlakeRefParser(null, false, false).parseWhole(ref).input();
    return state.services().inputs().fetch(input, RegistryUse.ALL);
  }
}
