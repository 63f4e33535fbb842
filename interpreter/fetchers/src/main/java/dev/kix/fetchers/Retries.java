package dev.kix.fetchers;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.fetch.FetchContext;
import dev.kix.interpreter.fetch.TransferSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asking several times where it seems to be worth it, with pauses that grow. Rules: Nix manual,
 * {@code filetransfer-retry-…}; {@code filetransfer.cc}.
 */
final class Retries {
  private static final long PERIOD_MILLIS = 20;

  private final FetchContext context;
  private final TransferSettings settings;

  Retries(FetchContext context) {
    this.context = context;
    this.settings = context.settings().transfer();
  }

  /** A failure that may be gone when asked again. */
  static final class TransientException extends Exception {
    private static final long serialVersionUID = 1;

    private final String words;
    private final boolean rateLimited;
    private final @Nullable Duration after;

    TransientException(String words) {
      this(words, false, null);
    }

    /**
     * @param rateLimited whether the server says that it is asked too often
     * @param after how long it wants to be left alone, or null
     */
    TransientException(String words, boolean rateLimited, @Nullable Duration after) {
      super(words);
      this.words = words;
      this.rateLimited = rateLimited;
      this.after = after;
    }

    @Override
    public String getMessage() {
      return words;
    }
  }

  /** What is tried. */
  interface Attempt<T> {
    T make() throws TransientException, InterruptedException;
  }

  /**
   * What an attempt gives, one of as many as there may be.
   *
   * @throws EvalException the last failure, or when the evaluation ends
   */
  <T> T make(Attempt<T> attempt) throws InterruptedException {
    for (int number = 1; ; number++) {
      try {
        return attempt.make();
      } catch (TransientException e) {
        Duration pause = pause(e, number);
        if (number >= settings.attempts() || pause == null) {
          throw FetchErrors.error(e.getMessage());
        }
        context.warn(
            e.getMessage()
                + "; retrying in "
                + pause.toMillis()
                + " ms (attempt "
                + number
                + "/"
                + settings.attempts()
                + ")");
        sleep(pause);
      }
    }
  }

  /** How long to wait; null when the server wants more than anybody would wait for its answer. */
  private @Nullable Duration pause(TransientException e, int number) {
    Duration base = e.rateLimited ? settings.rateLimitedDelay() : settings.retryDelay();
    long grown = base.toMillis() << Math.min(number - 1, 31);
    long backoff = Math.min(grown, settings.maxRetryDelay().toMillis());
    long floor = e.after == null ? 0 : e.after.toMillis();
    Duration patience = settings.stalledTimeout();
    if (!patience.isZero() && floor > patience.toMillis()) {
      return null;
    }
    return Duration.ofMillis(
        settings.jitter()
            ? floor + new SplittableRandom().nextLong(backoff + 1)
            : Math.max(floor, backoff));
  }

  private void sleep(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    context.checkInterruption();
    for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
      Thread.sleep(Math.min(PERIOD_MILLIS, left / 1_000_000 + 1));
      context.checkInterruption();
    }
  }

  /** What a header {@code Retry-After} says: seconds, or a date (RFC 9110, 10.2.3). */
  static @Nullable Duration after(Optional<String> header) {
    String text = header.orElse("").strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(ZonedDateTime.now(date.getZone()), date);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
