package dev.kix.cli.manual;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways in which the manual can be written. */
public enum ManualFormat {
  /** For a terminal. */
  TEXT {
    @Override
    public String builtins(List<BuiltinEntry> entries, boolean all) {
      return TextPage.of(entries);
    }
  },
  /** The page {@code docs/builtins.md}, or sections of it. */
  MARKDOWN {
    @Override
    public String builtins(List<BuiltinEntry> entries, boolean all) {
      return MarkdownPage.of(entries, all);
    }
  },
  /** A page that needs nothing beside itself. */
  HTML {
    @Override
    public String builtins(List<BuiltinEntry> entries, boolean all) {
      return HtmlPage.of(entries);
    }
  },
  /** An object from names to what is known of each, for programs. */
  JSON {
    @Override
    public String builtins(List<BuiltinEntry> entries, boolean all) {
      return JsonPage.of(entries);
    }
  };

  /**
   * Builtins in this format.
   *
   * @param entries in the order in which they are written
   * @param all whether these are all of them, so that an introduction is in place
   */
  public abstract String builtins(List<BuiltinEntry> entries, boolean all);

  /** The format called {@code name}, or null. */
  public static @Nullable ManualFormat find(String name) {
    for (ManualFormat format : values()) {
      if (format.label().equals(name)) {
        return format;
      }
    }
    return null;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
