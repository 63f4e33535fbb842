{
  monitoring.enabled = true;
}
