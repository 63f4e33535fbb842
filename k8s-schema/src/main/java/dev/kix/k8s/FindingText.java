package dev.kix.k8s;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings as plain text:
 *
 * <pre>
 * error: resource Deployment/webshop (namespace 'webshop-prod') is not valid for Kubernetes 1.34
 *        $.spec.replicas: expected an integer but found the string "three"
 *        in webshop.nix, line 42
 * </pre>
 *
 * Continuation lines stand under the text behind {@code error:}. Lines end with {@code \n} on every
 * platform.
 */
public final class FindingText {
  private FindingText() {}

  /** One finding, without a final newline. */
  public static String render(Finding finding) {
    StringBuilder out = new StringBuilder();
    head(out, finding);
    body(out, finding);
    return out.toString();
  }

  /**
   * All findings in the order given, one newline after each line. What directly follows a finding
   * with the same severity and headline is listed under that headline.
   */
  public static String render(List<Finding> findings) {
    StringBuilder out = new StringBuilder();
    Finding before = null;
    for (Finding finding : findings) {
      if (!continues(before, finding)) {
        if (before != null) {
          out.append('\n');
        }
        head(out, finding);
      }
      body(out, finding);
      before = finding;
    }
    return before == null ? "" : out.append('\n').toString();
  }

  private static boolean continues(@Nullable Finding before, Finding finding) {
    return before != null
        && !finding.message().isEmpty()
        && before.severity() == finding.severity()
        && before.headline().equals(finding.headline());
  }

  private static void head(StringBuilder out, Finding finding) {
    String word = finding.severity().word() + ": ";
    out.append(word).append(indented(finding.headline(), word.length()));
  }

  private static void body(StringBuilder out, Finding finding) {
    int indent = finding.severity().word().length() + 2;
    if (!finding.message().isEmpty()) {
      String text =
          finding.path() == null ? finding.message() : finding.path() + ": " + finding.message();
      line(out, indent, text);
    }
    if (finding.position() != null) {
      line(out, indent, "in " + finding.position());
    }
    for (FieldOrigin origin : finding.origins()) {
      if (!origin.position().equals(finding.position())) {
        line(out, indent, "from the option '" + origin.option() + "', set in " + origin.position());
      }
    }
    if (finding.hint() != null) {
      line(out, indent, finding.hint());
    }
  }

  private static void line(StringBuilder out, int indent, String text) {
    out.append('\n').append(" ".repeat(indent)).append(indented(text, indent));
  }

  private static String indented(String text, int indent) {
    return text.replace("\n", "\n" + " ".repeat(indent));
  }
}
