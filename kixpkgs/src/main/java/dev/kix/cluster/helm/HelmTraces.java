package dev.kix.cluster.helm;

import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a chart's manifests what says that Helm manages them, in pod templates too, and
 * gives strings the references of the values that are in them.
 *
 * <p>A label that some selector of the chart asks for stays wherever it is: what selects and what
 * is selected must go on agreeing. Of {@code app.kubernetes.io/managed-by} both become {@code kix}.
 */
final class HelmTraces {
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String HOOK = RenderedChart.HOOK_PREFIX + "hook";

  private final String chart;
  private final String release;
  private final SortedMap<String, StringContext> references;
  private final Set<String> selected = new HashSet<>();
  private final SortedSet<String> seen = new TreeSet<>();

  /**
   * @param chart the chart's name, one char per byte, as everything here
   * @param references what the texts among the values refer to
   */
  HelmTraces(String chart, String release, SortedMap<String, StringContext> references) {
    this.chart = chart;
    this.release = release;
    this.references = references;
  }

  /** The manifests without the traces of Helm. */
  List<NixAttrs> remove(Collection<NixAttrs> manifests) {
    for (NixAttrs manifest : manifests) {
      if (!isDefinition(manifest)) {
        findSelectors(manifest, "");
      }
    }
    List<NixAttrs> out = new ArrayList<>();
    for (NixAttrs manifest : manifests) {
      out.add(manifest(manifest));
    }
    StringContext everywhere = StringContext.EMPTY;
    for (Map.Entry<String, StringContext> reference : references.entrySet()) {
      if (!seen.contains(reference.getKey())) {
        // It decided about something, nobody knows about what.
        everywhere = everywhere.union(reference.getValue());
      }
    }
    if (!everywhere.isEmpty()) {
      for (int i = 0; i < out.size(); i++) {
        out.set(i, referring(out.get(i), everywhere));
      }
    }
    return out;
  }

  private static boolean isDefinition(NixAttrs manifest) {
    return "CustomResourceDefinition".equals(text(manifest, "kind"));
  }

  private static @Nullable String text(NixAttrs attrs, String name) {
    Lazy lazy = attrs.get(name);
    return lazy != null && lazy.force() instanceof NixString s ? s.value() : null;
  }

  private void findSelectors(Value value, String key) {
    if (value instanceof NixList list) {
      for (Lazy element : list.elements()) {
        if (key.equals("matchExpressions") && element.force() instanceof NixAttrs expression) {
          String label = text(expression, "key");
          if (label != null) {
            selected.add(label);
          }
        }
        findSelectors(element.force(), "");
      }
    } else if (value instanceof NixAttrs attrs) {
      NixAttrs flat = attrs.flatten();
      boolean texts = key.equals("matchLabels") || key.equals("selector");
      for (int i = 0; i < flat.size() && texts; i++) {
        texts = flat.value(i).force() instanceof NixString;
      }
      for (int i = 0; i < flat.size(); i++) {
        if (texts) {
          selected.add(flat.name(i));
        } else {
          findSelectors(flat.value(i).force(), flat.name(i));
        }
      }
    }
  }

  private NixAttrs manifest(NixAttrs manifest) {
    boolean secret = "Secret".equals(text(manifest, "kind"));
    boolean definition = isDefinition(manifest);
    NixAttrs flat = manifest.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      Value value = flat.value(i).force();
      if (!definition || name.equals("metadata")) {
        Value cleaned =
            secret && name.equals("data") && value instanceof NixAttrs data
                ? decoded(data)
                : value(value, name);
        value = cleaned == null ? NixAttrs.EMPTY : cleaned;
      }
      out.put(name, value, flat.position(i));
    }
    return out.build();
  }

  /** The value without traces; null when nothing is left of it. */
  private @Nullable Value value(Value value, String key) {
    if (value instanceof NixString s) {
      return string(s);
    }
    if (value instanceof NixList list) {
      List<Lazy> out = new ArrayList<>(list.size());
      for (Lazy element : list.elements()) {
        Value cleaned = value(element.force(), "");
        out.add(cleaned == null ? NixAttrs.EMPTY : cleaned);
      }
      return NixList.copyOf(out);
    }
    if (!(value instanceof NixAttrs attrs)) {
      return value;
    }
    boolean labels = key.equals("labels") || key.equals("matchLabels") || key.equals("selector");
    boolean annotations = key.equals("annotations");
    NixAttrs flat = attrs.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    int kept = 0;
    for (int i = 0; i < flat.size(); i++) {
      String name = flat.name(i);
      Value inner = flat.value(i).force();
      if (labels && inner instanceof NixString text) {
        inner = label(name, text, key.equals("labels"));
      } else if (annotations && isTrace(name)) {
        inner = null;
      } else {
        inner = value(inner, name);
      }
      if (inner != null) {
        out.put(name, inner, flat.position(i));
        kept++;
      }
    }
    return kept == 0 && flat.size() > 0 && (labels || annotations) ? null : out.build();
  }

  private static boolean isTrace(String annotation) {
    return annotation.startsWith("meta.helm.sh/")
        || annotation.equals("helm.sh/resource-policy")
        || annotation.startsWith(HOOK);
  }

  /** A label, or null when it is Helm's. */
  private @Nullable Value label(String name, NixString text, boolean removable) {
    String value = text.value();
    boolean keep = !removable || selected.contains(name);
    if (name.equals(MANAGED_BY) && value.equals("Helm")) {
      return keep ? NixString.of("kix") : null;
    }
    boolean helms =
        name.equals("helm.sh/chart")
            || name.equals("heritage") && (value.equals("Helm") || value.equals("Tiller"))
            || name.equals("chart") && value.startsWith(chart + "-")
            || name.equals("release") && value.equals(release);
    return helms && !keep ? null : string(text);
  }

  private NixString string(NixString s) {
    String value = s.value();
    if (value.contains(HOOK)) {
      value = value.replace(HOOK, "helm.sh/hook");
    }
    StringContext context = s.context().union(contextOf(value));
    return NixString.of(value, context);
  }

  private StringContext contextOf(String value) {
    StringContext context = StringContext.EMPTY;
    for (Map.Entry<String, StringContext> reference : references.entrySet()) {
      if (value.contains(reference.getKey())) {
        seen.add(reference.getKey());
        context = context.union(reference.getValue());
      }
    }
    return context;
  }

  /** The data of a Secret: what it holds is written in base 64. */
  private NixAttrs decoded(NixAttrs data) {
    NixAttrs flat = data.flatten();
    AttrsBuilder out = new AttrsBuilder(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      Value value = flat.value(i).force();
      if (value instanceof NixString s) {
        value = NixString.of(s.value(), contextOf(base64(s.value())));
      }
      out.put(flat.name(i), value, flat.position(i));
    }
    return out.build();
  }

  private static String base64(String text) {
    try {
      return Bytes.fromArray(
          Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** The manifest with a reference in the label that all have. */
  private NixAttrs referring(NixAttrs manifest, StringContext context) {
    NixAttrs metadata = attrs(manifest, "metadata");
    NixAttrs labels = attrs(metadata, "labels");
    String instance = text(labels, INSTANCE);
    NixString value = NixString.of(instance == null ? release : instance, context);
    NixAttrs changed =
        NixAttrs.update(
            metadata, NixAttrs.of("labels", NixAttrs.update(labels, NixAttrs.of(INSTANCE, value))));
    return NixAttrs.update(manifest, NixAttrs.of("metadata", changed));
  }

  private static NixAttrs attrs(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    return lazy != null && lazy.force() instanceof NixAttrs attrs ? attrs : NixAttrs.EMPTY;
  }
}
