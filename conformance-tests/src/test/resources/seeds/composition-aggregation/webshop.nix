{
  tenants.acme.namespaces = [
    "webshop-prod"
    "webshop-stage"
    "webshop-demo"
  ];
  priorities.webshop-prod.value = 1000;
  priorities.webshop-stage.value = 500;
}
