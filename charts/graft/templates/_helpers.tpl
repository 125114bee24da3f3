{{/* Names and labels. */}}
{{- define "graft.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "graft.selector" -}}
app.kubernetes.io/name: graft-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "graft.labels" -}}
{{ include "graft.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: graft
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "graft.image" -}}
{{- $images := .root.Values.images }}
{{- with get $images.digests .name -}}
{{ $images.repository }}/{{ $.name }}@{{ . }}
{{- else -}}
{{ $images.repository }}/{{ .name }}:{{ $images.tag | default .root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{/* The number of the pods' user; empty: the cluster gives it. Helm reads great numbers as fractions. */}}
{{- define "graft.user" -}}
{{- if ne (toString .Values.podSecurity.user) "cluster" }}{{ int64 .Values.podSecurity.user }}{{ end }}
{{- end }}

{{/* All that the operator may do where AdapterJobs are. */}}
{{- define "graft.rules" -}}
- apiGroups: [graft.dev]
  resources: [adapterjobs]
  verbs: [get, list, watch, patch]
- apiGroups: [graft.dev]
  resources: [adapterjobs/status]
  verbs: [get, patch]
- apiGroups: [graft.dev]
  resources: [adapterjobs/finalizers]
  verbs: [update]
- apiGroups: [""]
  resources: [configmaps, services]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, update, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [events]
  verbs: [list, create]
{{- end }}

{{/* What it may do in its own namespace: one of several operators leads. */}}
{{- define "graft.leaseRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, create, update]
{{- end }}

{{/* What people may do who may only look. */}}
{{- define "graft.viewRules" -}}
- apiGroups: [graft.dev]
  resources: [adapterjobs]
  verbs: [get, list, watch]
- apiGroups: [graft.dev]
  resources: [adapterjobs/status]
  verbs: [get]
{{- end }}

{{/* The pods of AdapterJobs, by what they are for. */}}
{{- define "graft.trainers" -}}
matchLabels: {app.kubernetes.io/managed-by: graft-operator}
matchExpressions:
  - {key: app.kubernetes.io/component, operator: In, values: [backbone, runs]}
{{- end }}

{{- define "graft.simulators" -}}
matchLabels: {app.kubernetes.io/managed-by: graft-operator, app.kubernetes.io/component: sim}
{{- end }}
