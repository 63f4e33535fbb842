package dev.kix.cli.validate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kix.k8s.Finding;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.Severity;
import dev.kix.k8s.SourcePosition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0, which code hosts show beside the changed lines: a result a finding, with its rule.
 */
final class SarifReport implements Report {
  private static final String FILE_RULE = "file-unreadable";

  private final OutputStream out;
  private final String version;
  private final List<ResourceResult> results = new ArrayList<>();

  SarifReport(OutputStream out, String version) {
    this.out = out;
    this.version = version;
  }

  @Override
  public void add(ResourceResult result) {
    if (result.saysAnything()) {
      results.add(result);
    }
  }

  @Override
  public void end(Summary summary) {
    try (JsonGenerator json = JsonReport.generator(out)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "kix");
    json.writeStringField("semanticVersion", version);
    rules(json);
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("results");
    for (ResourceResult result : results) {
      if (!result.message().isEmpty()) {
        result(json, FILE_RULE, "error", result.message(), result, null);
      }
      for (Finding finding : result.findings()) {
        if (finding.severity() != Severity.NOTE) {
          String text = finding.headline() + ": " + finding.message();
          result(
              json,
              finding.ruleId(),
              finding.severity().word(),
              finding.message().isEmpty() ? finding.headline() : text,
              result,
              finding);
        }
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void rules(JsonGenerator json) throws IOException {
    Map<String, String> used = new TreeMap<>();
    for (ResourceResult result : results) {
      if (!result.message().isEmpty()) {
        used.put(FILE_RULE, "A file can be read.");
      }
      for (Finding finding : result.findings()) {
        Rule rule = Rules.byId(finding.ruleId());
        used.put(finding.ruleId(), rule == null ? finding.ruleId() : rule.summary());
      }
    }
    json.writeArrayFieldStart("rules");
    for (Map.Entry<String, String> rule : used.entrySet()) {
      json.writeStartObject();
      json.writeStringField("id", rule.getKey());
      json.writeObjectFieldStart("shortDescription");
      json.writeStringField("text", rule.getValue());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void result(
      JsonGenerator json,
      String rule,
      String level,
      String text,
      ResourceResult of,
      @Nullable Finding finding)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", rule);
    json.writeStringField("level", level);
    json.writeObjectFieldStart("message");
    String hint = finding == null || finding.hint() == null ? "" : ". " + finding.hint();
    json.writeStringField("text", (text + hint).replace('\n', ' '));
    json.writeEndObject();
    SourcePosition position = finding == null ? null : finding.position();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(position == null ? of.file() : position.file()));
    json.writeEndObject();
    if (position != null && position.line() > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", position.line());
      json.writeEndObject();
    }
    json.writeEndObject();
    if (finding != null && !of.kind().isEmpty()) {
      json.writeArrayFieldStart("logicalLocations");
      json.writeStartObject();
      String path = finding.path() == null ? "" : " " + finding.path();
      json.writeStringField("fullyQualifiedName", finding.resource().kindAndName() + path);
      json.writeStringField("kind", "resource");
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A path as a relative or absolute URI reference: what is not allowed there is escaped. */
  private static String uri(String path) {
    StringBuilder out = new StringBuilder(path.startsWith("/") ? "file://" : "");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "/._-~".indexOf(c) >= 0);
      out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return out.toString();
  }
}
