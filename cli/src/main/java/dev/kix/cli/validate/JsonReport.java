package dev.kix.cli.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.kix.cli.validate.ResourceResult.Status;
import dev.kix.k8s.Finding;
import dev.kix.k8s.SourcePosition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * kubeconform's JSON: {@code resources} with file, kind, name, version, status and message, and
 * {@code summary}. More than there: {@code findings} with rule, severity, line and hint. Resources
 * that are good are listed with {@code -verbose}, or when something is said about them.
 */
final class JsonReport implements Report {
  private final JsonGenerator json;
  private final boolean verbose;
  private final boolean summary;

  JsonReport(OutputStream out, boolean verbose, boolean summary) {
    this.verbose = verbose;
    this.summary = summary;
    this.json = generator(out);
    try {
      json.writeStartObject();
      json.writeArrayFieldStart("resources");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonGenerator generator(OutputStream out) {
    try {
      JsonGenerator json = new JsonFactory().createGenerator(out);
      json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      printer.indentObjectsWith(indenter);
      printer.indentArraysWith(indenter);
      json.setPrettyPrinter(printer);
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(ResourceResult result) {
    if (!verbose && result.status() == Status.VALID && !result.saysAnything()) {
      return;
    }
    try {
      write(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ResourceResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("filename", result.file());
    json.writeStringField("kind", result.kind());
    json.writeStringField("name", result.name());
    json.writeStringField("version", result.apiVersion());
    json.writeStringField("status", result.status().word());
    json.writeStringField("msg", message(result));
    if (result.status() == Status.INVALID) {
      json.writeArrayFieldStart("validationErrors");
      for (Finding finding : result.findings()) {
        if (finding.isError()) {
          json.writeStartObject();
          json.writeStringField("path", finding.path() == null ? "$" : finding.path());
          json.writeStringField("msg", sentence(finding));
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    }
    if (!result.findings().isEmpty()) {
      json.writeArrayFieldStart("findings");
      for (Finding finding : result.findings()) {
        finding(finding);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void finding(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.ruleId());
    json.writeStringField("severity", finding.severity().word());
    if (finding.path() != null) {
      json.writeStringField("path", finding.path());
    }
    json.writeStringField("message", sentence(finding));
    SourcePosition position = finding.position();
    if (position != null) {
      json.writeStringField("file", position.file());
      json.writeNumberField("line", position.line());
    }
    if (finding.hint() != null) {
      json.writeStringField("hint", finding.hint());
    }
    json.writeEndObject();
  }

  /** A finding in one line. */
  static String sentence(Finding finding) {
    String text = finding.message().isEmpty() ? finding.headline() : finding.message();
    return text.replace('\n', ' ');
  }

  /** All errors of a result in one line; empty when there are none. */
  static String message(ResourceResult result) {
    StringBuilder out = new StringBuilder(result.message());
    for (Finding finding : result.findings()) {
      if (finding.isError()) {
        out.append(out.isEmpty() ? "" : " - ");
        out.append(finding.path() == null ? "" : finding.path() + ": ").append(sentence(finding));
      }
    }
    return out.toString();
  }

  @Override
  public void end(Summary counts) {
    try {
      json.writeEndArray();
      if (summary) {
        json.writeObjectFieldStart("summary");
        json.writeNumberField("valid", counts.valid());
        json.writeNumberField("invalid", counts.invalid());
        json.writeNumberField("errors", counts.errors());
        json.writeNumberField("skipped", counts.skipped());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
