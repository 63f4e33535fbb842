package dev.kix.k8s.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.kix.k8s.cel.FunctionTable.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code semver("1.2.3")} and its methods (semverlib.go; Semantic Versioning 2.0.0). */
final class SemverLibrary {
  private static final Pattern FORM =
      Pattern.compile(
          "(0|[1-9]\\d{0,17})\\.(0|[1-9]\\d{0,17})\\.(0|[1-9]\\d{0,17})"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
  private static final Pattern LOOSE =
      Pattern.compile("v?0*(\\d+)(?:\\.0*(\\d+))?(?:\\.0*(\\d+))?([-+].*)?");

  /**
   * A version.
   *
   * @param prerelease what follows the hyphen, empty when there is none
   */
  record Version(long major, long minor, long patch, String prerelease)
      implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
      int order = Long.compare(major, other.major);
      order = order != 0 ? order : Long.compare(minor, other.minor);
      order = order != 0 ? order : Long.compare(patch, other.patch);
      return order != 0 ? order : prereleases(prerelease, other.prerelease);
    }

    private static int prereleases(String a, String b) {
      if (a.isEmpty() || b.isEmpty()) {
        return Boolean.compare(a.isEmpty(), b.isEmpty());
      }
      String[] x = a.split("\\.");
      String[] y = b.split("\\.");
      for (int i = 0; i < Math.min(x.length, y.length); i++) {
        boolean xNumber = x[i].matches("\\d+");
        boolean yNumber = y[i].matches("\\d+");
        int order =
            xNumber && yNumber
                ? new BigInteger(x[i]).compareTo(new BigInteger(y[i]))
                : xNumber != yNumber ? (xNumber ? -1 : 1) : x[i].compareTo(y[i]);
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(x.length, y.length);
    }
  }

  private static final Type SEMVER = Types.opaque("kubernetes.Semver", Version.class);

  private SemverLibrary() {}

  static void addTo(FunctionTable f) {
    f.global(
        "semver",
        "string_to_semver",
        SEMVER.type(),
        List.of(Types.STRING),
        a -> parse((String) a[0], false));
    f.global(
        "semver",
        "string_bool_to_semver",
        SEMVER.type(),
        List.of(Types.STRING, Types.BOOL),
        a -> parse((String) a[0], (Boolean) a[1]));
    f.global(
        "isSemver",
        "is_semver_string",
        Types.BOOL.type(),
        List.of(Types.STRING),
        a -> read((String) a[0], false) != null);
    f.global(
        "isSemver",
        "is_semver_string_bool",
        Types.BOOL.type(),
        List.of(Types.STRING, Types.BOOL),
        a -> read((String) a[0], (Boolean) a[1]) != null);
    f.member(
        "major", "semver_major", Types.INT.type(), List.of(SEMVER), a -> ((Version) a[0]).major());
    f.member(
        "minor", "semver_minor", Types.INT.type(), List.of(SEMVER), a -> ((Version) a[0]).minor());
    f.member(
        "patch", "semver_patch", Types.INT.type(), List.of(SEMVER), a -> ((Version) a[0]).patch());
    f.member(
        "isLessThan",
        "semver_is_less_than",
        Types.BOOL.type(),
        List.of(SEMVER, SEMVER),
        a -> ((Version) a[0]).compareTo((Version) a[1]) < 0);
    f.member(
        "isGreaterThan",
        "semver_is_greater_than",
        Types.BOOL.type(),
        List.of(SEMVER, SEMVER),
        a -> ((Version) a[0]).compareTo((Version) a[1]) > 0);
    f.member(
        "compareTo",
        "semver_compare_to",
        Types.INT.type(),
        List.of(SEMVER, SEMVER),
        a -> (long) Integer.signum(((Version) a[0]).compareTo((Version) a[1])));
  }

  private static Version parse(String text, boolean loose) throws CelEvaluationException {
    Version version = read(text, loose);
    if (version == null) {
      throw new CelEvaluationException("'" + text + "' is not a semantic version");
    }
    return version;
  }

  private static @Nullable Version read(String text, boolean loose) {
    String plain = text;
    if (loose) {
      Matcher m = LOOSE.matcher(text);
      if (!m.matches()) {
        return null;
      }
      String rest = m.group(4) == null ? "" : m.group(4);
      plain = m.group(1) + "." + orZero(m.group(2)) + "." + orZero(m.group(3)) + rest;
    }
    Matcher m = FORM.matcher(plain);
    if (!m.matches()) {
      return null;
    }
    String prerelease = m.group(4) == null ? "" : m.group(4);
    return new Version(
        Long.parseLong(m.group(1)),
        Long.parseLong(m.group(2)),
        Long.parseLong(m.group(3)),
        prerelease);
  }

  private static String orZero(@Nullable String digits) {
    return digits == null ? "0" : digits;
  }
}
