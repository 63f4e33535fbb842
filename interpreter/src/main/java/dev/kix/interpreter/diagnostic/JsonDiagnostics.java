package dev.kix.interpreter.diagnostic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.kix.grammar.Origin;
import dev.kix.grammar.Position;
import dev.kix.interpreter.value.Bytes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation errors for programs, as one JSON object on one line:
 *
 * <pre>{@code
 * { "level": "error", "kind": "type", "message": "…",
 *   "position": { "file": "/x.nix", "line": 3, "column": 7 } or null,
 *   "frames": [ { "message": "while …", "position": …, "custom": false } ],   outermost first
 *   "suggestions": [ "x" ] }
 * }</pre>
 *
 * <p>{@code file} is {@code «string»} or {@code «stdin»} for text that is not a file. Lines and
 * columns count from 1, columns in bytes.
 */
public final class JsonDiagnostics {
  private JsonDiagnostics() {}

  /** The error as one JSON object without a final newline. */
  public static String render(EvalException e) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("level", "error");
      json.writeStringField("kind", e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeStringField("message", Bytes.decode(e.getMessage()));
      writePosition(json, e.position());
      json.writeArrayFieldStart("frames");
      List<TraceFrame> frames = e.frames();
      for (int i = frames.size() - 1; i >= 0; i--) {
        TraceFrame frame = frames.get(i);
        if (frame.text().isEmpty()) {
          continue;
        }
        json.writeStartObject();
        json.writeStringField("message", Bytes.decode(frame.text()));
        writePosition(json, frame.position());
        json.writeBooleanField("custom", frame.custom());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("suggestions");
      for (String suggestion : e.suggestions()) {
        json.writeString(Bytes.decode(suggestion));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException x) {
      throw new UncheckedIOException(x); // a StringWriter does not fail
    }
    return out.toString();
  }

  private static void writePosition(JsonGenerator json, @Nullable Position position)
      throws IOException {
    if (position == null) {
      json.writeNullField("position");
      return;
    }
    Origin origin = position.source().origin();
    json.writeObjectFieldStart("position");
    json.writeStringField("file", Bytes.decode(DiagnosticRenderer.originBytes(origin)));
    json.writeNumberField("line", position.line());
    json.writeNumberField("column", position.column());
    json.writeEndObject();
  }
}
