package dev.kix.interpreter.format;

import dev.kix.interpreter.value.AttrsBuilder;
import dev.kix.interpreter.value.Lazy;
import dev.kix.interpreter.value.NixAttrs;
import dev.kix.interpreter.value.NixBool;
import dev.kix.interpreter.value.NixFloat;
import dev.kix.interpreter.value.NixInt;
import dev.kix.interpreter.value.NixList;
import dev.kix.interpreter.value.NixNull;
import dev.kix.interpreter.value.Shape;
import dev.kix.interpreter.value.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as {@code builtins.fromJSON} does: integers of 64 bits, numbers with point or exponent
 * and integers below -2^63 or from 2^64 as floats, the last of equal names. Without recursion, so
 * that nesting is bounded by memory alone. Works on the string itself; objects with the names of
 * their predecessor, as in every list of records, share its shape and allocate no names.
 */
public final class JsonReader {
  private static final Lazy[] NONE = new Lazy[0];

  private final JsonLexer lexer;
  private Level level = new Level(null);

  private JsonReader(String text) {
    lexer = new JsonLexer(text);
  }

  /**
   * The value of a JSON text.
   *
   * @param text UTF-8, one char per byte
   * @throws dev.kix.interpreter.diagnostic.EvalException if it is not JSON, in Nix's words
   */
  public static Value read(String text) {
    return new JsonReader(text).run();
  }

  /** The names of an object in the order of the text, and where each belongs in its shape. */
  private record Template(String[] names, Shape shape, int[] place) {
    static Template of(String[] names, Shape shape) {
      int[] place = new int[names.length];
      for (int i = 0; i < names.length; i++) {
        place[i] = shape.indexOf(names[i]);
      }
      return new Template(names, shape, place);
    }
  }

  /** An array or object being read; reused for the next one as deep. */
  private static final class Level {
    final @Nullable Level up;
    @Nullable Level down;
    boolean isObject;
    Lazy[] values = NONE;
    String[] names = new String[0];
    int size;

    /** What the last object of this level looked like, and whether this one does so far. */
    @Nullable Template template;

    boolean fits;

    Level(@Nullable Level up) {
      this.up = up;
    }

    void begin(boolean object) {
      isObject = object;
      size = 0;
      fits = template != null;
    }

    void add(Lazy value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(8, size * 2));
      }
      values[size++] = value;
    }

    void name(String name) {
      if (size >= names.length) {
        names = Arrays.copyOf(names, Math.max(8, size * 2));
      }
      names[size] = name;
    }

    Value end() {
      if (!isObject) {
        return NixList.of(Arrays.copyOf(values, size));
      }
      Template t = template;
      if (fits && t != null && t.names.length == size) {
        Lazy[] sorted = new Lazy[size];
        for (int i = 0; i < size; i++) {
          sorted[t.place[i]] = values[i];
        }
        return NixAttrs.of(t.shape, sorted);
      }
      AttrsBuilder out = new AttrsBuilder(size);
      for (int i = 0; i < size; i++) {
        out.put(names[i], values[i]);
      }
      NixAttrs attrs = out.build();
      if (attrs.size() == size && size > 0) {
        template = Template.of(Arrays.copyOf(names, size), attrs.shape());
      }
      return attrs;
    }
  }

  private Value run() {
    int token = lexer.next();
    int depth = 0;
    while (true) {
      Value value;
      switch (token) {
        case JsonLexer.BEGIN_OBJECT -> {
          push(true);
          depth++;
          if (!readName(false)) {
            value = pop();
            depth--;
          } else {
            token = lexer.next();
            continue;
          }
        }
        case JsonLexer.BEGIN_ARRAY -> {
          push(false);
          depth++;
          token = lexer.next();
          if (token != JsonLexer.END_ARRAY) {
            continue;
          }
          value = pop();
          depth--;
        }
        default -> value = scalar(token);
      }
      // A value is complete; so may be what it is in.
      while (true) {
        if (depth == 0) {
          lexer.context("value", JsonLexer.END);
          token = lexer.next();
          if (token != JsonLexer.END) {
            throw lexer.unexpected(token, JsonLexer.END, "value");
          }
          return value;
        }
        level.add(value);
        if (level.isObject) {
          lexer.context("object", JsonLexer.END_OBJECT);
        } else {
          lexer.context("array", JsonLexer.END_ARRAY);
        }
        token = lexer.next();
        if (token == JsonLexer.COMMA) {
          if (level.isObject) {
            readName(true);
          } else {
            lexer.context("value", JsonLexer.ANY_VALUE);
          }
          token = lexer.next();
          break;
        }
        if (token != (level.isObject ? JsonLexer.END_OBJECT : JsonLexer.END_ARRAY)) {
          throw level.isObject
              ? lexer.unexpected(token, JsonLexer.END_OBJECT, "object")
              : lexer.unexpected(token, JsonLexer.END_ARRAY, "array");
        }
        value = pop();
        depth--;
      }
    }
  }

  private void push(boolean object) {
    Level down = level.down;
    if (down == null) {
      down = new Level(level);
      level.down = down;
    }
    level = down;
    level.begin(object);
  }

  private Value pop() {
    Value value = level.end();
    Level up = level.up;
    if (up == null) {
      throw new AssertionError("more ends than beginnings");
    }
    level = up;
    return value;
  }

  /**
   * Reads a name and its colon.
   *
   * @param required false directly behind the brace, where the object may end
   * @return false if the object ended
   */
  private boolean readName(boolean required) {
    Level l = level;
    Template t = l.template;
    if (l.fits && t != null) {
      if (l.size < t.names.length && lexer.skipString(t.names[l.size])) {
        l.name(t.names[l.size]);
        colon();
        return true;
      }
      l.fits = false;
    }
    lexer.context("object key", JsonLexer.STRING);
    int token = lexer.next();
    if (token != JsonLexer.STRING) {
      if (token == JsonLexer.END_OBJECT && !required) {
        return false;
      }
      throw lexer.unexpected(token, JsonLexer.STRING, "object key");
    }
    l.name(JsonLexer.withoutNul(lexer.string()));
    colon();
    return true;
  }

  private void colon() {
    lexer.context("object separator", JsonLexer.COLON);
    int token = lexer.next();
    if (token != JsonLexer.COLON) {
      throw lexer.unexpected(token, JsonLexer.COLON, "object separator");
    }
    lexer.context("value", JsonLexer.ANY_VALUE);
  }

  private Value scalar(int token) {
    return switch (token) {
      case JsonLexer.TRUE -> NixBool.TRUE;
      case JsonLexer.FALSE -> NixBool.FALSE;
      case JsonLexer.NULL -> NixNull.NULL;
      case JsonLexer.STRING -> lexer.stringValue();
      case JsonLexer.INTEGER -> NixInt.of(lexer.integer());
      case JsonLexer.FLOAT -> NixFloat.of(lexer.real());
      default -> throw lexer.unexpected(token, JsonLexer.ANY_VALUE, "value");
    };
  }
}
