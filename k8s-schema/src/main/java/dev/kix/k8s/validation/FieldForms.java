package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.DidYouMean;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Addresses;
import dev.kix.k8s.forms.Names;
import dev.kix.k8s.forms.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checks of {@code forms.txt}: what the server's code asks of single fields of types that need
 * no code of their own here. Immutable; read once, at the first type that has any.
 */
final class FieldForms {
  private static final Pattern IQN =
      Pattern.compile(
          "iqn\\.\\d{4}-\\d{2}\\.([0-9a-z]+\\.)+[0-9a-z][-0-9a-z.]*(:.*)?|eui\\.[0-9A-Fa-f]{16}"
              + "|naa\\.[0-9A-Fa-f]{16}([0-9A-Fa-f]{16})?|iqn\\.\\d{4}-\\d{2}\\.[^ ]+");
  private static final Set<String> RESOURCES = Set.of("cpu", "memory", "ephemeral-storage");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MOST_DOMAIN = 63;
  private static final int MOST_IDENTIFIER = 32;
  private static final Pattern SEMVER =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[-0-9A-Za-z.]+)?(\\+[-0-9A-Za-z.]+)?");

  /** A line of the table: a field, or what holds of several, and its words. */
  private record Line(String field, boolean elements, List<String> words) {}

  /** Made at the first use of the class. */
  private static final Map<String, List<Line>> TYPES = read();

  private FieldForms() {}

  private static Map<String, List<Line>> read() {
    Map<String, List<Line>> out = new HashMap<>();
    try (InputStream in = FieldForms.class.getResourceAsStream("forms.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      List<Line> type = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("  ")) {
          List<String> words = Arrays.asList(line.strip().split(" "));
          String field = words.get(0);
          boolean elements = field.endsWith("[]");
          type.add(
              new Line(
                  elements ? field.substring(0, field.length() - 2) : field,
                  elements,
                  words.subList(1, words.size())));
        } else if (!line.isEmpty() && line.charAt(0) != '#') {
          type = new ArrayList<>();
          out.put(line, type);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  /** Runs what the table has for a type. */
  static void check(String type, JsonNode value, Place at, Reporter reporter) {
    List<Line> lines = TYPES.get(type);
    if (lines == null) {
      return;
    }
    for (Line line : lines) {
      switch (line.field) {
        case "one" -> OneOf.exactlyOneSaid(value, line.words, at.toString(), reporter);
        case "any" -> any(value, line.words, at, reporter);
        case "when" -> when(value, line.words, at, reporter);
        default -> field(line, value, at, reporter);
      }
    }
  }

  private static void any(JsonNode value, List<String> fields, Place at, Reporter reporter) {
    for (String field : fields) {
      JsonNode there = value.path(field);
      if (there.isContainerNode() ? !there.isEmpty() : there.asBoolean(false)) {
        return;
      }
    }
    reporter.report(
        Rules.SCHEMA_REQUIRED, at, "one of " + String.join(", ", fields) + " must be given");
  }

  private static void when(JsonNode value, List<String> words, Place at, Reporter reporter) {
    int equals = words.get(0).indexOf('=');
    String field = words.get(0).substring(0, equals);
    String wanted = words.get(0).substring(equals + 1);
    String needed = words.get(1);
    if (Fields.text(value, field).equals(wanted)) {
      if (!value.hasNonNull(needed)) {
        reporter.report(
            Rules.SCHEMA_REQUIRED,
            at,
            "with " + field + ": " + wanted + " the field '" + needed + "' is needed");
      }
    } else if (value.path(field).isTextual()) {
      Fields.forbidden(value, needed, at, "needs " + field + ": " + wanted, reporter);
    }
  }

  private static void field(Line line, JsonNode owner, Place at, Reporter reporter) {
    int dot = line.field.indexOf('.');
    if (dot > 0) {
      String inside = line.field.substring(0, dot);
      if (owner.path(inside).isObject()) {
        Line rest = new Line(line.field.substring(dot + 1), line.elements, line.words);
        field(rest, owner.path(inside), at.field(inside), reporter);
      }
      return;
    }
    JsonNode value = owner.path(line.field);
    Place here = at.field(line.field);
    if (line.elements) {
      for (int i = 0; i < value.size(); i++) {
        forms(line.words, value.path(i), true, here.element(i), reporter);
      }
      return;
    }
    if (line.words.get(0).equals("needed")) {
      if (value.isMissingNode() || value.isNull()) {
        reporter.report(
            Rules.SCHEMA_REQUIRED, at, "the required field '" + line.field + "' is missing");
        return;
      }
      if (value.isTextual() ? value.textValue().isEmpty() : isEmptyList(value)) {
        reporter.report(Rules.SCHEMA_REQUIRED, here, "may not be empty");
        return;
      }
    }
    forms(line.words, value, false, here, reporter);
  }

  /**
   * An object without fields may mean its defaults; a list or map of texts without any is nothing.
   */
  private static boolean isEmptyList(JsonNode value) {
    return value.isArray() && value.isEmpty();
  }

  /**
   * @param element whether it stands in a list, where an empty text is none of the form
   */
  private static void forms(
      List<String> words, JsonNode value, boolean element, Place at, Reporter reporter) {
    for (String word : words) {
      int dots = word.indexOf("..");
      if (dots > 0) {
        range(word, dots, value, at, reporter);
      } else if (word.equals("labels")) {
        LabelChecks.nodeLabels(value, at, reporter);
      } else if (ListForms.knows(word)) {
        ListForms.check(word, value, at, reporter);
      } else if (word.equals("notNegative")) {
        Fields.quantityNotNegative(value, at, reporter);
      } else if (word.equals("some") && value.isTextual() && value.textValue().isEmpty()) {
        reporter.report(Rules.SCHEMA_FORMAT, at, "must be left out or say something");
      } else if (value.isTextual() && (element || !value.textValue().isEmpty())) {
        text(word, value.textValue(), at, reporter);
      }
    }
  }

  private static void range(String word, int dots, JsonNode value, Place at, Reporter reporter) {
    if (!value.isIntegralNumber()) {
      return;
    }
    long least = Long.parseLong(word.substring(0, dots));
    long most = Long.parseLong(word.substring(dots + 2));
    if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
      reporter.report(
          Rules.VALUE_RANGE,
          at,
          "must be from " + least + " to " + most + " but is " + value.asText());
    }
  }

  private static void text(String word, String text, Place at, Reporter reporter) {
    if (word.indexOf('|') > 0) {
      List<String> allowed = Arrays.asList(word.split("\\|"));
      if (!allowed.contains(text)) {
        reporter.report(
            Rules.SCHEMA_ENUM,
            at,
            "expected " + Fields.choice(allowed) + " but found " + Values.quoted(text),
            DidYouMean.hint(text, allowed));
      }
      return;
    }
    if (word.startsWith("max=")) {
      int most = Integer.parseInt(word.substring("max=".length()));
      if (text.length() > most) {
        reporter.report(
            Rules.VALUE_RANGE,
            at,
            "has " + text.length() + " characters; at most " + most + " are allowed");
      }
      return;
    }
    String broken = broken(word, text);
    if (broken != null) {
      reporter.report(Rules.SCHEMA_FORMAT, at, broken);
    }
  }

  private static @Nullable String broken(String form, String text) {
    return switch (form) {
      case "needed", "some" -> null;
      case "label" -> Names.label(text);
      case "subdomain" -> Names.subdomain(text);
      case "qualified" -> Names.qualified(text);
      case "labelValue" -> Names.labelValue(text);
      case "pathSegment" -> Names.pathSegment(text);
      case "driver" -> Names.subdomain(text.toLowerCase(Locale.ROOT));
      case "slash" ->
          text.startsWith("/") || text.equals("*")
              ? null
              : Values.quoted(text) + " must begin with '/'";
      case "namespaces" -> text.equals("*") ? null : Names.label(text);
      case "resourceName" ->
          text.indexOf('/') > 0 || RESOURCES.contains(text) || text.startsWith("hugepages-")
              ? Names.qualified(text)
              : Values.quoted(text) + " is no resource of containers, such as cpu or memory";
      case "prefixed" -> Names.domainPrefixed(text);
      case "cidr" ->
          Addresses.isCidr(text)
              ? null
              : "expected an address range such as 10.0.0.0/8 but found " + Values.quoted(text);
      case "iqn" ->
          IQN.matcher(text).matches()
              ? null
              : Values.quoted(text)
                  + " is no iSCSI name such as iqn.2001-04.com.example:storage.disk1";
      case "groupVersion" -> groupVersion(text);
      case "kindName" -> Names.label1035(text.toLowerCase(Locale.ROOT));
      case "request" -> request(text);
      case "attribute" -> attribute(text);
      case "pool" -> parts(text, "/", Names::subdomain);
      case "semver" ->
          SEMVER.matcher(text).matches()
              ? null
              : Values.quoted(text) + " is no version such as 1.2.3";
      default -> throw new IllegalStateException("forms.txt has the unknown word " + form);
    };
  }

  private static @Nullable String groupVersion(String text) {
    int slash = text.indexOf('/');
    String group = slash < 0 ? null : Names.subdomain(text.substring(0, slash));
    return group != null ? group : Names.label1035(text.substring(slash + 1));
  }

  /** The name of a request, or of one of its alternatives behind a slash. */
  private static @Nullable String request(String text) {
    return text.chars().filter(c -> c == '/').count() > 1
        ? Values.quoted(text) + " must be a name, or two with '/' between them"
        : parts(text, "/", Names::label);
  }

  /** The name of a device's attribute with the domain of its driver. */
  private static @Nullable String attribute(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    if (slash > 0 && slash <= MOST_DOMAIN && name.length() <= MOST_IDENTIFIER) {
      String domain = Names.subdomain(text.substring(0, slash).toLowerCase(Locale.ROOT));
      return domain != null || IDENTIFIER.matcher(name).matches()
          ? domain
          : Values.quoted(name)
              + " is no name of an attribute: letters, digits and '_' are allowed";
    }
    return Values.quoted(text) + " must be DOMAIN/NAME, with at most 63 and 32 characters";
  }

  private static @Nullable String parts(
      String text, String separator, Function<String, @Nullable String> form) {
    for (String part : text.split(separator, -1)) {
      String broken = form.apply(part);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }
}
