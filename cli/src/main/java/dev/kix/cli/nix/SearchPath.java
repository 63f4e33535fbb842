package dev.kix.cli.nix;

import java.util.ArrayList;
import java.util.List;

/** Reads NIX_PATH. */
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
