package dev.kix.interpreter.eval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kix.grammar.Expr;
import dev.kix.grammar.ParseException;
import dev.kix.grammar.Parser;
import dev.kix.grammar.ParserOptions;
import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parsed and analysed code by content. Thread-safe; share one between evaluators that read the same
 * files: the key is the text, its name, the options of the parser and the names of the global
 * scope, so nothing stale is ever found.
 */
public final class CodeCache {
  /** Texts beyond this many bytes in total are forgotten, least recently used first. */
  private static final long MAX_BYTES = 256L << 20;

  /** What was read first, until there is a second: then a {@link #cache} is worth its start-up. */
  private volatile @Nullable Entry first;

  private volatile @Nullable Cache<Key, Code> cache;

  private record Entry(Key key, Code code) {}

  private record Key(SourceFile source, ParserOptions options, GlobalScope.Names globals) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Key k
          && k.source.text().equals(source.text())
          && k.source.origin().equals(source.origin())
          && k.options.equals(options)
          && k.globals.equals(globals);
    }

    @Override
    public int hashCode() {
      return source.text().hashCode() * 31 + source.origin().hashCode();
    }
  }

  /**
   * The code of {@code source}, from the cache or made now.
   *
   * @param options without a listener, so that evaluators share what they read
   * @param warnings hears of what the parser warned of, also when the code comes from the cache
   * @throws EvalException of kind {@link ErrorKind#PARSE} or {@link ErrorKind#UNDEFINED_VARIABLE}
   */
  public Code load(
      SourceFile source,
      ParserOptions options,
      GlobalScope.Names globals,
      Consumer<EvalException> warnings) {
    Key key = new Key(source, options, globals);
    Code code = find(key);
    if (code == null) {
      long begin = Counters.ON ? System.nanoTime() : 0;
      List<EvalException.Snapshot> heard = new ArrayList<>(0);
      Expr expr =
          parse(
              source,
              options,
              warning -> {
                heard.add(warning.snapshot());
                warnings.accept(warning);
              });
      code = Analyzer.analyze(source, expr, globals).warning(heard);
      keep(key, code);
      if (Counters.ON) {
        Counters.parsed(System.nanoTime() - begin);
      }
    } else {
      for (EvalException.Snapshot warning : code.warnings()) {
        warnings.accept(warning.toException());
      }
    }
    return code;
  }

  /**
   * Parses, with a syntax error as an {@link EvalException}.
   *
   * @param warnings hears of what the parser warns of
   */
  public static Expr parse(
      SourceFile source, ParserOptions options, Consumer<EvalException> warnings) {
    try {
      return Parser.parse(
          source,
          options.withWarnings((message, at, offset) ->
              warnings.accept(EvalException.parseWarning(message, at, offset))));
    } catch (ParseException e) {
      throw EvalException.parse(e);
    }
  }

  private @Nullable Code find(Key key) {
    Cache<Key, Code> c = cache;
    if (c != null) {
      return c.getIfPresent(key);
    }
    Entry only = first;
    return only != null && only.key.equals(key) ? only.code : null;
  }

  private synchronized void keep(Key key, Code code) {
    Entry only = first;
    Cache<Key, Code> c = cache;
    if (c == null && only == null) {
      first = new Entry(key, code);
      return;
    }
    if (c == null) {
      c =
          Caffeine.newBuilder()
              .maximumWeight(MAX_BYTES)
              .<Key, Code>weigher((k, v) -> k.source().text().length() + 64)
              .executor(Runnable::run)
              .build();
      cache = c;
    }
    if (only != null) {
      c.put(only.key, only.code);
      first = null;
    }
    c.put(key, code);
  }
}
