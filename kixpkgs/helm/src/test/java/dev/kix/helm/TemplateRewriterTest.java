package dev.kix.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRewriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain: lookup now",
        "{{ \"lookup\" }}",
        "{{ `now` }}",
        "{{/* lookup now */}}",
        "{{ .Values.lookup }} {{ $.now }} {{ $lookup }}",
        "{{ .Values.lookup.now }}",
        "{{ include \"x.now\" . }}",
        "{{ \"a \\\" lookup }} \" }}",
        "{{ unclosed",
        "{{ \"unclosed }}",
        "}} {{",
      })
  void leavesAlone(String text) {
    assertThat(new TemplateRewriter().template(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ lookup \"a\" \"b\" }} # {{ pick (dict) \"a\" \"b\" }}",
        "{{- (lookup \"a\").x -}} # {{- (pick (dict) \"a\").x -}}",
        "{{ now }} # {{ (toDate `2006-01-02 15` `1980-01-01 12`) }}",
        "{{ .Values.x | ago }} # {{ .Values.x | include `kix.clock` }}",
        "\"helm.sh/hook-weight\": 1 # \"helm.kix.dev/hook-weight\": 1",
        "{{ $x.APIVersions.Has \"v1\" }} # {{ hasKey (include `kix.apiVersions` `` | fromJson) \"v1\" }}",
      })
  void rewrites(String before, String after) {
    assertThat(new TemplateRewriter().template(before)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({
    "{{ keys .Values.a | join }}, true",
    "{{ keys .Values.a | sortAlpha | join }}, false",
    "{{ .Values.keys }}, false",
    "{{ randAlpha 3 }}, true",
    "{{ \"randAlpha\" }}, false",
  })
  void noticesFunctionsWithAWillOfTheirOwn(String text, boolean random) {
    TemplateRewriter rewriter = new TemplateRewriter();
    rewriter.template(text);
    assertThat(!rewriter.random().isEmpty()).isEqualTo(random);
  }
}
