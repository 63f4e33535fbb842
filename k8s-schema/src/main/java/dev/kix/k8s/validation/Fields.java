package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Quantity;
import dev.kix.k8s.forms.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The small questions that nearly every kind asks of its fields. A value of the wrong type is never
 * reported here: the schema says so already.
 */
final class Fields {
  private static final Pattern PERCENT = Pattern.compile("\\d{1,9}%");

  private Fields() {}

  /** A whole number that may not be below zero. */
  static void notNegative(JsonNode owner, String field, Place at, Reporter reporter) {
    atLeast(owner, field, 0, at, reporter);
  }

  static void atLeast(JsonNode owner, String field, long least, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isIntegralNumber() && value.decimalValue().compareTo(BigDecimal.valueOf(least)) < 0) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field(field),
          "must be at least " + least + " but is " + value.asText());
    }
  }

  static void between(
      JsonNode owner, String field, long least, long most, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (!value.isIntegralNumber()) {
      return;
    }
    BigDecimal number = value.decimalValue();
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      reporter.report(
          Rules.VALUE_RANGE,
          at.field(field),
          "must be from " + least + " to " + most + " but is " + value.asText());
    }
  }

  /** A text that must be there and not be empty, although the schema may not say so. */
  static void needed(JsonNode owner, String field, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isMissingNode() || value.isNull()) {
      reporter.report(Rules.SCHEMA_REQUIRED, at, "the required field '" + field + "' is missing");
    } else if (value.isTextual() && value.textValue().isEmpty()) {
      reporter.report(Rules.SCHEMA_REQUIRED, at.field(field), "may not be empty");
    }
  }

  /** A text that may not be empty where the schema already demands that it is there. */
  static void notEmpty(JsonNode owner, String field, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isTextual() && value.textValue().isEmpty()) {
      reporter.report(Rules.SCHEMA_REQUIRED, at.field(field), "may not be empty");
    }
  }

  /** A list or map that must have something in it. */
  static void filled(JsonNode owner, String field, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isMissingNode() || value.isNull()) {
      reporter.report(Rules.SCHEMA_REQUIRED, at, "the required field '" + field + "' is missing");
    } else if (value.isContainerNode() && value.isEmpty()) {
      reporter.report(Rules.SCHEMA_REQUIRED, at.field(field), "may not be empty");
    }
  }

  /** A list that may not be empty where the schema already demands that it is there. */
  static void filledIfThere(JsonNode owner, String field, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isContainerNode() && value.isEmpty()) {
      reporter.report(Rules.SCHEMA_REQUIRED, at.field(field), "may not be empty");
    }
  }

  /** A name that becomes part of a URL. */
  static void pathSegment(JsonNode owner, String field, Place at, Reporter reporter) {
    formed(Names.pathSegment(text(owner, field)), field, at, reporter);
  }

  /** A field that this combination does not allow. */
  static void forbidden(JsonNode owner, String field, Place at, String why, Reporter reporter) {
    if (owner.hasNonNull(field)) {
      reporter.report(Rules.ONE_OF, at.field(field), why);
    }
  }

  /** A text that is one of some words; for fields whose schema lists none. */
  static void oneOf(JsonNode owner, String field, List<String> words, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isTextual() && !value.textValue().isEmpty() && !words.contains(value.textValue())) {
      reporter.report(
          Rules.SCHEMA_ENUM,
          at.field(field),
          "expected " + choice(words) + " but found " + Values.describe(value),
          DidYouMean.hint(value.textValue(), words));
    }
  }

  static String choice(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** A text whose form {@link Names} knows; {@code broken} is what it said of it. */
  static void formed(@Nullable String broken, String field, Place at, Reporter reporter) {
    if (broken != null) {
      reporter.report(Rules.SCHEMA_FORMAT, at.field(field), broken);
    }
  }

  /** A number, or a percentage; neither may be negative. */
  static void numberOrPercent(JsonNode owner, String field, Place at, Reporter reporter) {
    JsonNode value = owner.path(field);
    if (value.isTextual() && !PERCENT.matcher(value.textValue()).matches()) {
      reporter.report(
          Rules.SCHEMA_FORMAT,
          at.field(field),
          "expected a number or a percentage such as \"25%\" but found " + Values.describe(value));
    } else {
      notNegative(owner, field, at, reporter);
    }
  }

  /** Whether a number-or-percentage is zero. */
  static boolean isZero(JsonNode value) {
    return value.isIntegralNumber() && value.decimalValue().signum() == 0
        || value.isTextual() && value.textValue().matches("0+%?");
  }

  /** The exact value of a quantity, or null when it is none. */
  static @Nullable BigDecimal amount(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    return value.isTextual() ? Quantity.parse(value.textValue()) : null;
  }

  static void quantityNotNegative(JsonNode value, Place at, Reporter reporter) {
    BigDecimal amount = amount(value);
    if (amount != null && amount.signum() < 0) {
      reporter.report(Rules.VALUE_RANGE, at, "may not be negative but is " + value.asText());
    }
  }

  /** An absolute path, or one below the volume: never one with {@code ..} in it. */
  static boolean climbs(String path) {
    return path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../");
  }

  static String text(JsonNode owner, String field) {
    return owner.path(field).textValue() instanceof String s ? s : "";
  }
}
