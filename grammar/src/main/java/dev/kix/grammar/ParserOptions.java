package dev.kix.grammar;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to read Nix text. Immutable and safe for use by many threads, provided the listener is; made
 * by {@link #builder()}.
 */
public final class ParserOptions {
  /** What to do about a construct that is legal but frowned upon. */
  public enum Lint {
    IGNORE,
    /** Tell the {@link WarningListener}. */
    WARN,
    /** Refuse the text with a {@link ParseException}. */
    FATAL
  }

  /** Hears of what is legal but should be written otherwise. */
  public interface WarningListener {
    /**
     * @param message Unicode text, in Nix's words
     * @param offset index into the text of {@code source}
     */
    void warning(String message, SourceFile source, int offset);
  }

  private final String basePath;
  private final boolean pipeOperators;
  private final boolean bareWildcards;
  private final Lint urlLiterals;
  private final Lint shortPathLiterals;
  private final Lint absolutePathLiterals;
  private final @Nullable WarningListener warnings;

  private ParserOptions(Builder b) {
    basePath = b.basePath;
    pipeOperators = b.pipeOperators;
    bareWildcards = b.bareWildcards;
    urlLiterals = b.urlLiterals;
    shortPathLiterals = b.shortPathLiterals;
    absolutePathLiterals = b.absolutePathLiterals;
    warnings = b.warnings;
  }

  /**
   * Starts from: base path {@code /}, pipe operators allowed, no bare wildcards, all lints ignored,
   * no listener.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** The absolute folder that relative path literals are relative to; one char per byte. */
  public String basePath() {
    return basePath;
  }

  /** Whether {@code |>} and {@code <|} are operators. In Nix 2.35 they are experimental. */
  public boolean pipeOperators() {
    return pipeOperators;
  }

  /**
   * Whether a bare {@code *} may be a component of a binding's path, an extension of kix: {@code
   * instances.*.x = 1;} is {@code instances."*".x = 1;}.
   */
  public boolean bareWildcards() {
    return bareWildcards;
  }

  /** About {@code http://example.org} without quotes; Nix's {@code lint-url-literals}. */
  public Lint urlLiterals() {
    return urlLiterals;
  }

  /** About {@code a/b} instead of {@code ./a/b}; Nix's {@code lint-short-path-literals}. */
  public Lint shortPathLiterals() {
    return shortPathLiterals;
  }

  /** About {@code /a} and {@code ~/a}; Nix's {@code lint-absolute-path-literals}. */
  public Lint absolutePathLiterals() {
    return absolutePathLiterals;
  }

  /** These options with another listener. */
  public ParserOptions withWarnings(@Nullable WarningListener listener) {
    return builder()
        .basePath(basePath)
        .pipeOperators(pipeOperators)
        .bareWildcards(bareWildcards)
        .urlLiterals(urlLiterals)
        .shortPathLiterals(shortPathLiterals)
        .absolutePathLiterals(absolutePathLiterals)
        .warnings(listener)
        .build();
  }

  /** Who hears of warnings, or null. */
  public @Nullable WarningListener warnings() {
    return warnings;
  }

  /** True for options that read every text alike and warn the same listener. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ParserOptions o
        && basePath.equals(o.basePath)
        && pipeOperators == o.pipeOperators
        && bareWildcards == o.bareWildcards
        && urlLiterals == o.urlLiterals
        && shortPathLiterals == o.shortPathLiterals
        && absolutePathLiterals == o.absolutePathLiterals
        && Objects.equals(warnings, o.warnings);
  }

  @Override
  public int hashCode() {
    return basePath.hashCode() * 4 + (pipeOperators ? 2 : 0) + (bareWildcards ? 1 : 0);
  }

  /** Makes {@link ParserOptions}. Not safe for use by many threads. */
  public static final class Builder {
    private String basePath = "/";
    private boolean pipeOperators = true;
    private boolean bareWildcards;
    private Lint urlLiterals = Lint.IGNORE;
    private Lint shortPathLiterals = Lint.IGNORE;
    private Lint absolutePathLiterals = Lint.IGNORE;
    private @Nullable WarningListener warnings;

    private Builder() {}

    /**
     * @throws IllegalArgumentException when {@code absoluteFolder} is not absolute
     */
    public Builder basePath(String absoluteFolder) {
      if (!absoluteFolder.startsWith("/")) {
        throw new IllegalArgumentException("not an absolute path: " + absoluteFolder);
      }
      basePath = absoluteFolder;
      return this;
    }

    public Builder pipeOperators(boolean allowed) {
      pipeOperators = allowed;
      return this;
    }

    public Builder bareWildcards(boolean allowed) {
      bareWildcards = allowed;
      return this;
    }

    public Builder urlLiterals(Lint lint) {
      urlLiterals = lint;
      return this;
    }

    public Builder shortPathLiterals(Lint lint) {
      shortPathLiterals = lint;
      return this;
    }

    public Builder absolutePathLiterals(Lint lint) {
      absolutePathLiterals = lint;
      return this;
    }

    public Builder warnings(@Nullable WarningListener listener) {
      warnings = listener;
      return this;
    }

    public ParserOptions build() {
      return new ParserOptions(this);
    }
  }
}
