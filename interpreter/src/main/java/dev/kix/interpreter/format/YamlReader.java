package dev.kix.interpreter.format;

import dev.kix.interpreter.diagnostic.EvalException;
import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Bytes;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.NixString;
import dev.kix.interpreter.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads YAML 1.2 by its JSON schema: {@code yes} and {@code 012} stay strings, only {@code true},
 * {@code null} and numbers in JSON's sense are more. Keys must be scalars and become strings; a key
 * that occurs twice is an error. Aliases may be used, 50 times within collections, and nesting is
 * limited to 512, so that a small text cannot grow without bound.
 */
public final class YamlReader {
  private static final int MAX_ALIASES = 50;
  private static final int MAX_DEPTH = 512;

  private YamlReader() {}

  /**
   * The value of a text of one document, or the list of the values of several. No document at all
   * is null.
   *
   * @param text UTF-8, one char per byte
   * @throws EvalException if it is not YAML
   */
  public static Value read(String text) {
    List<Value> documents = readAll(text);
    return switch (documents.size()) {
      case 0 -> NixNull.NULL;
      case 1 -> documents.get(0);
      default -> NixList.copyOf(documents);
    };
  }

  /**
   * The values of all documents.
   *
   * @param text UTF-8, one char per byte
   * @throws EvalException if it is not YAML
   */
  public static List<Value> readAll(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(Integer.MAX_VALUE)
            .setLabel("fromYAML")
            .build();
    List<Value> documents = new ArrayList<>(1);
    try {
      for (Object document : new Load(settings).loadAllFromString(Bytes.decode(text))) {
        documents.add(toValue(document, 0));
      }
    } catch (YamlEngineException e) {
      // What the library did not foresee, it wraps: a tag of scalars before a mapping.
      String message = e.getMessage();
      boolean foreseen = e instanceof MarkedYamlEngineException || e.getCause() == null;
      throw fail(
          foreseen && message != null ? message : "a value is not of the kind that its tag says");
    } catch (StackOverflowError e) {
      // The library recurses and has no limit of its own. What fits MAX_DEPTH fits any stack, so
      // the answer does not depend on how much stack there is.
      throw tooDeep();
    }
    return documents;
  }

  private static Value toValue(Object o, int depth) {
    if (depth > MAX_DEPTH) {
      throw tooDeep();
    }
    if (o == null) {
      return NixNull.NULL;
    }
    if (o instanceof String s) {
      return NixString.of(JsonLexer.withoutNul(Bytes.encode(s)));
    }
    if (o instanceof Boolean b) {
      return NixBool.of(b);
    }
    if (o instanceof Integer || o instanceof Long) {
      return NixInt.of(((Number) o).longValue());
    }
    if (o instanceof Double d) {
      return NixFloat.of(d);
    }
    if (o instanceof BigInteger i) {
      throw fail("the number " + i + " does not fit 64 bits");
    }
    if (o instanceof List<?> list) {
      Lazy[] elements = new Lazy[list.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = toValue(list.get(i), depth + 1);
      }
      return NixList.of(elements);
    }
    if (o instanceof Map<?, ?> map) {
      AttrsBuilder out = new AttrsBuilder(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.put(name(entry.getKey()), toValue(entry.getValue(), depth + 1));
      }
      return out.build();
    }
    throw fail("cannot represent a " + o.getClass().getSimpleName());
  }

  private static String name(Object key) {
    if (key instanceof Map || key instanceof List) {
      throw fail("a key must be a scalar");
    }
    return JsonLexer.withoutNul(Bytes.encode(String.valueOf(key)));
  }

  private static EvalException tooDeep() {
    return fail("nested more than " + MAX_DEPTH + " deep");
  }

  private static EvalException fail(String message) {
    return JsonLexer.error("while parsing YAML: " + Bytes.encode(message));
  }
}
