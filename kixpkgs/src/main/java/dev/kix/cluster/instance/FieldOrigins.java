package dev.kix.cluster.instance;

import dev.kix.cluster.SourcePaths;
import dev.kix.cluster.helm.ChartOrigins;
import dev.kix.cluster.resource.ManifestStep;
import dev.kix.cluster.resource.NixManifestSource;
import dev.kix.cluster.resource.Resource;
import dev.kix.cluster.resource.TransformedSource;
import dev.kix.grammar.Position;
import dev.kix.interpreter.Conversions;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.FieldOrigin;
import dev.kix.k8s.ManifestSource;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.SourcePosition;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.OptionInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definitions behind a field of a manifest: through functions, conditions, merges and
 * wildcards. Asks the only question that is right for all of them: would the field be another if
 * the option were? The package is called again with one option changed, nothing of it evaluated but
 * the way to the field, and the field compared. Belongs to the evaluation thread.
 */
public final class FieldOrigins {
  /** A finding takes some milliseconds here; whoever has so many looks at the first ones first. */
  private static final int MOST = 200;

  /**
   * Definitions of weaker priority are the package's own defaults: they stand where the field is.
   */
  private static final long OPTION_DEFAULT = 1500;

  private static final Pattern WORD = Pattern.compile("\"([^\"\\\\]*)\"");

  private final EvalState state;
  private final PackageEvaluator packages;
  private final SourcePaths paths;
  private final ChartOrigins charts;
  private final Function<ResourceId, @Nullable String> keys;
  private final Map<String, Instance> instances = new HashMap<>();
  private final Map<Instance, Map<List<String>, Optional<PackageEvaluation>>> changes =
      new HashMap<>();
  private int asked;

  /**
   * @param charts what is known of Helm charts
   * @param keys what a resource is called among those of its package
   */
  public FieldOrigins(
      EvalState state,
      PackageEvaluator packages,
      SourcePaths paths,
      ChartOrigins charts,
      Collection<Instance> instances,
      Function<ResourceId, @Nullable String> keys) {
    this.state = state;
    this.packages = packages;
    this.paths = paths;
    this.charts = charts;
    this.keys = keys;
    for (Instance instance : instances) {
      this.instances.put(Bytes.decode(instance.path()), instance);
    }
  }

  /** The source of a resource's fields, with the definitions behind them. */
  public ManifestSource sourceOf(Resource resource) {
    String path = resource.instancePath();
    Instance instance = path == null ? null : instances.get(path);
    String key = keys.apply(resource.id());
    if (instance == null || key == null || instance.imported() != null) {
      return resource.source();
    }
    return new ManifestSource() {
      @Override
      public @Nullable SourcePosition positionOf(String at) {
        return resource.source().positionOf(at);
      }

      @Override
      public List<FieldOrigin> originsOf(String at) {
        List<FieldOrigin> transformed = resource.source().originsOf(at);
        if (!transformed.isEmpty()) {
          return transformed;
        }
        List<Object> steps =
            resource.source() instanceof TransformedSource source
                ? source.packageSteps(at)
                : NixManifestSource.steps(at);
        if (steps == null) {
          return List.of();
        }
        List<FieldOrigin> values = chartValues(resource, steps);
        return values.isEmpty() ? origins(instance, key, steps) : values;
      }
    };
  }

  /** Whether a resource was rendered from a Helm chart. */
  public boolean isFromChart(Resource resource) {
    Position position = packagePosition(resource, List.of());
    return position != null && charts.holds(position);
  }

  private static @Nullable Position packagePosition(Resource resource, List<Object> steps) {
    return switch (resource.source()) {
      case TransformedSource transformed -> transformed.packagePosition(steps);
      case NixManifestSource made -> made.nearest(steps);
      default -> null;
    };
  }

  /** The values of a Helm chart that a field was made from. */
  private List<FieldOrigin> chartValues(Resource resource, List<Object> steps) {
    Position position = packagePosition(resource, steps);
    return position == null ? List.of() : charts.valuesOf(state, position, steps, paths);
  }

  private List<FieldOrigin> origins(Instance instance, String key, List<Object> path) {
    if (asked++ >= MOST) {
      return List.of();
    }
    PackageEvaluation alone = packages.evaluate(instance, false);
    Set<List<String>> read = new LinkedHashSet<>();
    alone.reader(read::add);
    String value = valueAt(alone, key, path);
    if (value == null) {
      return List.of();
    }
    List<FieldOrigin> out = new ArrayList<>();
    for (List<String> option : List.copyOf(read)) {
      List<FieldOrigin> definitions = definitions(alone, option);
      if (!definitions.isEmpty()) {
        PackageEvaluation changed = changed(instance, alone, option);
        if (changed != null && !value.equals(valueAt(changed, key, path))) {
          out.addAll(definitions);
        }
      }
    }
    return out;
  }

