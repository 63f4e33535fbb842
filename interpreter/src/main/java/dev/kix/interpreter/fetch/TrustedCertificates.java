package dev.kix.interpreter.fetch;

import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.io.IoErrors;
import dev.kix.store.file.FileNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who may vouch for a server over HTTPS: the authorities in a file of certificates (PEM, one after
 * the other), or what the machine trusts. The file is read once, when the first encrypted
 * connection is made. Thread-safe.
 */
public final class TrustedCertificates {
  /** Where Nix looks when nobody has said anything. */
  private static final List<String> USUAL =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/nix/var/nix/profiles/default/etc/ssl/certs/ca-bundle.crt");

  private final @Nullable Path given;
  private @Nullable SSLContext context;

  private TrustedCertificates(@Nullable Path given) {
    this.given = given;
  }

  /**
   * What the machine trusts: the first of Nix's usual files that is there, else what Java trusts.
   * Whoever has told Java by {@code javax.net.ssl.trustStore} means that.
   */
  public static TrustedCertificates usual() {
    return new TrustedCertificates(null);
  }

  /** The certificates in {@code file}, and no others. */
  public static TrustedCertificates of(Path file) {
    return new TrustedCertificates(file);
  }

  /**
   * What {@code NIX_SSL_CERT_FILE} says, else {@code SSL_CERT_FILE}, else what is {@link #usual}.
   * As in Nix, a first one that is empty hides the second.
   */
  static TrustedCertificates of(Map<String, String> environment) {
    String nix = environment.get("NIX_SSL_CERT_FILE");
    String file = nix != null ? nix : environment.getOrDefault("SSL_CERT_FILE", "");
    return file.isEmpty() ? usual() : of(Path.of(file));
  }

  /** The file that somebody named, or null. */
  public @Nullable Path file() {
    return given;
  }

  /**
   * What encrypted connections are made with.
   *
   * @throws EvalException if the file that was named cannot be read, or is none of certificates
   */
  public synchronized SSLContext context() {
    SSLContext known = context;
    if (known == null) {
      known = make();
      context = known;
    }
    return known;
  }

  private SSLContext make() {
    if (given != null) {
      try {
        return load(given);
      } catch (CertificateException e) {
        throw unusable(given, "it is not a list of certificates (PEM)");
      } catch (IOException e) {
        throw unusable(given, IoErrors.reason(e));
      } catch (GeneralSecurityException e) {
        throw unusable(given, String.valueOf(e.getMessage()));
      }
    }
    try {
      if (System.getProperty("javax.net.ssl.trustStore") == null) {
        for (String usual : USUAL) {
          Path file = Path.of(usual);
          if (Files.isReadable(file)) {
            return load(file);
          }
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      // Nobody has named it: what Java trusts does.
      return ofJava();
    }
    return ofJava();
  }

  private static SSLContext ofJava() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EvalException unusable(Path file, String why) {
    return new EvalException(
        ErrorKind.EVAL,
        "cannot use the certificates in '"
            + FileNames.full(file)
            + "' ('ssl-cert-file', NIX_SSL_CERT_FILE or SSL_CERT_FILE): "
            + why,
        null);
  }

  private static SSLContext load(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> all;
    byte[] text = Files.readAllBytes(file);
    try (InputStream in = new ByteArrayInputStream(text)) {
      all = CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
    if (all.isEmpty()) {
      throw new CertificateException("empty");
    }
    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
    authorities.load(null, null);
    int number = 0;
    for (Certificate certificate : all) {
      authorities.setCertificateEntry("ca-" + number, certificate);
      number++;
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }

  /** Two are equal that mean the same file. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TrustedCertificates that && Objects.equals(given, that.given);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(given);
  }

  @Override
  public String toString() {
    return given == null ? "usual" : given.toString();
  }
}
