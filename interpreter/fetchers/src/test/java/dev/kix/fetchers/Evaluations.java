package dev.kix.fetchers;

import dev.kix.interpreter.Interpreter;
import dev.kix.interpreter.Limits;
import dev.kix.interpreter.Permissions;
import dev.kix.interpreter.eval.EvalSettings;
import dev.kix.interpreter.fetch.FetchSettings;
import dev.kix.interpreter.fetch.TransferSettings;
import dev.kix.interpreter.flake.FlakeRefParser;
import dev.kix.interpreter.flake.Flakes;
import dev.kix.interpreter.flake.LockFlags;
import dev.kix.interpreter.value.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Evaluates with a cache of its own, and hears the warnings. */
final class Evaluations {
  private final Path cache;
  final List<String> warnings = new ArrayList<>();
  UnaryOperator<EvalSettings.Builder> settings = UnaryOperator.identity();
  UnaryOperator<FetchSettings.Builder> fetching = UnaryOperator.identity();
  Permissions permissions = Permissions.all();
  Limits limits = Limits.standard();

  Evaluations(Path cache) {
    this.cache = cache;
  }

  /** What {@code expression}, which must be a string, evaluates to. */
  String string(String expression) {
    try (Interpreter nix = open()) {
      return nix.evaluate(expression).asString();
    }
  }

  /** Writes the lock file of a flake. */
  void lock(String flake) {
    try (Interpreter nix = open()) {
      nix.run(state ->
          new Flakes(state).lock(FlakeRefParser.parse(flake), LockFlags.builder().build()));
    }
  }

  private Interpreter open() {
    FetchSettings.Builder fetch =
        FetchSettings.builder(Map.of())
            .cacheFolder(cache)
            .globalRegistry("")
            .userRegistry(null)
            .systemRegistry(null)
            .transfer(
                TransferSettings.builder()
                    .attempts(3)
                    .retryDelay(Duration.ofMillis(10))
                    .rateLimitedDelay(Duration.ofMillis(20))
                    .jitter(false)
                    .build());
    return Interpreter.builder()
        .settings(settings.apply(EvalSettings.builder()).build())
        .fetching(fetching.apply(fetch).build())
        .permissions(permissions)
        .limits(limits)
        .messages(line -> warnings.add(Bytes.decode(line)))
        .build();
  }

  /** What {@code expression} evaluates to, as JSON. */
  String json(String expression) {
    return string("builtins.toJSON (" + expression + ")");
  }

  /** All that is known of a tree, and where it is, as JSON. */
  String tree(String expression) {
    return json(
        "let t = "
            + expression
            + "; in { info = removeAttrs t [ \"outPath\" ]; path = t.outPath; }");
  }
}
