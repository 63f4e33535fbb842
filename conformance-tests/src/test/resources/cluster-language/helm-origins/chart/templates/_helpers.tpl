{{- define "web.labels" -}}
app: web
{{- range $name, $text := .Values.labels }}
{{ $name }}: {{ $text | quote }}
{{- end }}
{{- end -}}

{{- define "web.image" -}}
{{ .Values.image.name }}:{{ .Values.image.tag }}
{{- end -}}
