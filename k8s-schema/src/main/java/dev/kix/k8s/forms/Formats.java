package dev.kix.k8s.forms;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The formats a schema may give a string: those of the built-in types, and those the server knows
 * for custom resources (apiextensions-apiserver, "format" in the CustomResourceDefinition
 * reference). A format that is not known is no restriction, as in the server.
 */
public final class Formats {
  private static final Pattern DURATION =
      Pattern.compile("[+-]?(?:0|(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))++)");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Pattern MAC =
      Pattern.compile("(?i)[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\\1[0-9a-f]{2}){4}");
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

  private Formats() {}

  /** Null when the text has the format, else what was expected, with its article. */
  public static @Nullable String violated(String format, String text) {
    return switch (format) {
      case "date-time" -> isDateTime(text) ? null : "a time such as 2026-01-31T12:00:00Z";
      case "date" -> isDate(text) ? null : "a date such as 2026-01-31";
      case "byte" -> isBase64(text) ? null : "base64";
      case "duration" -> DURATION.matcher(text).matches() ? null : "a duration such as 1h30m";
      case "ipv4" -> Addresses.isIpv4(text) ? null : "an IPv4 address";
      case "ipv6" -> Addresses.isIpv6(text) ? null : "an IPv6 address";
      case "cidr" -> Addresses.isCidr(text) ? null : "an address range such as 10.0.0.0/8";
      case "mac" -> MAC.matcher(text).matches() ? null : "a MAC address";
      case "uuid", "uuid3", "uuid4", "uuid5" -> UUID.matcher(text).matches() ? null : "a UUID";
      case "email" -> EMAIL.matcher(text).matches() ? null : "an e-mail address";
      case "hostname" ->
          Names.subdomain(text.toLowerCase(Locale.ROOT)) == null ? null : "a host name";
      case "uri" -> isUri(text) ? null : "a URI";
      default -> null;
    };
  }

  /** RFC 3339, as Go's time.RFC3339 reads it. */
  private static boolean isDateTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return text.length() >= 20;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Go's decoder ignores line ends, and so do multi-line strings in charts. */
  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
      return text.isEmpty() || text.replace("\n", "").replace("\r", "").length() % 4 == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isUri(String text) {
    try {
      return !text.isEmpty() && new URI(text).toString().equals(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
