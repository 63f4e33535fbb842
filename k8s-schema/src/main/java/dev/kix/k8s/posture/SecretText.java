package dev.kix.k8s.posture;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells secrets from other texts, cautiously: what is said to be one nearly always is. */
final class SecretText {
  /** Beginnings of secrets that tell what they are. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"
              + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"
              + "|\\bgh[pousr]_[0-9A-Za-z]{36}"
              + "|\\bglpat-[0-9A-Za-z_-]{20}"
              + "|\\bxox[abprs]-[0-9A-Za-z-]{10}"
              + "|\\bsk_live_[0-9a-zA-Z]{24}"
              + "|\\bAIza[0-9A-Za-z_-]{35}"
              + "|\\beyJ[0-9A-Za-z_-]{10,}\\.eyJ[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]{10,}");

  /** A URL with a password in it. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("[a-z][a-z0-9+.-]{1,20}://[^/\\s:@$]{0,64}:[^/\\s:@${}]{1,128}@");

  private static final Pattern NAME =
      Pattern.compile(
          "(?:^|.*[_.-])(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key"
              + "|private[_-]?key|secret[_-]?key(?:[_-]?base)?|encryption[_-]?key|credentials?)");

  /** Values that such a name may have in the open. */
  private static final Pattern HARMLESS =
      Pattern.compile("|true|false|yes|no|on|off|none|null|[0-9]{1,9}|/.*|\\$\\(.*|\\$\\{.*");

  private SecretText() {}

  /** What kind of secret is in a text, or null. */
  static @Nullable String in(String text) {
    if (text.length() < 8) {
      return null;
    }
    if (KNOWN.matcher(text).find()) {
      return "a key or token";
    }
    return CREDENTIALS.matcher(text).find() ? "a URL with a password" : null;
  }

  /** Whether a variable or key of that name holds a secret if it has that plain value. */
  static boolean isNamed(String name, String value) {
    return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
        && value.indexOf('\n') < 0
        && !HARMLESS.matcher(value.toLowerCase(Locale.ROOT)).matches();
  }
}
