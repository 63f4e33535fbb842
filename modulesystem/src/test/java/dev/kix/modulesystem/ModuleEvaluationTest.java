package dev.kix.modulesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.eval.EvalState;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModuleEvaluationTest {
  private static <T> T with(String modules, Function<ModuleEvaluation, T> ask) {
    try (Interpreter nix = TestLibrary.interpreter()) {
      Lazy function = nix.evaluate("{ lib }: with lib; " + modules).value();
      return nix.run(state -> {
        NixAttrs lib = TestLibrary.lib(state);
        Lazy list = state.call(function.force(), null, NixAttrs.of("lib", lib));
        List<Lazy> all = List.of(((NixList) list.force()).elements());
        return ask.apply(ModuleEvaluation.evaluate(state, lib, all));
      });
    }
  }

  @Test
  void tellsWhatAValueIsMadeOf() {
    List<String> made =
        with(
            """
            [
              { _file = "p.nix"; options.n = mkOption { type = types.int; default = 1; }; }
              { _file = "a.nix"; n = mkForce 2; }
              { _file = "b.nix"; n = mkIf false 9; }
              { _file = "c.nix"; n = 3; }
            ]
            """,
            e ->
                e.option(List.of("n")).definitions().stream()
                    .map(d -> d.file() + " " + d.priority() + " " + d.effective())
                    .toList());
    assertThat(made).containsExactly("p.nix 1500 false", "c.nix 100 false", "a.nix 50 true");
  }

  @Test
  void findsOptionsInsideSubmodules() {
    String file =
        with(
            """
            [
              { options.s = mkOption { type = types.attrsOf (types.submodule {
                  options.port = mkOption { type = types.port; }; }); }; }
              { _file = "a.nix"; s.web.port = 80; }
            ]
            """,
            e -> e.option(List.of("s", "web", "port")).definitions().get(0).file());
    assertThat(file).isEqualTo("a.nix");
  }

  @Test
  void knowsWhichPathsOptionsTake() {
    List<Boolean> declared =
        with(
            """
            [
              {
                options.a.b = mkOption { type = types.int; };
                options.m = mkOption { type = types.attrsOf (types.submodule {
                  options.x = mkOption { }; }); };
                options.free = mkOption { type = types.submodule {
                  freeformType = types.attrsOf types.int; }; };
                options.any = mkOption { type = types.anything; };
              }
            ]
            """,
            e -> {
              OptionTree t = e.tree();
              List<Boolean> answers = new ArrayList<>();
              for (String path :
                  List.of("a", "a.b", "a.c", "m.one.x", "m.one.y", "free.q", "any.p.q", "z")) {
                answers.add(t.declares(List.of(path.split("\\."))));
              }
              return answers;
            });
    assertThat(declared).containsExactly(true, true, false, true, false, true, true, false);
  }

  @Test
  void restrictsDefinitionsToWhatIsDeclared() {
    try (Interpreter nix = TestLibrary.interpreter()) {
      String kept =
          nix.run(state -> {
            NixAttrs lib = TestLibrary.lib(state);
            NixAttrs both =
                set(
                    state,
                    lib,
                    nix.evaluate(
                            """
                            { lib }: with lib; {
                              options.a.b = mkOption { };
                              config = { a.b = 1; a.c = 2; d = mkForce { e = 3; }; };
                            }
                            """)
                        .value());
            Restriction r =
                OptionTree.of(state, (NixAttrs) both.get("options").force())
                    .restrict(both.get("config"));
            return dev.kix.interpreter.Conversions.toJson(r.definitions())
                + " "
                + r.dropped().stream().map(d -> d.path() + " " + d.forced()).toList();
          });
      assertThat(kept).isEqualTo("{\"a\":{\"b\":1}} [a.c false, d.e true]");
    }
  }

  private static NixAttrs set(EvalState state, NixAttrs lib, Lazy function) {
    return (NixAttrs) state.call(function.force(), null, NixAttrs.of("lib", lib));
  }

  @Test
  void isLazy() {
    Long value =
        with(
            """
            [
              { options.a = mkOption { type = types.int; }; options.b = mkOption { type = types.int; }; }
              { a = 1; b = throw "never"; }
            ]
            """,
            e -> ((dev.kix.interpreter.value.NixInt) e.config().get("a").force()).value());
    assertThat(value).isEqualTo(1L);
  }
}
