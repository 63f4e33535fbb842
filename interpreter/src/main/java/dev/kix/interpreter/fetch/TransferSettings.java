package dev.kix.interpreter.fetch;

import java.time.Duration;

/**
 * How bytes come from a server, in the terms of {@code nix.conf}; what Nix has for each is its
 * default here. Immutable. Rules: Nix manual, <i>nix.conf</i>, and {@code filetransfer.cc}.
 *
 * @param connectTimeout {@code connect-timeout}: for how long a connection is waited for; zero for
 *     no limit
 * @param stalledTimeout {@code stalled-download-timeout}: how long a server may say nothing, before
 *     its answer and in the middle of it; zero for no limit
 * @param attempts {@code filetransfer-retry-attempts}: how often something is asked for that fails
 *     in a way that may pass; 0 means 1
 * @param retryDelay {@code filetransfer-retry-delay}: how long to wait before the second attempt,
 *     twice as long before each further one
 * @param rateLimitedDelay {@code filetransfer-retry-delay-rate-limited}: the same after HTTP 429
 *     and 503
 * @param maxRetryDelay {@code filetransfer-retry-max-delay}: the longest of these
 * @param jitter {@code filetransfer-retry-jitter}: whether a random part of each is waited
 * @param http2 {@code http2}: whether HTTP/2 is spoken where a server over HTTPS does
 * @param speed {@code download-speed}: the most KiB a second that a download takes; zero for no
 *     limit
 * @param userAgentSuffix {@code user-agent-suffix}: what follows the name of the program
 * @param certificates {@code ssl-cert-file}: who may vouch for a server
 */
public record TransferSettings(
    Duration connectTimeout,
    Duration stalledTimeout,
    int attempts,
    Duration retryDelay,
    Duration rateLimitedDelay,
    Duration maxRetryDelay,
    boolean jitter,
    boolean http2,
    long speed,
    String userAgentSuffix,
    TrustedCertificates certificates) {
  /** What kix says that it is. */
  private static final String AGENT = "kix";

  /** A builder that starts with what Nix does by default. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these settings. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.connectTimeout = connectTimeout;
    b.stalledTimeout = stalledTimeout;
    b.attempts = attempts;
    b.retryDelay = retryDelay;
    b.rateLimitedDelay = rateLimitedDelay;
    b.maxRetryDelay = maxRetryDelay;
    b.jitter = jitter;
    b.http2 = http2;
    b.speed = speed;
    b.userAgentSuffix = userAgentSuffix;
    b.certificates = certificates;
    return b;
  }

  /** The header {@code User-Agent} of every request. */
  public String userAgent() {
    return userAgentSuffix.isEmpty() ? AGENT : AGENT + " " + userAgentSuffix;
  }

  /** Makes {@link TransferSettings}. Each method sets the component of its name. */
  public static final class Builder {
    private Duration connectTimeout = Duration.ofSeconds(15);
    private Duration stalledTimeout = Duration.ofSeconds(300);
    private int attempts = 5;
    private Duration retryDelay = Duration.ofMillis(100);
    private Duration rateLimitedDelay = Duration.ofMillis(5000);
    private Duration maxRetryDelay = Duration.ofMillis(60_000);
    private boolean jitter = true;
    private boolean http2 = true;
    private long speed;
    private String userAgentSuffix = "";
    private TrustedCertificates certificates = TrustedCertificates.usual();

    private Builder() {}

    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    public Builder stalledTimeout(Duration value) {
      stalledTimeout = value;
      return this;
    }

    public Builder attempts(int value) {
      attempts = value;
      return this;
    }

    public Builder retryDelay(Duration value) {
      retryDelay = value;
      return this;
    }

    public Builder rateLimitedDelay(Duration value) {
      rateLimitedDelay = value;
      return this;
    }

    public Builder maxRetryDelay(Duration value) {
      maxRetryDelay = value;
      return this;
    }

    public Builder jitter(boolean value) {
      jitter = value;
      return this;
    }

    public Builder http2(boolean value) {
      http2 = value;
      return this;
    }

    public Builder speed(long value) {
      speed = value;
      return this;
    }

    public Builder userAgentSuffix(String value) {
      userAgentSuffix = value;
      return this;
    }

    public Builder certificates(TrustedCertificates value) {
      certificates = value;
      return this;
    }

    public TransferSettings build() {
      return new TransferSettings(
          connectTimeout,
          stalledTimeout,
          attempts,
          retryDelay,
          rateLimitedDelay,
          maxRetryDelay,
          jitter,
          http2,
          speed,
          userAgentSuffix,
          certificates);
    }
  }
}
