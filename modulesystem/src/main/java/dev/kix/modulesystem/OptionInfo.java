package dev.kix.modulesystem;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of an evaluation: what it is and what its value is made of. Belongs to the evaluation
 * thread.
 */
public final class OptionInfo {
  private final EvalState state;
  private final EvaluatedOption option;

  OptionInfo(EvalState state, EvaluatedOption option) {
    this.state = state;
    this.option = option;
  }

  /** Names from the root, one char per byte. */
  public List<String> path() {
    return option.loc().names();
  }

  /** The name of the type: {@code int}. */
  public String typeName() {
    return option.type().name();
  }

  /** The type in words: {@code signed integer}. */
  public String typeDescription() {
    return option.type().description();
  }

  /** The value, unforced. */
  public Lazy value() {
    return option;
  }

  /** Whether there is a definition or a default whose conditions hold. */
  public boolean isDefined() {
    return option.merged().isDefined();
  }

  /** The priority of the definitions that make the value. */
  public long priority() {
    return Problems.number(option.merged().highestPriority().force());
  }

  /**
   * Every definition whose conditions hold, the default among them, in the order of merging; those
   * that do not count have {@code effective} false.
   */
  public List<DefinitionInfo> definitions() {
    long winning = priority();
    List<DefinitionInfo> infos = new ArrayList<>();
    for (Definition d : option.merged().allDefinitions()) {
      DefinitionInfo info = Problems.info(state, d, true);
      infos.add(
          new DefinitionInfo(
              info.file(),
              info.position(),
              info.priority(),
              info.value(),
              info.priority() == winning));
    }
    return infos;
  }

  /**
   * The definitions that count for nothing because their conditions ({@code mkIf}) do not hold;
   * with the priority of a plain definition, whatever theirs would be.
   */
  public List<DefinitionInfo> heldBack() {
    return Problems.infos(state, option.merged().heldBack(), false);
  }

  /** Where the option is declared. */
  public List<DeclarationInfo> declarations() {
    return option.declarationInfos();
  }

  /** What {@code mkOption} was given: {@code description}, {@code example}, {@code default}, …. */
  public NixAttrs declaration() {
    return option.declaration().given();
  }

  /** The failure of the value, or null when it evaluates to weak head normal form. */
  public @Nullable EvalException failure() {
    int depth = state.depth();
    try {
      option.force();
      return null;
    } catch (EvalException e) {
      state.restoreDepth(depth);
      return e;
    }
  }
}
