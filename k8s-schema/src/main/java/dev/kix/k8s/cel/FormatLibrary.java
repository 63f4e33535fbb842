package dev.kix.k8s.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.kix.k8s.cel.FunctionTable.Type;
import dev.kix.k8s.forms.Formats;
import dev.kix.k8s.forms.Names;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code format.dns1123Label().validate(text)} and its like (format.go). */
final class FormatLibrary {
  private static final List<String> NAMES =
      List.of(
          "dns1123Label",
          "dns1123Subdomain",
          "dns1035Label",
          "qualifiedName",
          "dns1123LabelPrefix",
          "dns1123SubdomainPrefix",
          "dns1035LabelPrefix",
          "labelValue",
          "uri",
          "uuid",
          "byte",
          "date",
          "datetime");

  /** A format, by its name. */
  record Form(String name) {}

  private static final Type FORM = Types.opaque("kubernetes.NamedFormat", Form.class);

  private FormatLibrary() {}

  /** The type of a format. */
  static CelType type() {
    return FORM.type();
  }

  static void addTo(FunctionTable f) {
    for (String name : NAMES) {
      f.global("format." + name, "format_" + name, FORM.type(), List.of(), a -> new Form(name));
    }
    f.global(
        "format.named",
        "format_named",
        OptionalType.create(FORM.type()),
        List.of(Types.STRING),
        a -> NAMES.contains(a[0]) ? Optional.of(new Form((String) a[0])) : Optional.empty());
    f.member(
        "validate",
        "format_validate",
        OptionalType.create(Types.STRINGS.type()),
        List.of(FORM, Types.STRING),
        a -> Optional.ofNullable(broken(((Form) a[0]).name(), (String) a[1])).map(List::of));
  }

  private static @Nullable String broken(String format, String text) {
    return switch (format) {
      case "dns1123Label" -> Names.label(text);
      case "dns1123Subdomain" -> Names.subdomain(text);
      case "dns1035Label" -> Names.label1035(text);
      case "qualifiedName" -> Names.qualified(text);
      // What is appended begins and ends with a letter or digit.
      case "dns1123LabelPrefix" -> Names.label(text + "x");
      case "dns1123SubdomainPrefix" -> Names.subdomain(text + "x");
      case "dns1035LabelPrefix" -> Names.label1035(text + "x");
      case "labelValue" -> Names.labelValue(text);
      case "datetime" -> Formats.violated("date-time", text);
      default -> Formats.violated(format, text);
    };
  }
}
