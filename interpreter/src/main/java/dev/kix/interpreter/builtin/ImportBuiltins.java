package dev.kix.interpreter.builtin;

import dev.kix.grammar.Position;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.io.EvalStore;
import dev.kix.interpreter.processor.NixBuiltin;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.ContextElement;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.StringContext;
import dev.kix.interpreter.value.Value;
import dev.kix.store.derivation.Derivation;
import dev.kix.store.path.StorePath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other files as values. */
final class ImportBuiltins {
  private ImportBuiltins() {}

  @NixBuiltin(
      name = "import",
      args = {"path"},
      global = true,
      doc =
          """
          The value of the Nix expression in the file *path*, or in `default.nix` where *path* is a \
          folder. A file is evaluated once, however often it is imported. The expression does not \
          see the variables of the importing file; make it a function and call it. A `.drv` file of \
          the store gives the derivation it describes.
          """,
      example =
          """
          import (builtins.toFile "sum.nix" "a: b: a + b") 1 2
          => 3
          """)
  static Value importFile(EvalState state, @Nullable Position pos, Lazy path) {
    String file = Realisation.path(state, path, Realisation.Links.NONE);
    StorePath derivation = derivationAt(state, file);
    return derivation == null
        ? state.importer().importFile(file)
        : importDerivation(state, file, derivation);
  }

  @NixBuiltin(
      name = "scopedImport",
      args = {"scope", "path"},
      global = true,
      doc =
          """
          As `import` of *path*, but the file sees the attributes of the set *scope* as \
          variables. It is evaluated anew each time.
          """,
      example =
          """
          scopedImport { x = 20; } (builtins.toFile "a.nix" "x + 1")
          => 21
          """)
  static Value scopedImport(EvalState state, @Nullable Position pos, Lazy scope, Lazy path) {
    String file = Realisation.path(state, path, Realisation.Links.NONE);
    StorePath derivation = derivationAt(state, file);
    if (derivation != null) {
      return importDerivation(state, file, derivation);
    }
    NixAttrs variables =
        state.forceAttrs(
            scope, null, "while evaluating the first argument passed to builtins.scopedImport");
    return state.importer().importScoped(file, variables);
  }

  private static @Nullable StorePath derivationAt(EvalState state, String file) {
    EvalStore store = state.services().store();
    if (!file.endsWith(StorePath.DERIVATION_SUFFIX)) {
      return null;
    }
    StorePath path = store.dir().find(file);
    return path != null && store.isValid(path) ? path : null;
  }

  /**
   * The value that {@code derivation} would have given, as far as the {@code .drv} file tells: the
   * outputs, each with {@code outPath}, and no attributes but those of a derivation.
   */
  private static Value importDerivation(EvalState state, String file, StorePath path) {
    EvalStore store = state.services().store();
    Derivation derivation = store.derivation(path);
    String name = derivation.env().get("name");
    NixString drvPath =
        NixString.of(file, StringContext.of(new ContextElement.DerivationDeep(file).encode()));
    List<String> names = new ArrayList<>(derivation.outputs().keySet());
    AttrsBuilder common = new AttrsBuilder();
    Lazy[] all = new Lazy[names.size()];
    ImportedOutput[] outputs = new ImportedOutput[all.length];
    for (int i = 0; i < all.length; i++) {
      NixString outPath = DerivationBuiltins.outputString(store, path, derivation, names.get(i));
      outputs[i] = new ImportedOutput(names.get(i), outPath);
      all[i] = outputs[i];
      common.put(names.get(i), outputs[i]);
    }
    // These hide outputs of the same names.
    NixAttrs shared =
        NixAttrs.update(
            common.build(),
            new AttrsBuilder(4)
                .put("all", NixList.of(all))
                .put("drvPath", drvPath)
                .put("name", NixString.of(name == null ? "" : name))
                .put("type", NixString.of("derivation"))
                .build());
    for (ImportedOutput output : outputs) {
      output.complete(shared);
    }
    return outputs[0].force();
  }

  /** One output; all outputs contain each other, so each is filled in when all are there. */
  private static final class ImportedOutput extends Lazy {
    private final String name;
    private final NixString outPath;
    private NixAttrs value = NixAttrs.EMPTY;

    ImportedOutput(String name, NixString outPath) {
      this.name = name;
      this.outPath = outPath;
    }

    void complete(NixAttrs common) {
      value =
          NixAttrs.update(
              common,
              new AttrsBuilder(2)
                  .put("outPath", outPath)
                  .put("outputName", NixString.of(name))
                  .build());
    }

    @Override
    public Value force() {
      return value;
    }

    @Override
    public Value valueIfForced() {
      return value;
    }
  }
}
