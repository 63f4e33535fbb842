package dev.kix.k8s.schema;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which Kubernetes prefers the versions of a group (k8s.io/apimachinery {@code
 * version.CompareKubeAwareVersionStrings}): stable before beta before alpha, newer before older;
 * what is no such version comes last, by its text.
 */
public final class ApiVersionOrder {
  private static final Pattern FORM = Pattern.compile("v(\\d{1,9})(?:(alpha|beta)(\\d{1,9}))?");

  /** The most preferred version first. */
  public static final Comparator<String> PREFERRED_FIRST = ApiVersionOrder::compare;

  private ApiVersionOrder() {}

  private static int compare(String a, String b) {
    Matcher x = FORM.matcher(a);
    Matcher y = FORM.matcher(b);
    if (!x.matches() || !y.matches()) {
      int byForm = Boolean.compare(!x.matches(), !y.matches());
      return byForm != 0 ? byForm : a.compareTo(b);
    }
    int byStage = Integer.compare(stage(x), stage(y));
    if (byStage != 0) {
      return byStage;
    }
    int byMajor = Integer.compare(Integer.parseInt(y.group(1)), Integer.parseInt(x.group(1)));
    return byMajor != 0 ? byMajor : Integer.compare(minor(y), minor(x));
  }

  private static int stage(Matcher m) {
    if (m.group(2) == null) {
      return 0;
    }
    return m.group(2).equals("beta") ? 1 : 2;
  }

  private static int minor(Matcher m) {
    return m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
  }
}
