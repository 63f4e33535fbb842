package dev.kix.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.interpreter.diagnostic.ErrorKind;
import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.eval.Coercion;
import dev.kix.interpreter.eval.DeepForce;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.print.PrintOptions;
import dev.kix.interpreter.print.ValuePrinter;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.ContextBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that an {@link Interpreter} computed, as lazy as in Nix: what is inside is evaluated when
 * it is asked for, on the interpreter's thread. Safe for use by many threads. Every method may
 * throw {@link EvalException}, and throws {@link IllegalStateException} when the interpreter is
 * closed.
 */
public final class EvalResult {
  private final Interpreter interpreter;
  private final Lazy value;

  EvalResult(Interpreter interpreter, Lazy value) {
    this.interpreter = interpreter;
    this.value = value;
  }

  /**
   * The value to weak head normal form. What is inside it must be forced by {@link
   * Interpreter#run}.
   */
  public Value value() {
    return interpreter.run(state -> value.force());
  }

  /** Evaluates everything inside as {@code builtins.deepSeq} does, and returns this. */
  public EvalResult forceDeeply() {
    interpreter.run(state -> DeepForce.force(state, value));
    return this;
  }

  /** See {@link Conversions#toJava}. */
  public @Nullable Object toJava() {
    Object[] box = interpreter.run(state -> new Object[] {Conversions.toJava(value)});
    return box[0];
  }

  /** See {@link Conversions#toJson}. */
  public JsonNode toJson() {
    return interpreter.run(state -> Conversions.toJson(value));
  }

  /** As {@code nix eval} prints it, forced all the way. */
  public String print() {
    return interpreter.run(state -> Bytes.decode(ValuePrinter.print(value, PrintOptions.EVAL)));
  }

  public long asLong() {
    return interpreter.run(state -> state.forceInt(value, null, ""));
  }

  /** As a double; an integer is converted. */
  public double asDouble() {
    return interpreter.run(state -> state.forceFloat(value, null, ""));
  }

  public boolean asBoolean() {
    return interpreter.run(state -> state.forceBool(value, null, ""));
  }

  /** As Java text; the string's context is dropped. */
  public String asString() {
    return interpreter.run(state -> state.forceString(value, null, "").toJava());
  }

  /** The elements of a list. */
  public List<EvalResult> asList() {
    return interpreter.run(state -> {
      NixList list = state.forceList(value, null, "");
      List<EvalResult> results = new ArrayList<>(list.size());
      for (Lazy element : list.elements()) {
        results.add(new EvalResult(interpreter, element));
      }
      return List.copyOf(results);
    });
  }

  /** The names of a set, in byte order. */
  public List<String> attrNames() {
    return interpreter.run(state -> {
      NixAttrs attrs = state.forceAttrs(value, null, "").flatten();
      List<String> names = new ArrayList<>(attrs.size());
      for (int i = 0; i < attrs.size(); i++) {
        names.add(Bytes.decode(attrs.name(i)));
      }
      return List.copyOf(names);
    });
  }

  /** The attribute {@code name} of a set, still lazy. */
  public EvalResult get(String name) {
    return interpreter.run(state -> {
      Lazy found = state.forceAttrs(value, null, "").get(Bytes.encode(name));
      if (found == null) {
        throw new EvalException(
            ErrorKind.MISSING_ATTRIBUTE, "attribute '" + Bytes.encode(name) + "' missing", null);
      }
      return new EvalResult(interpreter, found);
    });
  }

  /**
   * Calls this function with arguments that {@link Conversions#fromJava} accepts, or results of the
   * same interpreter.
   *
   * @throws IllegalArgumentException for others: a result belongs to the thread of its interpreter
   */
  public EvalResult call(@Nullable Object... arguments) {
    return interpreter.run(state -> {
      Value f = value.force();
      for (Object argument : arguments) {
        f = state.call(f, null, lazy(argument));
      }
      return new EvalResult(interpreter, f);
    });
  }

  private Lazy lazy(@Nullable Object argument) {
    if (argument instanceof EvalResult other) {
      if (other.interpreter != interpreter) {
        throw new IllegalArgumentException("a result of another interpreter");
      }
      return other.value;
    }
    return Conversions.fromJava(argument);
  }

  /** Coerces to a string as {@code toString} does, and returns it with its context. */
  public NixString coerceToString() {
    return interpreter.run(EvalResult.this::coerce);
  }

  private NixString coerce(EvalState state) {
    ContextBuilder context = new ContextBuilder();
    return context.string(Coercion.toString(state, null, value, context, "", true, false, true));
  }
}
