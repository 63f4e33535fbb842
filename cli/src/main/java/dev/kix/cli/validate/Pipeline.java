package dev.kix.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.cli.console.ErrorReporter;
import dev.kix.k8s.ExternalHint;
import dev.kix.k8s.ExternalResources;
import dev.kix.k8s.Finding;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.ResourceId;
import dev.kix.k8s.posture.PostureValidator;
import dev.kix.k8s.relations.ClusterValidator;
import dev.kix.k8s.schema.ApiCatalog;
import dev.kix.k8s.text.Document;
import dev.kix.k8s.text.DocumentReader;
import dev.kix.k8s.text.TextLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads, checks and reports. One thread cuts the input into documents; others read and check them;
 * results are reported in the order of the input, whichever thread was first. Only resources of
 * kinds that the input itself may define are kept until all of it is read, and everything when the
 * whole cluster is looked at.
 */
final class Pipeline {
  /** A resource that waits for the end of the input. */
  private record Waiting(String file, Document document, Manifest manifest) {}

  /**
   * What became of a part of a document.
   *
   * @param result the verdict, or null while it waits
   */
  private record Part(
      @Nullable ResourceResult result, @Nullable Waiting waiting, @Nullable JsonNode definition) {}

  private static final int IN_FLIGHT = 64;

  private final ValidateOptions options;
  private final DocumentChecker checker;
  private final Report report;
  private final Summary summary;
  private final List<JsonNode> definitions = new ArrayList<>();
  private final List<Part> held = new ArrayList<>();
  private final ArrayDeque<Future<List<Part>>> running = new ArrayDeque<>();
  private boolean bad;

  Pipeline(ValidateOptions options, DocumentChecker checker, Report report, Summary summary) {
    this.options = options;
    this.checker = checker;
    this.report = report;
    this.summary = summary;
  }

  /** Whether to go on. */
  private boolean goesOn() {
    return !(bad && options.exitOnError());
  }

  /**
   * Runs to the end.
   *
   * @return whether everything is good
   */
  boolean run(InputStream standardInput, Path folder) throws IOException, InterruptedException {
    try (ExecutorService workers = workers()) {
      List<String> arguments = options.files().isEmpty() ? List.of("-") : options.files();
      InputFiles files = new InputFiles(folder, options.ignored(), this::emit);
      for (String argument : arguments) {
        if (argument.equals("-")) {
          stream(standardInput, "stdin", workers);
          continue;
        }
        for (InputFiles.Input input : files.of(argument)) {
          if (goesOn()) {
            file(input, workers);
          }
        }
      }
      drain(0);
      finish(workers);
      workers.shutdownNow();
    }
    return !bad;
  }

  private ExecutorService workers() {
    return Executors.newFixedThreadPool(
        options.workers(),
        task -> {
          Thread thread = new Thread(null, task, "validate", 16L << 20);
          thread.setDaemon(true);
          return thread;
        });
  }

  private void file(InputFiles.Input input, ExecutorService workers)
      throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(input.path())) {
      stream(in, input.name(), workers);
    } catch (IOException e) {
      drain(0);
      emit(ResourceResult.ofFile(input.name(), ErrorReporter.describe(e)));
    }
  }

  private void stream(InputStream in, String name, ExecutorService workers)
      throws IOException, InterruptedException {
    summary.file(name);
    DocumentReader reader = new DocumentReader(in, name, TextLimits.DEFAULT);
    for (Callable<Document> next = reader.next(); next != null; next = reader.next()) {
      Callable<Document> document = next;
      running.add(workers.submit(() -> checkInMemory(name, document)));
      drain(IN_FLIGHT);
      if (!goesOn()) {
        return;
      }
    }
  }

  /**
   * Checks a document, or says which file it is that memory does not suffice for: what was held for
   * it is free again, and the others go on.
   */
  private List<Part> checkInMemory(String file, Callable<Document> document) throws Exception {
    try {
      return check(file, document.call());
    } catch (OutOfMemoryError e) {
      String message =
          "a document in it is too large for the memory there is ("
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB): split the file, or give more with KIX_JAVA_OPTS=-Xmx4g";
      return List.of(new Part(ResourceResult.ofFile(file, message), null, null));
    }
  }

  private List<Part> check(String file, Document document) {
    List<Part> out = new ArrayList<>(1);
    ResourceResult text = checker.text(file, document);
    if (text != null) {
      out.add(new Part(text, null, null));
    }
    for (Manifest manifest : document.manifests()) {
      JsonNode definition =
          manifest.kind().equals("CustomResourceDefinition") ? manifest.tree() : null;
      boolean waits = checker.mustWait(manifest);
      Waiting waiting =
          waits || options.wholeCluster() || options.posture()
              ? new Waiting(file, document, manifest)
              : null;
      ResourceResult result = waits ? null : checker.check(file, document, manifest);
      out.add(new Part(result, waiting, definition));
    }
    return out;
  }

  /** Takes over what is done, in order, until so much may go on running. */
  private void drain(int allowed) throws InterruptedException {
    while (running.size() > allowed || !running.isEmpty() && running.peek().isDone()) {
      for (Part part : get(running.remove())) {
        if (part.definition != null) {
          definitions.add(part.definition);
        }
        // What follows something that waits must wait as well, to keep the order.
        if (part.waiting != null || part.result == null || !held.isEmpty()) {
          held.add(part);
        } else {
          emit(part.result);
        }
      }
    }
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** The end of the input: every definition is known. */
  private void finish(ExecutorService workers) throws InterruptedException {
    if (held.isEmpty() || !goesOn()) {
      return;
    }
    ApiCatalog catalog = checker.catalog().withCustomResources(definitions);
    DocumentChecker informed = checker.with(catalog);
    List<Future<ResourceResult>> results = new ArrayList<>();
    for (Part part : held) {
      Waiting waiting = part.waiting;
      results.add(
          workers.submit(() ->
              part.result != null || waiting == null
                  ? Objects.requireNonNull(part.result)
                  : informed.check(waiting.file, waiting.document, waiting.manifest)));
    }
    Map<ResourceId, List<Finding>> between = relations(catalog);
    Set<ResourceId> told = new HashSet<>();
    for (int i = 0; i < held.size() && goesOn(); i++) {
      ResourceResult result = get(results.get(i));
      Waiting waiting = held.get(i).waiting;
      if (waiting != null && told.add(waiting.manifest.id())) {
        result =
            DocumentChecker.with(result, between.getOrDefault(waiting.manifest.id(), List.of()));
      }
      emit(result);
    }
  }

  private Map<ResourceId, List<Finding>> relations(ApiCatalog catalog) {
    if (!options.wholeCluster() && !options.posture()) {
      return Map.of();
    }
    List<Manifest> all = new ArrayList<>();
    for (Part part : held) {
      if (part.waiting != null && part.waiting.manifest.tree().isObject()) {
        all.add(part.waiting.manifest);
      }
    }
    List<Finding> findings = new ArrayList<>();
    if (options.wholeCluster()) {
      findings.addAll(
          new ClusterValidator(
                  catalog, ExternalResources.NONE, options.policy(), ExternalHint.FILES)
              .validate(all));
    }
    if (options.posture()) {
      findings.addAll(new PostureValidator(catalog, options.policy()).validate(all));
    }
    findings.sort(null);
    return DocumentChecker.byResource(findings);
  }

  private void emit(ResourceResult result) {
    bad |= result.isBad();
    summary.add(result);
    report.add(result);
  }
}
