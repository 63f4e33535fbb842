package dev.kix.cli.validate;

import dev.kix.cli.console.ErrorReporter;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.text.Document;
import dev.kix.k8s.text.DocumentReader;
import dev.kix.k8s.text.TextLimits;
import dev.kix.k8s.text.TextProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** All manifests of some files, for commands that look at them together. Used by one thread. */
public final class ManifestFiles {
  private final InputStream standardInput;
  private final Path folder;
  private final Consumer<String> problems;

  /**
   * @param problems is told, in a sentence, what cannot be read; the rest is read all the same
   */
  public ManifestFiles(InputStream standardInput, Path folder, Consumer<String> problems) {
    this.standardInput = standardInput;
    this.folder = folder;
    this.problems = problems;
  }

  /** The manifests of files, folders, and {@code -} for standard input. */
  public List<Manifest> read(List<String> arguments) {
    List<Manifest> out = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        stream(standardInput, "stdin", out);
        continue;
      }
      InputFiles files =
          new InputFiles(folder, List.of(), r -> problems.accept(r.file() + ": " + r.message()));
      for (InputFiles.Input input : files.of(argument)) {
        try (InputStream in = Files.newInputStream(input.path())) {
          stream(in, input.name(), out);
        } catch (IOException e) {
          problems.accept(input.name() + ": " + ErrorReporter.describe(e));
        }
      }
    }
    return out;
  }

  private void stream(InputStream in, String name, List<Manifest> out) {
    try {
      DocumentReader reader = new DocumentReader(in, name, TextLimits.DEFAULT);
      for (Callable<Document> next = reader.next(); next != null; next = reader.next()) {
        Document document = next.call();
        for (TextProblem problem : document.problems()) {
          if (problem.rule() == Rules.YAML_SYNTAX) {
            problems.accept(name + ": " + problem.message());
          }
        }
        document.manifests().stream().filter(m -> m.tree().isObject()).forEach(out::add);
      }
    } catch (IOException e) {
      problems.accept(name + ": " + ErrorReporter.describe(e));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // reading a document that was cut out throws none other
    }
  }
}
