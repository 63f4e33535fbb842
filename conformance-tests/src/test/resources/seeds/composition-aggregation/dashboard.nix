{
  tenants.acme.namespaces = [
    "dashboard-prod"
    "dashboard-stage"
  ];
  priorities.dashboard-prod.value = 1000;
}
