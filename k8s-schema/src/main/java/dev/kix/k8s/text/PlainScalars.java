package dev.kix.k8s.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar without quotes means to Kubernetes' own tools: sigs.k8s.io/yaml, which is go-yaml
 * 2, which is mostly YAML 1.1. {@code yes} is true, {@code 010} is eight, {@code 1_000} a thousand;
 * dates stay strings, base 60 is unknown.
 */
final class PlainScalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");
  private static final Pattern BASE_SIXTY =
      Pattern.compile("[-+]?[1-9][0-9_]*(:[0-5]?[0-9])++(\\.[0-9_]*)?");

  private PlainScalars() {}

  /** The value; null for infinities and what is not a number, which JSON cannot hold. */
  static @Nullable JsonNode resolve(String text) {
    if (text.isEmpty()) {
      return JSON.nullNode();
    }
    char c = text.charAt(0);
    if (c >= '0' && c <= '9' || c == '-' || c == '+') {
      return number(text);
    }
    if (c == '.') {
      return dotted(text);
    }
    if (text.length() > 5) {
      return JSON.textNode(text);
    }
    return switch (text) {
      case "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" ->
          JSON.booleanNode(true);
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" ->
          JSON.booleanNode(false);
      default -> JSON.textNode(text);
    };
  }

  private static @Nullable JsonNode dotted(String text) {
    return switch (text) {
      case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF" -> null;
      default -> FLOAT.matcher(text).matches() ? floating(text) : JSON.textNode(text);
    };
  }

  private static @Nullable JsonNode number(String text) {
    switch (text) {
      case "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF" -> {
        return null;
      }
      case "0" -> {
        return JSON.numberNode(0L);
      }
      default -> {
        // Most are short decimal numbers.
      }
    }
    if (isDecimal(text)) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (DATE.matcher(text).matches()) {
      return JSON.textNode(text);
    }
    String plain = text.replace("_", "");
    BigInteger integer = integer(plain);
    if (integer != null && integer.bitLength() <= 64 && (integer.signum() >= 0 || fits(integer))) {
      return fits(integer) ? JSON.numberNode(integer.longValue()) : JSON.numberNode(integer);
    }
    return FLOAT.matcher(plain).matches() ? floating(plain) : JSON.textNode(text);
  }

  private static boolean fits(BigInteger value) {
    return value.bitLength() < 64;
  }

  private static boolean isDecimal(String text) {
    char first = text.charAt(0);
    if (first < '1' || first > '9' || text.length() > 18) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** As Go's ParseInt with base 0. */
  private static @Nullable BigInteger integer(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      switch (digits.charAt(1)) {
        case 'x', 'X' -> radix = 16;
        case 'b', 'B' -> radix = 2;
        default -> radix = 8;
      }
      boolean letter = radix != 8 || digits.charAt(1) == 'o' || digits.charAt(1) == 'O';
      digits = digits.substring(letter ? 2 : 1);
    }
    if (digits.isEmpty() || digits.length() > 64 || !isInRadix(digits, radix)) {
      return null;
    }
    BigInteger value = new BigInteger(digits, radix);
    return text.startsWith("-") ? value.negate() : value;
  }

  private static boolean isInRadix(String digits, int radix) {
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return true;
  }

  private static JsonNode floating(String text) {
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? JSON.textNode(text) : JSON.numberNode(value);
  }

  /**
   * How other readers of YAML take the text, when they take it differently; null when all agree.
   * Numbers with a leading zero are not mentioned for file modes, which everybody writes so.
   */
  static @Nullable String ambiguity(String text, boolean fileMode) {
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON" ->
          "is the boolean true to kubectl (YAML 1.1) and a string to YAML 1.2";
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF" ->
          "is the boolean false to kubectl (YAML 1.1) and a string to YAML 1.2";
      default -> numberAmbiguity(text, fileMode);
    };
  }

  private static @Nullable String numberAmbiguity(String text, boolean fileMode) {
    char first = text.charAt(0);
    if ((first < '0' || first > '9') && first != '-' && first != '+') {
      return null;
    }
    String digits = first == '-' || first == '+' ? text.substring(1) : text;
    if (BASE_SIXTY.matcher(text).matches()) {
      return "is a number in base 60 to some readers (YAML 1.1) and a string to kubectl";
    }
    if (digits.indexOf('_') > 0 && resolve(text) instanceof JsonNode n && n.isNumber()) {
      return "is the number " + n.asText() + " to kubectl (YAML 1.1) and a string to YAML 1.2";
    }
    boolean zero = digits.length() > 1 && digits.charAt(0) == '0';
    if (zero && !fileMode && resolve(text) instanceof JsonNode n && n.isIntegralNumber()) {
      return digits.charAt(1) == 'x'
          ? null
          : "is the number " + n.asText() + " to kubectl (octal, YAML 1.1), not so to YAML 1.2";
    }
    return null;
  }
}
