package dev.kix.modulesystem;

import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Modules evaluated from Java: {@code lib.evalModules}, with what a program wants to know besides
 * the values. As lazy as the language: nothing is evaluated before it is asked for. Belongs to the
 * evaluation thread; every method may throw {@code EvalException}.
 *
 * <pre>{@code
 * try (Interpreter nix =
 *     Interpreter.builder()
 *         .global(NativeModules.VARIABLE, NativeModules.function())
 *         .build()) {
 *   Lazy declarations =
 *       nix.evaluate(
 *               """
 *               let inherit (__kixModules null) mkOption types; in {
 *                 options.replicas = mkOption { type = types.int; default = 1; };
 *                 options.image = mkOption { type = types.str; };
 *               }
 *               """)
 *           .value();
 *   Lazy user = nix.evaluate("{ _file = \"user.nix\"; image = \"nginx\"; replicas = 3; }").value();
 *   String json =
 *       nix.run(state -> {
 *         ModuleEvaluation e =
 *             ModuleEvaluation.of(state).modules(List.of(declarations, user)).evaluate();
 *         for (ModuleProblem p : e.problems()) {
 *           System.err.println(ProblemWording.cluster(List.of()).message(state, p));
 *         }
 *         for (DefinitionInfo d : e.option(List.of("replicas")).definitions()) {
 *           System.err.println(d.file() + " at priority " + d.priority());
 *         }
 *         return Conversions.toJson(e.config()).toString();
 *       });
 * }
 * }</pre>
 *
 * <p>Modules may be files ({@code NixPath}), functions and sets, from text or made in Java, as
 * anywhere. {@code ApiExampleTest} runs this.
 */
public final class ModuleEvaluation {
  private final EvalState state;
  private final Configuration configuration;

  private ModuleEvaluation(EvalState state, Configuration configuration) {
    this.state = state;
    this.configuration = configuration;
  }

  /** An evaluation of the given modules and nothing else. */
  public static ModuleEvaluation evaluate(
      EvalState state, @Nullable Lazy lib, List<? extends Lazy> modules) {
    return of(state).lib(lib).modules(modules).evaluate();
  }

  /** Prepares an evaluation. */
  public static Builder of(EvalState state) {
    return new Builder(state);
  }

  /** What an evaluation is given. */
  public static final class Builder {
    private final EvalState state;
    private @Nullable Lazy lib;
    private List<Lazy> modules = List.of();
    private NixAttrs specialArgs = NixAttrs.EMPTY;
    private Loc prefix = Loc.ROOT;
    private Lazy moduleClass = NixNull.NULL;
    private @Nullable Consumer<? super List<String>> reader;

    private Builder(EvalState state) {
      this.state = state;
    }

    /** The argument {@code lib} of modules; null for none. */
    public Builder lib(@Nullable Lazy value) {
      lib = value;
      return this;
    }

    public Builder modules(List<? extends Lazy> values) {
      modules = List.copyOf(values);
      return this;
    }

    /** Arguments of module functions that may be used in {@code imports}. */
    public Builder specialArgs(NixAttrs value) {
      specialArgs = value;
      return this;
    }

    /** Where the options stand in a larger tree, for messages; one char per byte. */
    public Builder prefix(List<String> names) {
      prefix = Loc.of(names);
      return this;
    }

    /** The class that modules must be of, as {@code _class} says. */
    public Builder moduleClass(String name) {
      moduleClass = NixString.of(name);
      return this;
    }

    /**
     * Somebody who is told of each option whose value is computed, when it is: what an expression
     * reads can be told from it. Options whose value is known already are not told again.
     */
    public Builder reader(@Nullable Consumer<? super List<String>> consumer) {
      reader = consumer;
      return this;
    }

    public ModuleEvaluation evaluate() {
      return new ModuleEvaluation(
          state,
          new Configuration(
              state,
              new ModuleLibrary(state, lib, reader),
              new ModuleArguments(modules, specialArgs, prefix, moduleClass)));
    }
  }

  /** What {@code lib.evalModules} returns. */
  public NixAttrs result() {
    return configuration.result();
  }

  /** The values. Fails when a definition has no option. */
  public NixAttrs config() {
    return configuration.checkedConfig();
  }

  /** The values, whatever definitions without an option there are. */
  public NixAttrs uncheckedConfig() {
    return Nix.without(state.forceAttrs(configuration.config(), null, ""), List.of("_module"));
  }

  /**
   * The values of all options, as {@link #config} has them, in sets that hold on to nothing else:
   * who keeps these and not the evaluation lets go of modules, types and definitions. Evaluates
   * nothing; an option whose value is not known yet stays as it is, and keeps what it needs.
   */
  public NixAttrs values() {
    return configuration.isFreeform()
        ? config()
        : Nix.without(configuration.root().values(), List.of("_module"));
  }

  /** The options as Nix code sees them. */
  public NixAttrs options() {
    return state.forceAttrs(configuration.root().options(), null, "");
  }

  /** The declared options, to ask what a definition would find. */
  public OptionTree tree() {
    return OptionTree.of(state, options());
  }

  /** Whether definitions without an option are taken by a freeform type. */
  public boolean isFreeform() {
    return configuration.isFreeform();
  }

  /**
   * The option at {@code path}, or null. A path may lead through values of submodules: {@code
   * instances.web.enable} where {@code instances} is {@code attrsOf (submodule …)}.
   */
  public @Nullable OptionInfo option(List<String> path) {
    EvaluatedOption found = OptionWalk.find(configuration, path);
    return found == null ? null : new OptionInfo(state, found);
  }

  /** Calls {@code each} for every option but those of {@code _module}, in the order of paths. */
  public void forEachOption(Consumer<OptionInfo> each) {
    forEach(configuration.root(), each);
  }

  private void forEach(OptionLevel level, Consumer<OptionInfo> each) {
    for (OptionLevel.Child child : level.children()) {
      if (level.prefix().length() == configuration.arguments().prefix().length()
          && child.name().equals("_module")) {
        continue;
      }
      EvaluatedOption option = child.option();
      if (option != null) {
        each.accept(new OptionInfo(state, option));
      }
      OptionLevel below = child.level();
      if (below != null) {
        forEach(below, each);
      }
    }
  }

  /**
   * Everything that is wrong with the definitions: evaluates every option, into submodules, and
   * collects what fails because of the module system. An option that fails in another way, such as
   * by {@code throw}, is reported by {@link #findings}.
   */
  public List<ModuleProblem> problems() {
    return findings().problems();
  }

  /** {@link #problems}, the other failures, and the warnings. */
  public Findings findings() {
    return findings(Set.of());
  }

  /**
   * {@link #findings}, some options left alone: what is inside their values is large, and somebody
   * else looks at it.
   *
   * @param closed names of options at the top whose values are evaluated to their heads only
   */
  public Findings findings(Set<String> closed) {
    return OptionWalk.check(state, configuration, closed);
  }

  /** The same modules and more. */
  public ModuleEvaluation extend(List<? extends Lazy> modules) {
    return new ModuleEvaluation(state, configuration.extend(new ArrayList<>(modules), null, null));
  }

  /** The names at the top of the tree, in byte order, {@code _module} among them. */
  public Shape names() {
    return configuration.root().names();
  }
}