  /** An evaluation in which an option has another value; null when it takes none. */
  private @Nullable PackageEvaluation changed(
      Instance instance, PackageEvaluation alone, List<String> option) {
    Map<List<String>, Optional<PackageEvaluation>> known =
        changes.computeIfAbsent(instance, i -> new HashMap<>());
    Optional<PackageEvaluation> found = known.get(option);
    if (found == null) {
      found = Optional.ofNullable(change(instance, alone, option));
      known.put(option, found);
    }
    return found.orElse(null);
  }

  private @Nullable PackageEvaluation change(
      Instance instance, PackageEvaluation alone, List<String> option) {
    OptionInfo info = alone.options().option(option);
    Value value = info == null ? null : force(info.value());
    List<Value> others = new ArrayList<>();
    if (info != null && value != null) {
      others.addAll(others(value));
      others.addAll(words(info.typeDescription(), value));
    }
    for (Value other : others) {
      PackageEvaluation changed = packages.evaluate(instance, false);
      changed.define(List.of(definition(option, other)));
      OptionInfo now = changed.options().option(option);
      if (now != null && force(now.value()) != null) {
        return changed;
      }
    }
    return null;
  }

  /** The other words of an enumeration, which its description lists in quotes. */
  private static List<Value> words(String description, Value value) {
    List<Value> out = new ArrayList<>();
    int list = description.indexOf("one of ");
    Matcher word = WORD.matcher(list < 0 ? "" : description.substring(list));
    while (word.find()) {
      if (!(value instanceof NixString s) || !s.value().equals(word.group(1))) {
        out.add(NixString.of(word.group(1)));
      }
    }
    return out;
  }

  /** Values of the same kind; an option may refuse some of them. */
  private static List<Value> others(Value value) {
    return switch (value) {
      case NixString s -> {
        List<Value> out = new ArrayList<>();
        out.add(NixString.of(s.value() + "x"));
        out.add(NixString.of("2" + s.value()));
        out.add(NixString.of("x"));
        yield out;
      }
      case NixInt i -> List.of(NixInt.of(i.value() + 1), NixInt.of(i.value() - 1));
      case NixBool b -> List.of(NixBool.of(!b.value()));
      case NixList l -> l.size() == 0 ? List.of() : List.of(NixList.EMPTY);
      case NixAttrs a -> a.isEmpty() ? List.of() : List.of(NixAttrs.EMPTY);
      case NixNull n -> List.of(NixString.of("x"), NixInt.of(1), NixBool.of(true));
      default -> List.of();
    };
  }

  /** {@code { config.OPTION = mkOverride 0 value; }}. */
  private static NixAttrs definition(List<String> option, Value value) {
    Value content =
        new AttrsBuilder(3)
            .put("_type", NixString.of("override"))
            .put("content", value)
            .put("priority", NixInt.of(0))
            .build();
    for (int i = option.size() - 1; i >= 0; i--) {
      content = NixAttrs.of(option.get(i), content);
    }
    return NixAttrs.of("config", content);
  }

  private @Nullable Value force(Lazy lazy) {
    int depth = state.depth();
    try {
      return lazy.force();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return null;
    }
  }

  /** The field as JSON; {@code absent} without it; null when the way to it fails. */
  private @Nullable String valueAt(PackageEvaluation evaluation, String key, List<Object> path) {
    int depth = state.depth();
    try {
      NixAttrs resources = state.forceAttrs(evaluation.part("resources"), null, "");
      Lazy resource = resources.get(key);
      Lazy at = resource == null ? null : manifest(resource.force());
      for (Object step : path) {
        at = at == null ? null : ManifestStep.of(at.force(), step);
      }
      return at == null ? "absent" : Conversions.toJson(at).toString();
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return null;
    }
  }

  private static @Nullable Lazy manifest(Value resource) {
    return resource instanceof NixAttrs made && made.has("manifest") && made.has("_type")
        ? made.get("manifest")
        : resource;
  }

  /** The definitions of an option that count and are not its package's own. */
  private List<FieldOrigin> definitions(PackageEvaluation alone, List<String> path) {
    List<FieldOrigin> out = new ArrayList<>();
    OptionInfo option = alone.options().option(path);
    if (option == null) {
      return out;
    }
    for (DefinitionInfo definition : option.definitions()) {
      SourcePosition position = paths.sourcePosition(definition.position());
      if (definition.effective() && definition.priority() < OPTION_DEFAULT && position != null) {
        out.add(new FieldOrigin(Bytes.decode(String.join(".", path)), position));
      }
    }
    return out;
  }
}
