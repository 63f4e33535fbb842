package dev.kix.k8s.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as the API server reads it. The documentation speaks of ECMA-262, the server
 * compiles with Go's RE2: no look-around, no back references, and matching in linear time. Compiled
 * when first asked; safe for many threads, two of which compile the same.
 */
public final class ServerPattern {
  private final String text;
  private volatile @Nullable Pattern compiled;

  public ServerPattern(String text) {
    this.text = text;
  }

  /** The pattern as the definition spells it. */
  public String text() {
    return text;
  }

  /**
   * Whether the pattern is found anywhere in a text. One that cannot be compiled finds everything:
   * the definition it stands in is reported, not the resources.
   */
  public boolean finds(String value) {
    Pattern pattern = compiled;
    if (pattern == null) {
      try {
        pattern = Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        pattern = Pattern.compile("");
      }
      compiled = pattern;
    }
    return pattern.matcher(value).find();
  }
}
