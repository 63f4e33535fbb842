{{- define "required.host" -}}
{{- required "The host is not known." .Values.ingress.host -}}
{{- end -}}
