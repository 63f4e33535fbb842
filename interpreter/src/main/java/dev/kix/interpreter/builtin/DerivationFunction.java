package dev.kix.interpreter.builtin;

import dev.kix.grammar.SourceFile;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.eval.InternalFiles;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code derivation}: a function written in Nix over {@code derivationStrict}. It is read when
 * somebody looks at it, because most programs never do. Belongs to one evaluation.
 */
public final class DerivationFunction extends Lazy {
  private final Supplier<EvalState> state;
  private @Nullable Value function;

  /**
   * @param state the evaluation it belongs to
   */
  public DerivationFunction(Supplier<EvalState> state) {
    this.state = state;
  }

  @Override
  public Value force() {
    Value known = function;
    if (known == null) {
      EvalState evaluation = state.get();
      known = evaluation.services().load(Text.SOURCE, "/").eval(evaluation);
      function = known;
    }
    return known;
  }

  /** The function, read now: nobody can tell that it was not there before. */
  @Override
  public Value valueIfForced() {
    return force();
  }

  /** Read once, by the first that needs it. */
  private static final class Text {
    static final SourceFile SOURCE = new SourceFile(InternalFiles.DERIVATION, read());

    private static String read() {
      try (InputStream in =
          DerivationFunction.class.getResourceAsStream("derivation-internal.nix")) {
        if (in == null) {
          throw new IllegalStateException("derivation-internal.nix is missing from the jar");
        }
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
