package dev.kix.cli.nix;

import dev.kix.cli.console.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the search path comes from: NIX_PATH and channels. */
final class SearchPath {
  private SearchPath() {}

  /**
   * The entries of a search path with colons between them. A colon inside a URL does not end an
   * entry, as far as Nix can tell: {@code nixpkgs=https://example.org/x.tar.gz:foo=/bar}.
   */
  static List<String> parse(String text) {
    List<String> entries = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      int value = i;
      while (i < text.length() && text.charAt(i) != ':') {
        if (text.charAt(i) == '=') {
          value = i + 1;
        }
        i++;
      }
      if (i < text.length() && isUrl(text.substring(value))) {
        i++;
        while (i < text.length() && text.charAt(i) != ':') {
          i++;
        }
      }
      if (i > start) {
        entries.add(text.substring(start, i));
      }
      i++;
    }
    return entries;
  }

  /**
   * The channels of the user and of root, as far as there are any: what Nix looks through last.
   *
   * @param xdg whether the user's are below the XDG state folder
   */
  static List<String> channels(Console console, boolean xdg) {
    List<String> entries = new ArrayList<>();
    Path own = definitions(console, xdg);
    if (own != null) {
      addIfThere(entries, "", own.resolve("channels"));
    }
    Path root = Path.of("/nix/var/nix/profiles/per-user/root/channels");
    addIfThere(entries, "nixpkgs=", root.resolve("nixpkgs"));
    addIfThere(entries, "", root);
    return entries;
  }

  private static @Nullable Path definitions(Console console, boolean xdg) {
    String home = console.variable("HOME");
    if (!xdg) {
      return home == null ? null : console.resolve(home).resolve(".nix-defexpr");
    }
    String nix = console.variable("NIX_STATE_HOME");
    if (nix != null) {
      return console.resolve(nix).resolve("defexpr");
    }
    Path state = console.userFolder("XDG_STATE_HOME", ".local/state");
    return state == null ? null : state.resolve("nix").resolve("defexpr");
  }

  private static void addIfThere(List<String> entries, String prefix, Path folder) {
    if (Files.exists(folder)) {
      entries.add(prefix + folder);
    }
  }

  /** Whether {@code text} begins like something that is fetched rather than a path. */
  static boolean isUrl(String text) {
    if (text.startsWith("channel:") || text.startsWith("flake:")) {
      return true;
    }
    int colon = text.indexOf("://");
    return colon > 0
        && List.of("http", "https", "file", "channel", "git", "s3", "ssh")
            .contains(text.substring(0, colon));
  }
}
