import "${toString ./data/sub}"
