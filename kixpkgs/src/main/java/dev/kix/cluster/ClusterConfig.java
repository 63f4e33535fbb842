package dev.kix.cluster;

import dev.kix.cluster.ClusterMessage.Phase;
import dev.kix.cluster.policy.ClusterPolicy;
import dev.kix.cluster.resource.Transformer;
import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import dev.kix.k8s.ExternalResources;
import dev.kix.modulesystem.DefinitionInfo;
import dev.kix.modulesystem.ModuleEvaluation;
import dev.kix.modulesystem.OptionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The evaluated configuration of a cluster, read by the compiler. Its values have been checked by
 * the module system.
 */
public final class ClusterConfig {
  private final EvalState state;
  private final NixAttrs config;

  ClusterConfig(EvalState state, NixAttrs config) {
    this.state = state;
    this.config = config;
  }

  private Lazy get(NixAttrs owner, String name) {
    Lazy lazy = owner.get(name);
    if (lazy == null) {
      throw new IllegalStateException("the cluster has no option " + name);
    }
    return lazy;
  }

  /** An option whose value is a set. */
  public NixAttrs attrs(String option) {
    return state.forceAttrs(get(config, option), null, "");
  }

  /** The cluster's name, one char per byte. */
  public String name() {
    return state.forceString(get(config, "name"), null, "").value();
  }

  /** The target version, such as {@code 1.34}. */
  public String kubernetesVersion() {
    return Bytes.decode(state.forceString(get(attrs("kubernetes"), "version"), null, "").value());
  }

  /** The transformers in the order of their names. */
  public List<Transformer> transformers() {
    NixAttrs flat = attrs("transformers").flatten();
    List<Transformer> out = new ArrayList<>();
    for (int i = 0; i < flat.size(); i++) {
      Value function =
          state.forceFunction(flat.value(i), flat.position(i), "while evaluating the transformer");
      out.add(new Transformer(Bytes.decode(flat.name(i)), function, flat.position(i)));
    }
    return out;
  }

  /** The option {@code policy}. */
  public ClusterPolicy policy() {
    return new ClusterPolicy(state, attrs("policy"));
  }

  /** What the cluster declares to exist outside of it. */
  public ExternalResources external() {
    return addExternal(ExternalResources.NONE, get(config, "external"), null);
  }

  /**
   * Adds a list of {@code { kind; name; namespace; keys; }}.
   *
   * @param defaultNamespace the namespace of entries that name none, or null
   */
  public ExternalResources addExternal(
      ExternalResources known, Lazy list, @Nullable String defaultNamespace) {
    ExternalResources out = known;
    for (Lazy element : state.forceList(list, null, "while evaluating 'external'").elements()) {
      NixAttrs entry = state.forceAttrs(element, null, "while evaluating an entry of 'external'");
      String kind = Bytes.decode(state.forceString(get(entry, "kind"), null, "").value());
      String name = Bytes.decode(state.forceString(get(entry, "name"), null, "").value());
      Lazy given = entry.get("namespace");
      String namespace = defaultNamespace;
      if (given != null) {
        Value v = given.force();
        namespace = v == NixNull.NULL ? null : Bytes.decode(state.forceString(v, null, "").value());
      }
      Set<String> keys = new TreeSet<>();
      Lazy givenKeys = entry.get("keys");
      if (givenKeys != null) {
        for (Lazy key : state.forceList(givenKeys, null, "").elements()) {
          keys.add(state.forceString(key, null, "").toJava());
        }
      }
      out = out.with(kind, namespace, name, keys);
    }
    return out;
  }

  /**
   * Reports failed assertions and the warnings of the cluster's modules.
   *
   * @param options the evaluation that this is the configuration of: it knows where they stand
   */
  void checkAssertions(ModuleEvaluation options, SourcePaths paths, Messages messages) {
    for (Lazy element : state.forceList(get(config, "assertions"), null, "").elements()) {
      NixAttrs a = state.forceAttrs(element, null, "");
      if (!state.forceBool(get(a, "assertion"), null, "")) {
        String message = state.forceString(get(a, "message"), null, "").value();
        Position place = place(options.option(List.of("assertions")), message);
        messages.error(
            Phase.RESOURCES,
            Bytes.decode(message)
                + (place == null || KixLibrary.holds(place) ? "" : "\nin " + paths.show(place)));
      }
    }
    for (Lazy element : state.forceList(get(config, "warnings"), null, "").elements()) {
      if (element.force() instanceof NixString s) {
        messages.warning(Phase.RESOURCES, s.toJava().strip());
      }
    }
  }

  /** Where the assertion with a message is defined, or null when that is not known. */
  private static @Nullable Position place(@Nullable OptionInfo assertions, String message) {
    for (DefinitionInfo d :
        assertions == null ? List.<DefinitionInfo>of() : assertions.definitions()) {
      if (d.effective() && d.value().force() instanceof NixList list) {
        for (Lazy element : list.elements()) {
          if (content(element).force() instanceof NixAttrs a
              && a.get("message") instanceof Lazy own
              && own.force() instanceof NixString s
              && s.value().equals(message)) {
            Position position = a.position("message");
            return position == null ? d.position() : position;
          }
        }
      }
    }
    return null;
  }

  /** What stands inside {@code mkIf} and priorities. */
  private static Lazy content(Lazy element) {
    Lazy at = element;
    while (at.force() instanceof NixAttrs a
        && a.has("_type")
        && a.get("content") instanceof Lazy inner) {
      at = inner;
    }
    return at;
  }
}
