-- Health of an AdapterJob for Argo CD, to stand in argocd-cm as
-- resource.customizations.health.graft.dev_AdapterJob. It reads the conditions that kstatus reads.
local health = { status = "Progressing", message = "Waiting for the operator" }
if obj.status == nil or obj.status.conditions == nil then
  return health
end
-- A spec that the operator has not seen yet: its conditions speak of the one before.
if obj.status.observedGeneration ~= nil and obj.metadata.generation ~= nil
    and obj.status.observedGeneration < obj.metadata.generation then
  return health
end
local ready = nil
local stalled = false
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Ready" then
    ready = condition
  elseif condition.type == "Stalled" and condition.status == "True" then
    stalled = true
  end
end
if ready == nil then
  return health
end
health.message = ready.message
if ready.reason == "Suspended" then
  health.status = "Suspended"
elseif ready.status == "True" then
  health.status = "Healthy"
elseif stalled then
  health.status = "Degraded"
end
return health
