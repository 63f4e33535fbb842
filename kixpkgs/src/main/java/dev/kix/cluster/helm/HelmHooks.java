package dev.kix.cluster.helm;

import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of resources that Helm would apply at certain moments: those of an installation or
 * an upgrade are resources like others, those of other moments and tests are left out.
 */
final class HelmHooks {
  private static final String HOOK = RenderedChart.HOOK_PREFIX + "hook";
  private static final Set<String> KEPT =
      Set.of("pre-install", "post-install", "pre-upgrade", "post-upgrade");

  private final List<String> kept = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  /** Whether a manifest is to be applied; what should be said of it is noted. */
  boolean keep(NixAttrs manifest, String source) {
    String hook = hook(manifest);
    if (hook == null) {
      return true;
    }
    boolean install = false;
    boolean test = false;
    for (String event : hook.split(",")) {
      String name = event.strip();
      if (name.equals("crd-install")) {
        return true;
      }
      install |= KEPT.contains(name);
      test |= name.equals("test") || name.startsWith("test-");
    }
    if (install || !test) {
      (install ? kept : dropped).add(describe(manifest, hook, source));
    }
    return install;
  }

  private static String describe(NixAttrs manifest, String hook, String source) {
    return text(manifest, "kind")
        + "/"
        + text(attrs(manifest, "metadata"), "name")
        + " ("
        + hook
        + ", "
        + Bytes.encode(source)
        + ")";
  }

  /**
   * What the user should know, one char per byte.
   *
   * @param chart what the chart is called
   */
  List<String> warnings(String chart) {
    List<String> out = new ArrayList<>();
    if (!kept.isEmpty()) {
      out.add(
          "the Helm chart '"
              + chart
              + "' has hooks, which are ordinary resources here:\n  "
              + String.join("\n  ", kept)
              + "\nThey are applied once and stay, in the order of the graph and not before or after the rest.");
    }
    if (!dropped.isEmpty()) {
      out.add(
          "the Helm chart '"
              + chart
              + "' has hooks for moments that there are none of here; they are left out:\n  "
              + String.join("\n  ", dropped));
    }
    return out;
  }

  private static @Nullable String hook(NixAttrs manifest) {
    Lazy hook = attrs(attrs(manifest, "metadata"), "annotations").get(HOOK);
    return hook != null && hook.force() instanceof NixString s ? s.value() : null;
  }

  private static String text(NixAttrs attrs, String name) {
    Lazy lazy = attrs.get(name);
    return lazy != null && lazy.force() instanceof NixString s ? s.value() : "?";
  }

  private static NixAttrs attrs(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    return lazy != null && lazy.force() instanceof NixAttrs attrs ? attrs : NixAttrs.EMPTY;
  }
}
