package dev.kix.k8s.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Manifest;
import dev.kix.k8s.Rules;
import dev.kix.k8s.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document of a file: the resources in it, a List taken apart, and what is wrong with its text.
 * Lines are looked up only when somebody asks: the text is then read a second time. May be used by
 * several threads at once.
 */
public final class Document {
  /** The lines of larger documents are not kept: they would take many times its size. */
  private static final int MAX_INDEXED = 16 << 20;

  private final String file;
  private final int firstLine;
  private final TextLimits limits;
  private final String text;
  private final boolean json;
  private final boolean remarkable;
  private final List<Manifest> manifests;
  private final List<TextProblem> problems;
  private final Map<Integer, Index> indexes = new HashMap<>();

  private Document(
      String file,
      int firstLine,
      TextLimits limits,
      String text,
      boolean json,
      List<JsonNode> trees,
      boolean remarkable,
      @Nullable TextProblem broken) {
    this.file = file;
    this.firstLine = firstLine;
    this.limits = limits;
    this.text = text;
    this.json = json;
    this.remarkable = remarkable;
    this.manifests = new ArrayList<>();
    this.problems = new ArrayList<>();
    if (broken != null) {
      problems.add(broken);
    }
    for (int i = 0; i < trees.size(); i++) {
      add(trees.get(i), i);
      if (remarkable) {
        problems.addAll(index(i).problems);
      }
    }
  }

  /** The resources, in the order of the text. */
  public List<Manifest> manifests() {
    return List.copyOf(manifests);
  }

  /** What is wrong with the text itself, in its order. */
  public List<TextProblem> problems() {
    return List.copyOf(problems);
  }

  static Document read(Chunk chunk, String file, TextLimits limits, Words words) {
    if (chunk.isTooLarge()) {
      return broken(
          chunk,
          file,
          limits,
          new TextException(
              "has "
                  + chunk.size()
                  + " bytes, more than the "
                  + limits.maxBytes()
                  + " that a document may have",
              0,
              "the API server takes at most 1.5 MiB in one request"));
    }
    try {
      boolean plain = QuickYaml.isPlain(chunk.bytes());
      String text =
          plain ? new String(chunk.bytes(), StandardCharsets.ISO_8859_1) : decode(chunk.bytes());
      int first = chunk.firstByte();
      if (first == '{' || first == '[') {
        try {
          JsonText.Result result = JsonText.read(text, limits);
          return new Document(
              file,
              chunk.firstLine(),
              limits,
              text,
              true,
              result.trees(),
              result.remarkable(),
              null);
        } catch (TextException e) {
          if (file.endsWith(".json")) {
            throw e;
          }
          // YAML may begin with a brace as well.
        }
      }
      JsonNode quick = plain ? QuickYaml.read(chunk.bytes(), limits, words) : null;
      if (quick != null) {
        List<JsonNode> trees = quick.isMissingNode() ? List.of() : List.of(quick);
        return new Document(file, chunk.firstLine(), limits, text, false, trees, false, null);
      }
      YamlTree.Result result = YamlTree.read(text, limits);
      JsonNode tree = result.tree();
      List<JsonNode> trees = tree == null || tree.isNull() ? List.of() : List.of(tree);
      return new Document(
          file, chunk.firstLine(), limits, text, false, trees, result.remarkable(), null);
    } catch (TextException e) {
      return broken(chunk, file, limits, e);
    }
  }

  private static Document broken(Chunk chunk, String file, TextLimits limits, TextException e) {
    SourcePosition position =
        new SourcePosition(file, chunk.firstLine() + Math.max(0, e.line() - 1));
    String hint = e.hint();
    if (hint == null && looksLikeTemplate(chunk.bytes())) {
      hint = "it looks like a template: render it first";
    }
    TextProblem problem =
        new TextProblem(Rules.YAML_SYNTAX, null, "the document " + e.message(), position, hint);
    return new Document(file, chunk.firstLine(), limits, "", false, List.of(), false, problem);
  }

  private static boolean looksLikeTemplate(byte[] bytes) {
    for (int i = 0; i + 1 < Math.min(bytes.length, 1 << 16); i++) {
      if (bytes[i] == '{' && bytes[i + 1] == '{') {
        return true;
      }
    }
    return false;
  }

  private static String decode(byte[] bytes) throws TextException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new TextException("is not text: it is not UTF-8", 0, null);
    }
  }

  private void add(JsonNode tree, int number) {
    if (!isList(tree)) {
      manifests.add(new Manifest(tree, path -> index(number).position(path)));
      return;
    }
    String kind = tree.path("kind").asText("");
    JsonNode items = tree.path("items");
    for (int i = 0; i < items.size(); i++) {
      String prefix = JsonPath.element("$.items", i);
      JsonNode item = items.get(i);
      if (item.isObject() && !item.has("kind") && kind.length() > "List".length()) {
        // kubectl fills in what a typed list says once for all.
        ObjectNode named = ((ObjectNode) item).deepCopy();
        named.put("kind", kind.substring(0, kind.length() - "List".length()));
        if (!named.has("apiVersion")) {
          named.set("apiVersion", tree.path("apiVersion"));
        }
        item = named;
      }
      manifests.add(new Manifest(item, path -> index(number).position(prefix + path.substring(1))));
    }
  }

  /** {@code v1 List}, and typed lists such as {@code apps/v1 DeploymentList}. */
  private static boolean isList(JsonNode tree) {
    return tree.path("kind").asText("").endsWith("List")
        && tree.path("apiVersion").isTextual()
        && tree.path("items").isArray()
        && !tree.path("metadata").has("name");
  }

  private Index index(int number) {
    synchronized (indexes) {
      return indexes.computeIfAbsent(number, this::makeIndex);
    }
  }

  private Index makeIndex(int number) {
    if (text.length() > MAX_INDEXED && !remarkable) {
      return new Index(); // The first line of the document has to do.
    }
    Index quick = new Index();
    if (!json && !remarkable && QuickYaml.visit(text, limits, quick)) {
      return quick;
    }
    Index made = new Index();
    try {
      if (json) {
        JsonText.visit(text, limits, made, number);
      } else {
        YamlTree.visit(text, limits, made);
      }
    } catch (TextException e) {
      // It was read before, so it can be read again.
      throw new IllegalStateException(e);
    }
    return made;
  }

  /** The lines of everything in one value. */
  private final class Index implements TreeVisitor {
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<TextProblem> problems = new ArrayList<>();

    @Nullable SourcePosition position(String path) {
      Integer line = path.equals(JsonPath.ROOT) ? Integer.valueOf(1) : lines.get(path);
      return line == null ? null : at(line);
    }

    private SourcePosition at(int line) {
      return new SourcePosition(file, firstLine + line - 1);
    }

    @Override
    public void value(String path, int line) {
      lines.putIfAbsent(path, line);
    }

    @Override
    public void duplicate(String path, int line) {
      Integer first = lines.get(path);
      problems.add(
          new TextProblem(
              Rules.YAML_DUPLICATE_KEY,
              path,
              "the key is there twice"
                  + (first == null ? "" : ", first in line " + (firstLine + first - 1)),
              at(line),
              "readers take the one or the other: remove one"));
      lines.put(path, line); // the last one is what the tree holds
    }

    @Override
    public void ambiguous(String path, String plain, String why, int line) {
      problems.add(
          new TextProblem(
              Rules.YAML_AMBIGUOUS,
              path,
              "'" + plain + "' without quotes " + why,
              at(line),
              "write \"" + plain + "\", or the value it stands for"));
    }
  }
}
